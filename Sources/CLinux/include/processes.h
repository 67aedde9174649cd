// The processes of this machine, read from /proc without the heap, so that it also works after fork.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A process as /proc/PID/stat shows it, proc_pid_stat(5).
struct devstack_process {
    int32_t pid;
    int32_t parent;
    int32_t group;
    int32_t session;
    /// In clock ticks since boot: with the pid, what tells a process from a later one of the same number.
    uint64_t start;
    /// The letter of its state: Z for a zombie.
    int32_t state;
};

/// Every process, in ascending order of pid. Returns how many there are, which may be more than `capacity`, or -errno.
ssize_t devstack_process_list(struct devstack_process *processes, size_t capacity);

/// One process. 0, or -errno: -ENOENT or -ESRCH when there is none of that pid.
int devstack_process_read(int pid, struct devstack_process *process);

/// pidfd_open(2), close-on-exec as every pidfd is. -errno when it fails.
int devstack_process_reference(int pid);

/// Signals exactly this process, through a pidfd, unless its pid belongs to another one by now. 0 or -errno.
int devstack_process_signal(const struct devstack_process *process, int signal);

/// A pidfd of exactly this process, close-on-exec, which can be read once it has ended: pidfd_open(2). -errno when it has.
int devstack_process_open(const struct devstack_process *process);

/// The inodes of the sockets that a process has open. Returns how many there are, which may be more than `capacity`, or
/// -errno.
ssize_t devstack_process_sockets(int pid, uint32_t *inodes, size_t capacity);

/// Has SIGHUP, SIGINT, SIGQUIT and SIGTERM end this process with status 128 and their number until they are handled
/// otherwise: what does nothing in a process of pid 1, pid_namespaces(7). 0 or -errno.
int devstack_end_on_signals(void);

/// Has every descriptor from this one on closed by an exec. 0 or -errno.
int devstack_close_on_exec_from(int first);

/// `TERM` of 15: sigabbrev_np(3). NULL when there is no such signal.
const char *devstack_signal_name(int signal);
