// From the warden's fork to the program's exec.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "warden_protocol.h"

_Noreturn static void fail(int failure, int step, int error, int candidate) {
    struct devstack_warden_report report = {
        .event = DEVSTACK_WARDEN_START_FAILED, .step = step, .error = error, .candidate = candidate};
    ssize_t written;
    do written = write(failure, &report, sizeof report);
    while (written < 0 && errno == EINTR);
    _exit(127);
}

// Offsets become pointers. Returns the slot behind the list.
static uint64_t *lay_out(uint64_t *slot, char *base, uint64_t count, char ***list) {
    *list = (char **)(void *)slot;
    for (uint64_t index = 0; index < count; index++) slot[index] += (uint64_t)(uintptr_t)base;
    return slot + count + 1;
}

// In decimal; there is room for an int. printf(3) is not async-signal-safe.
static void write_number(char *place, pid_t number) {
    char digits[10];
    int count = 0;
    do digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    while (count > 0) *place++ = digits[--count];
    *place = 0;
}

// A writer that has just been closed may live on for a moment in a process which was forked at that instant.
static void execute(const char *path, char **arguments, char **environment) {
    for (int attempt = 0; attempt < 50; attempt++) {
        execve(path, arguments, environment);
        if (errno != ETXTBSY) return;
        struct timespec moment = {.tv_nsec = 1000000};
        nanosleep(&moment, NULL);
    }
}

// Standard input is the terminal, or the warden's own, /dev/null. The others go out of the way first: one of them may sit on a number that
// another one is meant for.
static int place_descriptors(int *descriptors, int count, bool has_terminal, int *failure) {
    const int wanted = count - 1;
    const int aside = 3 + wanted + DESCRIPTORS_AT_MOST;
    int moved = fcntl(*failure, F_DUPFD_CLOEXEC, aside);
    if (moved < 0) return -1;
    *failure = moved;
    for (int index = 1; index < count; index++) {
        descriptors[index] = fcntl(descriptors[index], F_DUPFD_CLOEXEC, aside);
        if (descriptors[index] < 0) return -1;
    }
    for (int index = 1; index < count; index++)
        if (dup2(descriptors[index], index) < 0) return -1;
    if (has_terminal && (dup2(1, 0) < 0 || tcsetpgrp(0, getpid()) < 0)) return -1;
    return close_range((unsigned)count, ~0u, CLOSE_RANGE_CLOEXEC);
}

_Noreturn void warden_become(const struct order *order, int *descriptors, int count, pid_t warden, int failure) {
    setpgid(0, 0);
    // The second line: the first is the warden, which this tells of when it is killed itself.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != warden) _exit(127);

    char *base = mmap(NULL, order->text_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptors[0], 0);
    if (base == MAP_FAILED) fail(failure, DEVSTACK_STEP_PREPARE, errno, -1);
    struct program_text *text = (struct program_text *)(void *)base;
    char **candidates, **arguments, **environment, **directory;
    uint64_t *slot = lay_out(text->slots, base, text->candidates, &candidates);
    slot = lay_out(slot, base, text->arguments, &arguments);
    slot = lay_out(slot, base, text->environment, &environment);
    lay_out(slot, base, 1, &directory);
    if (text->listen_pid > 0) write_number(base + text->listen_pid, getpid());

    if (place_descriptors(descriptors, count, order->has_terminal != 0, &failure) < 0) fail(failure, DEVSTACK_STEP_PREPARE, errno, -1);
    struct rlimit limit;
    if (order->descriptor_limit > 0 && getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = order->descriptor_limit < limit.rlim_max ? order->descriptor_limit : limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) < 0) fail(failure, DEVSTACK_STEP_PREPARE, errno, -1);
    }
    if (chdir(directory[0]) < 0) fail(failure, DEVSTACK_STEP_DIRECTORY, errno, -1);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);

    int remembered = ENOENT, about = -1;
    for (int index = 0; candidates[index] != NULL; index++) {
        execute(candidates[index], arguments, environment);
        int error = errno;
        if (error == ENOENT || error == ENOTDIR) {
            if (access(candidates[index], F_OK) == 0) fail(failure, DEVSTACK_STEP_INTERPRETER, error, index);
        } else if (error == EACCES) {
            if (about < 0) about = index;
            remembered = EACCES;
        } else {
            fail(failure, DEVSTACK_STEP_EXECUTE, error, index);
        }
    }
    fail(failure, DEVSTACK_STEP_EXECUTE, remembered, about);
}
