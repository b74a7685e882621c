/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server-order.c - orders on a socket, with a descriptor each. */
#include "sched/pool/server-order.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

typedef union {
    char bytes[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
} Parcel;

bool
server_order_send(int to, ServerOrder order, int fd)
{
    Parcel parcel = {{0}};
    struct iovec part = {&order, sizeof order};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1};

    if (fd >= 0) {
        message.msg_control = &parcel;
        message.msg_controllen = sizeof parcel;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        *head = (struct cmsghdr){
            .cmsg_level = SOL_SOCKET, .cmsg_type = SCM_RIGHTS, .cmsg_len = CMSG_LEN(sizeof fd)};
        memcpy(CMSG_DATA(head), &fd, sizeof fd);
    }
    return sendmsg(to, &message, MSG_NOSIGNAL) == sizeof order;
}

bool
server_order_receive(int from, ServerOrder *ret_order, int *ret_fd)
{
    Parcel parcel;
    struct iovec part = {ret_order, sizeof *ret_order};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &parcel, .msg_controllen = sizeof parcel};
    ssize_t got;

    do
        got = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *head = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    *ret_fd = -1;
    if (head)
        memcpy(ret_fd, CMSG_DATA(head), sizeof *ret_fd);
    return got == sizeof *ret_order;
}
