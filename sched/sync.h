/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync.h - locks and their friends from the inside. */
#pragma once
#include "sched/loop.h"
#include "sched/waiters.h"

/* What can be acquired and released: a lock, a semaphore, a condition (its lock). */
typedef struct {
    ObjectClass object;
    AwValue (*acquire)(void *self, AwSite *site);
    AwValue (*release)(void *self);
    bool (*locked)(const void *self);
} LockClass;

struct AwLock {
    Object object; /* of a LockClass */
    AwLoop *loop;
    bool locked;
    Waiters waiters;
};

struct AwCondition {
    Object object; /* of a LockClass */
    AwLoop *loop;
    AwLock *lock; /* counted */
    Waiters waiters;
};

struct AwEvent {
    Object object;
    AwLoop *loop;
    bool set;
    Waiters waiters;
};

/** An object of `size` bytes in the current scope, or the end of the program: a lock that fails to
 * be made has no way to say so. */
void *sync_new(const ObjectClass *class, size_t size, const char *what);
