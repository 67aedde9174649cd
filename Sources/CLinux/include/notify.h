// A socket on which programs tell how they are: sd_notify(3), unix(7).
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Who sent a datagram, as the kernel vouches for it.
struct devstack_sender {
    /// 0 when it cannot be seen from here.
    int32_t pid;
    uint32_t user;
    /// Whether the datagram was longer than the buffer.
    int32_t is_truncated;
};

/// A datagram socket that says who sends, close-on-exec and without blocking, bound to `name`: a path, or behind a zero
/// byte a name of the abstract space. The descriptor, or -errno.
int devstack_notify_open(const char *name, size_t length);

/// One datagram. Descriptors that come with it are closed: their sender may wait for that. Returns its length, -EAGAIN when
/// there is none, or -errno.
ssize_t devstack_notify_receive(int descriptor, char *buffer, size_t capacity, struct devstack_sender *sender);
