#include "CLinux.h"
typedef int devstack_c_unit;
