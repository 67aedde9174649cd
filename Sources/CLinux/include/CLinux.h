// What Swift cannot say to Linux itself: variadic system calls, macros, and the code that runs after fork.
#pragma once
#include "openat2.h"
#include "events.h"
#include "listeners.h"
#include "processes.h"
#include "memory.h"
#include "notify.h"
#include "terminal.h"
#include "warden.h"
