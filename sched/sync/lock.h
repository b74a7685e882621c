/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.h - locks from the inside, and what can be acquired and released like them. */
#pragma once
#include "sched/core/hold.h"
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
    Hold hold; /* while it is locked */
    Holds holds;
};

/** A lock with a track of its own or, unless `owner` (a condition) is NULL, on the owner's. `site`
 * is where it was made. */
AwLock *lock_new(Sync *owner, AwSite *site);

/** Acquires the lock for the running task, which keeps `by`, the lock or a condition that uses it,
 * as long as it holds the lock. Returns none, or an error. Suspends. */
AwValue lock_acquire_by(AwLock *lock, void *by, AwSite *site);

/** Gives the lock back; AW_RUNTIME if it is free [LK6]. */
AwValue lock_release(void *lock, AwSite *site);

/** The same as lock_acquire_by(), waiting at a place in its line that stays reserved. */
AwValue lock_acquire_at(AwLock *lock, void *by, AwFuture *place);
