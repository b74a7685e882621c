/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.h - locks from the inside, and what can be acquired and released like them. */
#pragma once
#include "sched/sync/sync.h"

/* What can be acquired and released: a lock, a semaphore, a condition (its lock). */
typedef struct {
    ObjectClass object;
    AwValue (*acquire)(void *self, AwSite *site);
    AwValue (*release)(void *self, AwSite *site);
    bool (*locked)(const void *self);
} LockClass;

struct AwLock {
    Sync sync; /* of a LockClass */
    bool locked;
    Waiters waiters;
};

/** A lock with a track of its own, or, of a condition, on the condition's. */
AwLock *lock_new(Sync *owner);

/** Takes the lock with a place in its line, which stays: none, or the error it was resumed with. */
AwValue lock_acquire_at(AwLock *lock, AwFuture *place);
