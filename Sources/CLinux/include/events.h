// What an event loop waits with: epoll(7), eventfd(2), pipes. Their macros, as functions.
#pragma once
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

/// epoll_pwait2(2), to the nanosecond; negative `nanoseconds` wait for ever. -errno when it fails.
int devstack_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds);

/// A pipe, both ends close-on-exec, its reading end without blocking. -errno when it fails.
int devstack_output_pipe(int ends[2]);

/// open(2) for appending, close-on-exec; made with mode 0600 when it is missing. -errno when it fails.
int devstack_open_append(const char *path);

/// An eventfd(2) that counts from now on how often a child has ended: a handler of SIGCHLD writes to it, and calls the
/// handler before it. To be called once. -errno when it fails.
int devstack_watch_children(void);

/// prctl(PR_SET_CHILD_SUBREAPER): orphans below this process become its own children. -errno when it fails.
int devstack_become_subreaper(void);

/// Raises the soft limit of open descriptors to at least `wanted`, as far as the hard limit goes, and puts what
/// it was before into `before`. -errno when it fails.
int devstack_raise_descriptor_limit(uint64_t wanted, uint64_t *before);

/// waitid(2) of one child. 1: ended, with `code` and `status` as in siginfo_t; 0: still running and `block` is 0;
/// -errno when it fails.
int devstack_wait(int pid, int block, int *code, int *status);

/// Names the calling thread, with up to 15 bytes: pthread_setname_np(3).
void devstack_name_thread(const char *name);

/// A timerfd(2) over the time of day, without blocking. -errno when it fails.
int devstack_alarm_open(void);

/// Sets it off once, at this time since 1970-01-01T00:00:00Z, and whenever that clock jumps (TFD_TIMER_CANCEL_ON_SET).
/// -errno when it fails.
int devstack_alarm_set(int alarm, int64_t seconds, int64_t nanoseconds);

/// 1: its time has come; 0: nothing has happened; -ECANCELED: the clock was set, or the machine has slept.
int devstack_alarm_read(int alarm);
