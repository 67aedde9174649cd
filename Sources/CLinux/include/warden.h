// A warden: a small process that stands between the supervisor and one service, owns all that runs below it, and
// ends all of it when it is told to or when the supervisor is no more.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What a warden tells.
enum devstack_warden_event {
    /// exec has succeeded; `pid` is the main process.
    DEVSTACK_WARDEN_STARTED = 1,
    /// The program could not be started: `step`, `error`, `candidate`.
    DEVSTACK_WARDEN_START_FAILED,
    /// The main process has ended: `code` and `status` as in siginfo_t, and whether others `remain`.
    DEVSTACK_WARDEN_EXITED,
    /// Nothing is left below the warden, which can be given another start.
    DEVSTACK_WARDEN_GONE,
};

/// How far the start of a program came.
enum devstack_warden_step {
    DEVSTACK_STEP_FORK = 1,
    DEVSTACK_STEP_PREPARE,
    DEVSTACK_STEP_DIRECTORY,
    DEVSTACK_STEP_EXECUTE,
    /// The file is there, but not the interpreter or loader that it names.
    DEVSTACK_STEP_INTERPRETER,
};

struct devstack_warden_report {
    int32_t event;
    int32_t pid;
    int32_t step;
    int32_t error;
    /// The number of the candidate that the error is about; -1 for all of them.
    int32_t candidate;
    int32_t code;
    int32_t status;
    int32_t remain;
};

/// A program to start. The lists end with NULL.
struct devstack_start {
    /// The paths to try in turn, a relative one from `directory`.
    const char *const *candidates;
    const char *const *arguments;
    const char *const *environment;
    const char *directory;
    int output;
    int error;
    /// Become descriptors 3, 4, … of the program, which gets no others beside 0, 1 and 2.
    const int *sockets;
    size_t socket_count;
    /// Whether the program is told its own pid as LISTEN_PID, behind its environment: sd_listen_fds(3).
    int tells_listen_pid;
    /// The program's soft limit of open descriptors; 0 leaves it as it is.
    uint64_t descriptor_limit;
    /// Whether `output` is a terminal: it becomes standard input too, and the controlling terminal of the warden's session,
    /// with the program's process group in the foreground.
    int has_terminal;
};

/// Forks a warden named `devstack: NAME` and puts our end of its socket into `control`. The pid, or -errno.
int devstack_warden_spawn(const char *name, int *control);

/// Have it start a program. The descriptors stay the caller's. 0 or -errno.
int devstack_warden_start(int control, const struct devstack_start *start);

/// Have it signal the service's process group; once the main process has ended, all that is left below. 0 or -errno.
int devstack_warden_signal(int control, int signal);

/// Have it end all that is below it, with SIGKILL, however often that takes. 0 or -errno.
int devstack_warden_kill(int control);

/// Its next report. 1: there is one; 0: the warden is no more; -EAGAIN: none yet; else -errno.
int devstack_warden_receive(int control, struct devstack_warden_report *report);
