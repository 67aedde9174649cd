// The warden itself: one loop, no heap, nothing that is not async-signal-safe, since it runs in a fork of a program with
// threads.
#define _GNU_SOURCE
#include "warden.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "processes.h"
#include "warden_protocol.h"

enum { CONTROL = 3 };

// Milliseconds. The first is what a group that dies at once needs; /proc is read only for those that do not.
enum { FIRST_LOOK = 20, GRACE_WITHOUT_SUPERVISOR = 500, SLOWEST_ROUND = 1000 };

struct warden {
    int signals;
    // From the service's process; closed by its exec. -1: none.
    int failure;
    // Not reaped yet, so that neither its pid nor its group can be another's. 0: none.
    pid_t main;
    bool occupied;
    bool supervised;
    // 0: not asked to stop.
    int stop_signal;
    bool killing;
    // When the next thing is due, on the monotonic clock, in milliseconds; -1: never.
    int64_t due;
    int64_t round;
    int64_t orphaned_at;
    bool strangers_asked;
};

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void tell(struct devstack_warden_report report) {
    ssize_t count;
    do count = send(CONTROL, &report, sizeof report, MSG_NOSIGNAL | MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
}

static struct devstack_process *find(struct devstack_process *list, size_t count, pid_t pid) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list[middle].pid == pid) return &list[middle];
        if (list[middle].pid < pid) low = middle + 1;
        else high = middle;
    }
    return NULL;
}

// Signals every descendant; `group` is spared, since it got its signal already. Whom to signal is told by who its parent
// is: an orphan of the service is the warden's own child.
static void signal_descendants(int number, pid_t group) {
    size_t capacity = 4096;
    struct devstack_process *list;
    ssize_t found;
    for (;;) {
        list = mmap(NULL, capacity * sizeof *list, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (list == MAP_FAILED) return;
        found = devstack_process_list(list, capacity);
        if (found <= (ssize_t)capacity) break;
        munmap(list, capacity * sizeof *list);
        capacity = (size_t)found * 2;
    }
    // An owned one is marked by its parent: this process.
    const pid_t self = getpid();
    for (bool changed = true; changed && found > 0;) {
        changed = false;
        for (ssize_t index = 0; index < found; index++) {
            if (list[index].parent == self) continue;
            struct devstack_process *parent = find(list, (size_t)found, list[index].parent);
            if (parent == NULL || parent->parent != self) continue;
            list[index].parent = self;
            changed = true;
        }
    }
    for (ssize_t index = 0; index < found; index++) {
        if (list[index].parent != self || list[index].state == 'Z') continue;
        if (group > 0 && list[index].group == group) continue;
        devstack_process_signal(&list[index], number);
        if (number != SIGKILL) devstack_process_signal(&list[index], SIGCONT);
    }
    munmap(list, capacity * sizeof *list);
}

// A stopped process takes its signal only once it is continued.
static void signal_service(struct warden *warden, int number) {
    if (warden->main > 0) {
        if (kill(-warden->main, number) < 0) kill(warden->main, number);
        if (number != SIGKILL) kill(-warden->main, SIGCONT);
    } else {
        signal_descendants(number, 0);
    }
}

static void end_all(struct warden *warden) {
    if (!warden->occupied) return;
    bool first = !warden->killing;
    warden->killing = true;
    if (first) warden->round = 1;
    if (warden->main > 0) signal_service(warden, SIGKILL);
    // The group alone in the first round: mostly that is all there is.
    if (!first || warden->main <= 0) signal_descendants(SIGKILL, 0);
    warden->due = now() + warden->round;
    warden->round = warden->round * 2 < SLOWEST_ROUND ? warden->round * 2 : SLOWEST_ROUND;
}

static void lose_supervisor(struct warden *warden) {
    warden->supervised = false;
    if (!warden->occupied) _exit(0);
    if (warden->killing) return;
    warden->orphaned_at = now();
    warden->strangers_asked = warden->main <= 0;
    warden->stop_signal = SIGTERM;
    signal_service(warden, SIGTERM);
    warden->due = warden->orphaned_at + (warden->strangers_asked ? GRACE_WITHOUT_SUPERVISOR : FIRST_LOOK);
}

static void read_failure(struct warden *warden) {
    struct devstack_warden_report report;
    ssize_t count;
    do count = read(warden->failure, &report, sizeof report);
    while (count < 0 && errno == EINTR);
    close(warden->failure);
    warden->failure = -1;
    if (count == (ssize_t)sizeof report) {
        tell(report);
        // It ends by itself; its status is no news.
        warden->main = -warden->main;
    } else {
        tell((struct devstack_warden_report){.event = DEVSTACK_WARDEN_STARTED, .pid = warden->main});
    }
}

static void reap(struct warden *warden) {
    siginfo_t ended;
    struct devstack_warden_report report = {0};
    bool empty = false;
    for (;;) {
        memset(&ended, 0, sizeof ended);
        if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | __WALL) < 0) {
            if (errno == EINTR) continue;
            empty = errno == ECHILD;
            break;
        }
        if (ended.si_pid == 0) break;
        if (ended.si_pid != warden->main && ended.si_pid != -warden->main) continue;
        if (warden->failure >= 0) read_failure(warden);
        if (warden->main > 0) {
            report.event = DEVSTACK_WARDEN_EXITED;
            report.pid = ended.si_pid;
            report.code = ended.si_code;
            report.status = ended.si_status;
        }
        warden->main = 0;
    }
    if (report.event != 0) {
        report.remain = !empty;
        tell(report);
        if (!empty && warden->stop_signal > 0 && !warden->killing && !warden->strangers_asked) {
            signal_descendants(warden->stop_signal, report.pid);
            warden->strangers_asked = true;
        }
    }
    if (!empty || !warden->occupied) return;
    warden->occupied = false;
    warden->killing = false;
    warden->strangers_asked = false;
    warden->stop_signal = 0;
    warden->due = -1;
    if (!warden->supervised) _exit(0);
    tell((struct devstack_warden_report){.event = DEVSTACK_WARDEN_GONE});
}

