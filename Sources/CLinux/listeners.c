#define _GNU_SOURCE
#include "listeners.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

int devstack_listeners_open(void) {
    int netlink = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    return netlink < 0 ? -errno : netlink;
}

static int ask(int netlink, int family, int protocol, uint32_t sequence) {
    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } message;
    memset(&message, 0, sizeof message);
    message.header.nlmsg_len = sizeof message;
    message.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    message.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    message.header.nlmsg_seq = sequence;
    message.request.sdiag_family = (uint8_t)family;
    message.request.sdiag_protocol = (uint8_t)protocol;
    // A UDP socket that takes from everybody is in the state that of TCP is called closed.
    message.request.idiag_states = 1u << (protocol == IPPROTO_UDP ? TCP_CLOSE : TCP_LISTEN);
    for (;;) {
        if (send(netlink, &message, sizeof message, MSG_NOSIGNAL) >= 0) return 0;
        if (errno != EINTR) return -errno;
    }
}

static void read_listener(struct nlmsghdr *header, struct devstack_listener *listener) {
    struct inet_diag_msg *message = NLMSG_DATA(header);
    memset(listener, 0, sizeof *listener);
    listener->family = message->idiag_family;
    listener->port = ntohs(message->id.idiag_sport);
    listener->inode = message->idiag_inode;
    listener->user = message->idiag_uid;
    memcpy(listener->address, message->id.idiag_src, message->idiag_family == AF_INET ? 4 : 16);
    int length = (int)(header->nlmsg_len - NLMSG_LENGTH(sizeof *message));
    for (struct rtattr *attribute = (struct rtattr *)(message + 1); RTA_OK(attribute, length);
         attribute = RTA_NEXT(attribute, length)) {
        if (attribute->rta_type == INET_DIAG_SKV6ONLY && RTA_PAYLOAD(attribute) >= 1)
            listener->only_version_6 = *(uint8_t *)RTA_DATA(attribute) != 0;
    }
}

ssize_t devstack_listeners_dump(int netlink, int family, int protocol, struct devstack_listener *listeners,
                                size_t capacity) {
    // What an earlier dump that was broken off has left in the socket carries another number.
    static _Atomic uint32_t sequences;
    uint32_t sequence = ++sequences;
    int asked = ask(netlink, family, protocol, sequence);
    if (asked < 0) return asked;
    size_t found = 0;
    int interrupted = 0;
    for (;;) {
        _Alignas(8) char buffer[32768];
        ssize_t count = recv(netlink, buffer, sizeof buffer, 0);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return -errno;
        int length = (int)count;
        for (struct nlmsghdr *header = (struct nlmsghdr *)buffer; NLMSG_OK(header, (unsigned)length);
             header = NLMSG_NEXT(header, length)) {
            if (header->nlmsg_seq != sequence) continue;
            if (header->nlmsg_flags & NLM_F_DUMP_INTR) interrupted = 1;
            if (header->nlmsg_type == NLMSG_DONE) return interrupted ? -EINTR : (ssize_t)found;
            if (header->nlmsg_type == NLMSG_ERROR) {
                int code = ((struct nlmsgerr *)NLMSG_DATA(header))->error;
                return code < 0 ? code : -EPROTO;
            }
            if (header->nlmsg_type != SOCK_DIAG_BY_FAMILY) continue;
            if (found < capacity) read_listener(header, &listeners[found]);
            found++;
        }
    }
}
