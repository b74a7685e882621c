/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.h - locks from the inside, and what can be acquired and released like them. */
#pragma once
#include "sched/sync/sync.h"

/* What can be acquired and released: a lock, a semaphore, a condition (by its lock). */
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

/** A lock with a track of its own or, unless `owner` (a condition) is NULL, on the owner's. */
AwLock *lock_new(Sync *owner);

/** Acquires the lock, waiting at a place in its line that stays reserved. Returns none, or the
 * error that the task was resumed with. */
AwValue lock_acquire_at(AwLock *lock, AwFuture *place);
