// What goes over the socket between supervisor and warden, and what only the warden's own files share.
#pragma once
#include <stdint.h>
#include <sys/types.h>

#include "warden.h"

// Descriptors in one message, below the kernel's SCM_MAX_FD of 253.
enum { DESCRIPTORS_AT_MOST = 200 };

enum order_kind { ORDER_START = 1, ORDER_SIGNAL, ORDER_KILL };

// With ORDER_START come descriptors: the program's text, standard output, standard error, and its sockets.
struct order {
    int32_t kind;
    int32_t signal;
    // With ORDER_START: standard output is a terminal, and for standard input too.
    int64_t has_terminal;
    // How many descriptors come with it.
    int64_t descriptors;
    uint64_t descriptor_limit;
    uint64_t text_size;
};

// The program's text, in a memfd since a message holds no more than 200 KiB: this, then as many offsets from its start
// as there are strings, each list with a 0 behind it, in the order candidates, arguments, environment, directory.
struct program_text {
    uint64_t candidates;
    uint64_t arguments;
    uint64_t environment;
    // Where the digits of the program's pid go, which only its own process knows; 0: nowhere.
    uint64_t listen_pid;
    uint64_t slots[];
};

// What stands before the digits, and the room for them: a pid has at most 7 (PID_MAX_LIMIT), an int 10.
#define LISTEN_PID_NAME "LISTEN_PID="
#define LISTEN_PID_ROOM "0000000000"

_Static_assert(sizeof(char *) == sizeof(uint64_t), "a slot becomes a pointer in place");

// In the warden, forever; only async-signal-safe calls from here on.
_Noreturn void warden_run(int control, int null);

// In the service's own process: becomes the program, or writes a report to `failure` and ends.
_Noreturn void warden_become(const struct order *order, int *descriptors, int count, pid_t warden, int failure);
