// The listening sockets of this machine, by sock_diag(7).
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct devstack_listener {
    uint8_t address[16];
    uint32_t inode;
    uint32_t user;
    uint16_t port;
    /// AF_INET or AF_INET6.
    uint8_t family;
    /// Of an AF_INET6 socket: whether it takes no IPv4 connections.
    uint8_t only_version_6;
};

/// A netlink socket to ask with. -errno when it fails.
int devstack_listeners_open(void);

/// The listening sockets of a family and a protocol, IPPROTO_TCP or IPPROTO_UDP. Returns how many there are, which may be more than `capacity`, or -errno;
/// -EINTR: the table changed during the dump, ask again.
ssize_t devstack_listeners_dump(int netlink, int family, int protocol, struct devstack_listener *listeners,
                                size_t capacity);
