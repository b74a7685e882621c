/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* descriptors.h - the descriptors that tasks wait for, in an epoll set of the loop's own. Libuv
 * sees only the set, so it does not matter to it when somebody closes a descriptor; and waiting
 * again for a known descriptor costs one system call [IO1 IO2 IO3]. */
#pragma once
#include "sched/core/loop.h"

typedef enum { FD_READ, FD_WRITE, FD_WAYS } FdWay;

/* A task that waits for a descriptor. */
typedef struct FdWaiter {
    AwFuture *future; /* settled when it is ready; the waiter's own */
    int fd;
    FdWay way;
} FdWaiter;

/** Settles the waiter's future, once, when its descriptor is ready; a waiter that waited for the
 * same before fails. Call descriptors_leave() before `waiter` goes. Returns 0; EPERM for a
 * descriptor that cannot be waited for, because it is always ready; or another error number. */
int descriptors_await(AwLoop *loop, FdWaiter *waiter);

/** An AW_OS error that says why a wait failed; the caller owns it. */
AwValue descriptor_error(const FdWaiter *waiter, int error, const char *why);

/** Ends the wait, if it is not over yet. `loop`: NULL if it is closed. */
void descriptors_leave(AwLoop *loop, FdWaiter *waiter);

/** Closes the set. Called as the loop closes, when no task waits any more. */
void descriptors_close(AwLoop *loop);
