// The supervisor's side of a warden.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "warden_protocol.h"

// Where the kernel finds this process's command line, and how far one may write: proc_pid_stat(5), fields 48 to 51.
struct title_space {
    char *start;
    char *arguments_end;
    char *end;
};

static struct title_space find_title_space(void) {
    struct title_space space = {0};
    char text[2048];
    int file = open("/proc/self/stat", O_RDONLY | O_CLOEXEC);
    if (file < 0) return space;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return space;
    text[count] = 0;
    char *field = strrchr(text, ')');
    for (int number = 2; field != NULL && number < 48; number++) {
        field = strchr(field, ' ');
        if (field != NULL) field++;
    }
    unsigned long long arguments, arguments_end, environment, environment_end;
    if (field == NULL ||
        sscanf(field, "%llu %llu %llu %llu", &arguments, &arguments_end, &environment, &environment_end) != 4)
        return space;
    if (arguments == 0 || arguments_end <= arguments || environment < arguments_end || environment_end < environment)
        return space;
    space.start = (char *)(uintptr_t)arguments;
    space.arguments_end = (char *)(uintptr_t)arguments_end;
    space.end = (char *)(uintptr_t)(environment - arguments_end <= 16 ? environment_end : arguments_end);
    return space;
}

// After a last byte other than 0 the kernel reads the command line as one string, up to the first 0.
static void set_title(struct title_space space, const char *title) {
    prctl(PR_SET_NAME, title);
    if (space.start == NULL) return;
    size_t room = (size_t)(space.end - space.start) - 1, length = strlen(title);
    if (length > room) length = room;
    memset(space.start, 0, (size_t)(space.arguments_end - space.start));
    space.arguments_end[-1] = '.';
    memcpy(space.start, title, length);
    space.start[length] = 0;
    if (space.start + length == space.arguments_end - 1) space.arguments_end[-1] = 0;
}

int devstack_warden_spawn(const char *name, int *control) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0) return -errno;
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null < 0) {
        int code = errno;
        close(ends[0]);
        close(ends[1]);
        return -code;
    }
    char title[128] = "devstack: ";
    strncat(title, name, sizeof title - 11);
    struct title_space space = find_title_space();

    // No handler of ours may run in the new process.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = _Fork();
    if (pid == 0) {
        set_title(space, title);
        warden_run(ends[1], null);
    }
    int code = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    close(null);
    if (pid < 0) {
        close(ends[0]);
        return -code;
    }
    *control = ends[0];
    return pid;
}

static size_t count_of(const char *const *list) {
    size_t count = 0;
    while (list[count] != NULL) count++;
    return count;
}

// Fills a slot for each string of a list and copies them; returns the slot behind the last.
static uint64_t *put_strings(uint64_t *slot, char *base, size_t *used, const char *const *list) {
    for (; *list != NULL; list++) {
        size_t length = strlen(*list) + 1;
        memcpy(base + *used, *list, length);
        *slot++ = *used;
        *used += length;
    }
    return slot;
}

// The same with the list's closing 0.
static uint64_t *put_list(uint64_t *slot, char *base, size_t *used, const char *const *list) {
    slot = put_strings(slot, base, used, list);
    *slot++ = 0;
    return slot;
}

static size_t length_of(const char *const *list) {
    size_t length = 0;
    for (; *list != NULL; list++) length += strlen(*list) + 1;
    return length;
}

// A memfd with the program's text, or -errno.
static int make_text(const struct devstack_start *start, uint64_t *size) {
    const char *const directory[] = {start->directory, NULL};
    const char *const told[] = {start->tells_listen_pid ? LISTEN_PID_NAME LISTEN_PID_ROOM : NULL, NULL};
    size_t candidates = count_of(start->candidates), arguments = count_of(start->arguments),
           environment = count_of(start->environment) + count_of(told);
    size_t used = sizeof(struct program_text) + (candidates + arguments + environment + 5) * sizeof(uint64_t);
    *size = used + length_of(start->candidates) + length_of(start->arguments) + length_of(start->environment) +
            length_of(told) + length_of(directory);

    int text = memfd_create("devstack-start", MFD_CLOEXEC);
    if (text < 0) return -errno;
    void *memory = MAP_FAILED;
    if (ftruncate(text, (off_t)*size) == 0)
        memory = mmap(NULL, *size, PROT_READ | PROT_WRITE, MAP_SHARED, text, 0);
    if (memory == MAP_FAILED) {
        int code = errno;
        close(text);
        return -code;
    }
    struct program_text *program = memory;
    program->candidates = candidates;
    program->arguments = arguments;
    program->environment = environment;
    uint64_t *slot = put_list(program->slots, memory, &used, start->candidates);
    slot = put_list(slot, memory, &used, start->arguments);
    slot = put_strings(slot, memory, &used, start->environment);
    program->listen_pid = start->tells_listen_pid ? used + strlen(LISTEN_PID_NAME) : 0;
    slot = put_list(slot, memory, &used, told);
    put_list(slot, memory, &used, directory);
    munmap(memory, *size);
    return text;
}

static int give_order(int control, const struct order *order, const int *descriptors, size_t count) {
    union {
        char bytes[CMSG_SPACE(sizeof(int) * DESCRIPTORS_AT_MOST)];
        struct cmsghdr alignment;
    } attached;
    memset(&attached, 0, sizeof attached);
    struct iovec part = {.iov_base = (void *)order, .iov_len = sizeof *order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};
    if (count > 0) {
        message.msg_control = attached.bytes;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int) * count);
        memcpy(CMSG_DATA(header), descriptors, sizeof(int) * count);
    }
    for (;;) {
        if (sendmsg(control, &message, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0) return 0;
        if (errno != EINTR) return -errno;
    }
}

int devstack_warden_start(int control, const struct devstack_start *start) {
    if (start->socket_count > DESCRIPTORS_AT_MOST - 3) return -EMFILE;
    struct order order = {
        .kind = ORDER_START,
        .descriptors = (int64_t)(3 + start->socket_count),
        .descriptor_limit = start->descriptor_limit,
        .has_terminal = start->has_terminal,
    };
    int descriptors[DESCRIPTORS_AT_MOST];
    descriptors[0] = make_text(start, &order.text_size);
    if (descriptors[0] < 0) return descriptors[0];
    descriptors[1] = start->output;
    descriptors[2] = start->error;
    if (start->socket_count > 0) memcpy(descriptors + 3, start->sockets, sizeof(int) * start->socket_count);
    int result = give_order(control, &order, descriptors, 3 + start->socket_count);
    close(descriptors[0]);
    return result;
}

int devstack_warden_signal(int control, int signal) {
    struct order order = {.kind = ORDER_SIGNAL, .signal = signal};
    return give_order(control, &order, NULL, 0);
}

int devstack_warden_kill(int control) {
    struct order order = {.kind = ORDER_KILL};
    return give_order(control, &order, NULL, 0);
}

int devstack_warden_receive(int control, struct devstack_warden_report *report) {
    for (;;) {
        ssize_t count = recv(control, report, sizeof *report, MSG_DONTWAIT);
        if (count == (ssize_t)sizeof *report) return 1;
        if (count == 0) return 0;
        if (count > 0) return -EPROTO;
        if (errno == ECONNRESET) return 0;
        if (errno != EINTR) return -errno;
    }
}
