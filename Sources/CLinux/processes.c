#define _GNU_SOURCE
#include "processes.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

struct directory_entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
};

static int write_number(char *to, int number) {
    char digits[12];
    int count = 0, written = 0;
    do digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0) to[written++] = digits[--count];
    return written;
}

// A decimal at `*text`, which is left behind it and the blank after it.
static long long read_number(const char **text) {
    long long value = 0, sign = 1;
    if (**text == '-') {
        sign = -1;
        (*text)++;
    }
    while (**text >= '0' && **text <= '9') value = value * 10 + (*(*text)++ - '0');
    if (**text == ' ') (*text)++;
    return sign * value;
}

int devstack_process_read(int pid, struct devstack_process *process) {
    char path[32] = "/proc/";
    int length = 6 + write_number(path + 6, pid);
    memcpy(path + length, "/stat", 6);

    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return -errno;
    char buffer[1024];
    ssize_t count;
    do count = read(file, buffer, sizeof buffer - 1);
    while (count < 0 && errno == EINTR);
    int code = errno;
    close(file);
    if (count <= 0) return count < 0 ? -code : -ESRCH;
    buffer[count] = 0;

    // The name may hold blanks and brackets itself, so it ends at the last one.
    const char *text = strrchr(buffer, ')');
    if (text == NULL || text[1] != ' ' || text[2] == 0 || text[3] != ' ') return -EPROTO;
    process->pid = pid;
    process->state = text[2];
    text += 4;
    process->parent = (int32_t)read_number(&text);
    process->group = (int32_t)read_number(&text);
    process->session = (int32_t)read_number(&text);
    for (int field = 7; field < 22; field++) read_number(&text);
    process->start = (uint64_t)read_number(&text);
    return 0;
}

ssize_t devstack_process_list(struct devstack_process *processes, size_t capacity) {
    int folder = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return -errno;
    size_t found = 0;
    for (;;) {
        _Alignas(8) char buffer[8192];
        long count = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
        if (count < 0) {
            int code = errno;
            close(folder);
            return -code;
        }
        if (count == 0) break;
        for (long offset = 0; offset < count;) {
            struct directory_entry *entry = (struct directory_entry *)(buffer + offset);
            offset += entry->length;
            if (entry->name[0] < '1' || entry->name[0] > '9') continue;
            const char *name = entry->name;
            struct devstack_process process;
            if (devstack_process_read((int)read_number(&name), &process) < 0) continue;
            if (found < capacity) processes[found] = process;
            found++;
        }
    }
    close(folder);
    return (ssize_t)found;
}

int devstack_process_reference(int pid) {
    int reference = (int)syscall(SYS_pidfd_open, pid, 0);
    return reference < 0 ? -errno : reference;
}

int devstack_process_open(const struct devstack_process *process) {
    int reference = devstack_process_reference(process->pid);
    if (reference < 0) return reference;
    struct devstack_process now;
    int result = devstack_process_read(process->pid, &now);
    if (result == 0 && now.start != process->start) result = -ESRCH;
    if (result == 0) return reference;
    close(reference);
    return result;
}

int devstack_process_signal(const struct devstack_process *process, int signal) {
    int reference = devstack_process_open(process);
    if (reference < 0) return reference;
    int result = syscall(SYS_pidfd_send_signal, reference, signal, NULL, 0) < 0 ? -errno : 0;
    close(reference);
    return result;
}

ssize_t devstack_process_sockets(int pid, uint32_t *inodes, size_t capacity) {
    char path[32] = "/proc/";
    int length = 6 + write_number(path + 6, pid);
    memcpy(path + length, "/fd", 4);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) return -errno;
    size_t found = 0;
    for (;;) {
        _Alignas(8) char buffer[8192];
        long count = syscall(SYS_getdents64, folder, buffer, sizeof buffer);
        if (count < 0) {
            int code = errno;
            close(folder);
            return -code;
        }
        if (count == 0) break;
        for (long offset = 0; offset < count;) {
            struct directory_entry *entry = (struct directory_entry *)(buffer + offset);
            offset += entry->length;
            char target[64];
            ssize_t size = readlinkat(folder, entry->name, target, sizeof target - 1);
            if (size < 9 || memcmp(target, "socket:[", 8) != 0) continue;
            target[size] = 0;
            const char *number = target + 8;
            if (found < capacity) inodes[found] = (uint32_t)read_number(&number);
            found++;
        }
    }
    close(folder);
    return (ssize_t)found;
}

const char *devstack_signal_name(int signal) { return sigabbrev_np(signal); }

static void end_by_signal(int number) { _exit(128 + number); }

int devstack_end_on_signals(void) {
    const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    struct sigaction action = {.sa_handler = end_by_signal};
    sigfillset(&action.sa_mask);
    for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++)
        if (sigaction(numbers[index], &action, NULL) < 0) return -errno;
    return 0;
}

int devstack_close_on_exec_from(int first) {
    // CLOSE_RANGE_CLOEXEC.
    return close_range((unsigned)first, ~0u, 1u << 2) < 0 ? -errno : 0;
}
