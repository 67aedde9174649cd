#define _GNU_SOURCE
#include "events.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/timerfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int devstack_epoll_wait(int epoll, struct epoll_event *events, int capacity, int64_t nanoseconds) {
    struct timespec timeout = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000};
    int count = epoll_pwait2(epoll, events, capacity, nanoseconds < 0 ? NULL : &timeout, NULL);
    return count < 0 ? -errno : count;
}

int devstack_output_pipe(int ends[2]) {
    if (pipe2(ends, O_CLOEXEC) < 0) return -errno;
    // Only our end: the writer's must block, or programs lose output that they believe written.
    if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) {
        int code = errno;
        close(ends[0]);
        close(ends[1]);
        return -code;
    }
    return 0;
}

int devstack_open_append(const char *path) {
    int descriptor;
    do descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

// Made once, for the life of the process.
static int children_event = -1;
static struct sigaction handler_before;

static void child_has_ended(int number, siginfo_t *information, void *context) {
    int code = errno;
    const uint64_t one = 1;
    // A counter that is full has been told often enough.
    ssize_t written = write(children_event, &one, sizeof one);
    (void)written;
    if (handler_before.sa_flags & SA_SIGINFO) handler_before.sa_sigaction(number, information, context);
    else if (handler_before.sa_handler != SIG_DFL && handler_before.sa_handler != SIG_IGN)
        handler_before.sa_handler(number);
    errno = code;
}

int devstack_watch_children(void) {
    if (sigaction(SIGCHLD, NULL, &handler_before) < 0) return -errno;
    children_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (children_event < 0) return -errno;
    struct sigaction action = {.sa_sigaction = child_has_ended, .sa_flags = SA_SIGINFO | SA_RESTART | SA_NOCLDSTOP};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGCHLD, &action, NULL) == 0) return children_event;
    int code = errno;
    close(children_event);
    return -code;
}

int devstack_become_subreaper(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0 ? -errno : 0; }

int devstack_raise_descriptor_limit(uint64_t wanted, uint64_t *before) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return -errno;
    *before = limit.rlim_cur;
    if (limit.rlim_cur >= wanted) return 0;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    return setrlimit(RLIMIT_NOFILE, &limit) < 0 ? -errno : 0;
}

int devstack_wait(int pid, int block, int *code, int *status) {
    siginfo_t information;
    for (;;) {
        memset(&information, 0, sizeof information);
        if (waitid(P_PID, (id_t)pid, &information, WEXITED | __WALL | (block ? 0 : WNOHANG)) == 0) break;
        if (errno != EINTR) return -errno;
    }
    if (information.si_pid == 0) return 0;
    *code = information.si_code;
    *status = information.si_status;
    return 1;
}

void devstack_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

int devstack_alarm_open(void) {
    int alarm = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    return alarm >= 0 ? alarm : -errno;
}

int devstack_alarm_set(int alarm, int64_t seconds, int64_t nanoseconds) {
    struct itimerspec when = {.it_value = {.tv_sec = seconds, .tv_nsec = nanoseconds}};
    // A value of zero would disarm it.
    if (seconds <= 0) when.it_value = (struct timespec){.tv_nsec = 1};
    return timerfd_settime(alarm, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL) == 0 ? 0 : -errno;
}

int devstack_alarm_read(int alarm) {
    uint64_t count = 0;
    for (;;) {
        if (read(alarm, &count, sizeof count) == sizeof count) return 1;
        if (errno == EAGAIN) return 0;
        if (errno != EINTR) return -errno;
    }
}