// The terminal belongs to the warden's session, and not to one of the program's own: the end of a session's leader hangs its
// terminal up, and what the program wrote last would be lost. 0 or an error.
static int take_terminal(int terminal) {
    int former = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (former >= 0) {
        ioctl(former, TIOCNOTTY);
        close(former);
    }
    return ioctl(terminal, TIOCSCTTY, 0) < 0 ? errno : 0;
}

static void start(struct warden *warden, const struct order *order, int *descriptors, int count) {
    struct devstack_warden_report report = {.event = DEVSTACK_WARDEN_START_FAILED, .candidate = -1};
    int pipe_ends[2];
    if (warden->occupied) return;
    // The kernel leaves out what this process has no room for.
    if (count != order->descriptors || pipe2(pipe_ends, O_CLOEXEC) < 0) {
        report.step = DEVSTACK_STEP_PREPARE;
        report.error = count != order->descriptors ? EMFILE : errno;
        tell(report);
        tell((struct devstack_warden_report){.event = DEVSTACK_WARDEN_GONE});
        return;
    }
    int refused = order->has_terminal ? take_terminal(descriptors[1]) : 0;
    if (refused != 0) {
        close(pipe_ends[0]);
        close(pipe_ends[1]);
        report.step = DEVSTACK_STEP_PREPARE;
        report.error = refused;
        tell(report);
        tell((struct devstack_warden_report){.event = DEVSTACK_WARDEN_GONE});
        return;
    }
    pid_t self = getpid(), child = _Fork();
    if (child == 0) warden_become(order, descriptors, count, self, pipe_ends[1]);
    report.error = errno;
    close(pipe_ends[1]);
    if (child < 0) {
        close(pipe_ends[0]);
        report.step = DEVSTACK_STEP_FORK;
        tell(report);
        tell((struct devstack_warden_report){.event = DEVSTACK_WARDEN_GONE});
        return;
    }
    setpgid(child, child);
    warden->failure = pipe_ends[0];
    warden->main = child;
    warden->occupied = true;
}

