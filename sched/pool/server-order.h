/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server-order.h - the program's orders to the fork server, a message each. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

typedef enum { ORDER_FORK, ORDER_KILL } ServerOrderKind;

typedef struct {
    ServerOrderKind kind;
    pid_t pid; /* ORDER_KILL */
} ServerOrder;

/** Sends an order, and with it a copy of `fd`; -1: none. False: nobody is there any more. */
bool server_order_send(int to, ServerOrder order, int fd);

/** Waits for an order. False: nobody is there any more. *ret_fd is -1 when none came with it. */
bool server_order_receive(int from, ServerOrder *ret_order, int *ret_fd);
