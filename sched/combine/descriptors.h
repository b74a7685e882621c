/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* descriptors.h - the descriptors that tasks wait for: an epoll set of the loop's own, of which
 * libuv sees one descriptor. So a descriptor that somebody closes meanwhile is none of libuv's,
 * and to wait again for one that is known costs one system call [IO1 IO2 IO3]. */
#pragma once
#include "sched/core/loop.h"

typedef enum { FD_READ, FD_WRITE, FD_WAYS } FdWay;

/* A task that waits for a descriptor; NULL future: it does not. */
typedef struct FdWaiter {
    AwFuture *future; /* settled when it is ready; the waiter's own */
    int fd;
    FdWay way;
} FdWaiter;

/** Makes `waiter` the one that is told, once, when its descriptor is ready; one that waited for the
 * same fails. Returns 0; EPERM for a descriptor that cannot be waited for, because it is always
 * ready; or another error number. */
int descriptors_await(AwLoop *loop, FdWaiter *waiter);

/** An AW_OS error that says why a wait failed; the caller owns it. */
AwValue descriptor_error(const FdWaiter *waiter, int error, const char *why);

/** Ends the wait, if it is not over. */
void descriptors_leave(AwLoop *loop, FdWaiter *waiter);

/** Forgets all, and closes the set; nobody waits any more. Called as the loop closes. */
void descriptors_close(AwLoop *loop);
