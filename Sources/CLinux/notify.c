#define _GNU_SOURCE
#include "notify.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

// SCM_MAX_FD of the kernel: more never come with one datagram.
enum { MOST_DESCRIPTORS = 253 };

int devstack_notify_open(const char *name, size_t length) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    // A path needs its end.
    if (length == 0 || length > sizeof address.sun_path - (name[0] != 0)) return -ENAMETOOLONG;
    memcpy(address.sun_path, name, length);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (name[0] != 0));

    int descriptor = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0) return -errno;
    int on = 1;
    if (setsockopt(descriptor, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0
        || bind(descriptor, (struct sockaddr *)&address, size) < 0) {
        int code = errno;
        close(descriptor);
        return -code;
    }
    return descriptor;
}

ssize_t devstack_notify_receive(int descriptor, char *buffer, size_t capacity, struct devstack_sender *sender) {
    _Alignas(struct cmsghdr) char control[CMSG_SPACE(sizeof(struct ucred)) + CMSG_SPACE(MOST_DESCRIPTORS * sizeof(int))];
    struct iovec part = {.iov_base = buffer, .iov_len = capacity};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t count;
    do count = recvmsg(descriptor, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;

    *sender = (struct devstack_sender){.user = UINT32_MAX, .is_truncated = (message.msg_flags & MSG_TRUNC) != 0};
    for (struct cmsghdr *part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET) continue;
        if (part->cmsg_type == SCM_CREDENTIALS && part->cmsg_len >= CMSG_LEN(sizeof(struct ucred))) {
            struct ucred credentials;
            memcpy(&credentials, CMSG_DATA(part), sizeof credentials);
            sender->pid = credentials.pid;
            sender->user = credentials.uid;
        } else if (part->cmsg_type == SCM_RIGHTS) {
            size_t length = part->cmsg_len - CMSG_LEN(0);
            for (size_t offset = 0; offset + sizeof(int) <= length; offset += sizeof(int)) {
                int received;
                memcpy(&received, CMSG_DATA(part) + offset, sizeof received);
                close(received);
            }
        }
    }
    return count;
}