static void receive(struct warden *warden) {
    struct order order;
    union {
        char bytes[CMSG_SPACE(sizeof(int) * DESCRIPTORS_AT_MOST)];
        struct cmsghdr alignment;
    } attached;
    struct iovec part = {.iov_base = &order, .iov_len = sizeof order};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = attached.bytes, .msg_controllen = sizeof attached.bytes};
    ssize_t length = recvmsg(CONTROL, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (length != (ssize_t)sizeof order) {
        lose_supervisor(warden);
        return;
    }
    int descriptors[DESCRIPTORS_AT_MOST];
    int count = 0;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
        count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        memcpy(descriptors, CMSG_DATA(header), sizeof(int) * (size_t)count);
    }
    if (order.kind == ORDER_START) start(warden, &order, descriptors, count);
    if (order.kind == ORDER_SIGNAL && warden->occupied) {
        warden->stop_signal = order.signal;
        warden->strangers_asked = warden->main <= 0;
        signal_service(warden, order.signal);
    }
    if (order.kind == ORDER_KILL) end_all(warden);
    for (int index = 0; index < count; index++) close(descriptors[index]);
}

// What falls due: another round of killing, or the steps after the supervisor's end.
static void act_on_time(struct warden *warden) {
    if (warden->due < 0 || now() < warden->due) return;
    if (warden->killing || now() >= warden->orphaned_at + GRACE_WITHOUT_SUPERVISOR) {
        end_all(warden);
        return;
    }
    if (!warden->strangers_asked) signal_descendants(SIGTERM, warden->main);
    warden->strangers_asked = true;
    warden->due = warden->orphaned_at + GRACE_WITHOUT_SUPERVISOR;
}

_Noreturn void warden_run(int control, int null) {
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    // Whatever the supervisor ignores or handles: its children must be waited for, and a fault must end this process.
    // The bare call, since the library's leaves out the two signals that it has for itself; all zero is SIG_DFL.
    const uint64_t standard[4] = {0};
    for (int number = 1; number <= 64; number++) syscall(SYS_rt_sigaction, number, standard, NULL, 8);

    // Both may sit on 0 to 3 themselves.
    int kept = fcntl(control, F_DUPFD_CLOEXEC, 8), nothing = fcntl(null, F_DUPFD_CLOEXEC, 8);
    if (kept < 0 || nothing < 0 || dup3(kept, CONTROL, O_CLOEXEC) < 0) _exit(70);
    for (int number = 0; number < 3; number++) dup2(nothing, number);
    close_range(CONTROL + 1, ~0u, 0);
    if (chdir("/") < 0) _exit(70);

    // Every signal stays blocked, as the fork left it: none but SIGKILL ends a warden.
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    struct warden warden = {.failure = -1, .supervised = true, .due = -1};
    warden.signals = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
    if (warden.signals < 0) _exit(70);

    for (;;) {
        struct pollfd sources[3] = {
            {.fd = warden.signals, .events = POLLIN},
            {.fd = warden.failure, .events = POLLIN},
            {.fd = warden.supervised ? CONTROL : -1, .events = POLLIN},
        };
        int64_t left = warden.due < 0 ? -1 : warden.due - now();
        int timeout = warden.due < 0 ? -1 : (left > 0 ? (int)left : 0);
        if (poll(sources, 3, timeout) < 0) continue;
        if (sources[1].revents != 0) read_failure(&warden);
        if (sources[0].revents != 0) {
            struct signalfd_siginfo information;
            while (read(warden.signals, &information, sizeof information) > 0) continue;
            reap(&warden);
        }
        if (sources[2].revents != 0) receive(&warden);
        act_on_time(&warden);
    }
}
