/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync.h - locks and their friends from the inside. */
#pragma once
#include "sched/core/loop.h"
#include "sched/sync/waiters.h"

/* What they all begin with. */
typedef struct {
    Object object; /* whose track is its lane; of a part, the owner's */
    AwLoop *loop;
    SyncLog log;
    bool is_part; /* of something that records in its place: a barrier has a condition */
} Sync;

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

struct AwCondition {
    Sync sync;    /* of a LockClass */
    AwLock *lock; /* counted */
    Waiters waiters;
};

struct AwEvent {
    Sync sync;
    bool set;
    Waiters waiters;
};

/** An object of `size` bytes in the current scope. NULL: no memory. */
void *sync_alloc(const ObjectClass *class, size_t size);

/** The same of one that begins with a Sync, with a lane of its own or, as a part of it, the
 * owner's. */
void *sync_new(const ObjectClass *class, size_t size, Sync *owner, const char *what);

/** Frees it, and what is known of it. */
void sync_free(Sync *sync);

/** What comes of using one that is NULL: an error that says there was no memory for `what`. */
AwValue sync_missing(const char *what, AwSite *site);

/** A lock with a lane of its own, or, of a condition, on the condition's. */
AwLock *lock_new(Sync *owner);

/** A condition, event or queue that is part of `owner`, whose lane its waiters are on. */
AwCondition *condition_new(AwLock *lock, Sync *owner);
AwEvent *event_new(Sync *owner);
AwQueue *queue_new(const AwQueueOptions *options, Sync *owner);

/** Makes room for `n` items more, so that putting them does not fail. False: no memory. */
bool queue_reserve(AwQueue *queue, size_t n);

/** Takes the lock with a place in its line, which stays: none, or the error it was resumed with. */
AwValue lock_acquire_at(AwLock *lock, AwFuture *place);

/** Records an event on its lane, by who runs if it names nobody; for sync_trace(). */
void sync_emit(Sync *sync, Emit event);

/** Records that `item` goes in or out, and how many there are now. */
void sync_trace_item(Sync *sync, TraceKind kind, AwValue item, size_t n, AwSite *site);

/* sync_trace(&lock->sync, .kind = TRACE_LOCK_ACQUIRED): as trace(), and for whoever comes later. */
#define sync_trace(sync, ...)                                                                      \
    do {                                                                                           \
        if (sync_log_wanted())                                                                     \
            sync_emit(sync, (Emit){__VA_ARGS__});                                                  \
    } while (0)

/** waiters_wait() in one of its lines: the future says in the recording what it belongs to. */
static inline AwValue
sync_wait(Sync *sync, Waiters *waiters, AwSite *site, bool *ret_woken)
{
    return waiters_wait(waiters, sync->loop, object_track(&sync->object), site, ret_woken);
}

/* The value of an event that counts. */
#define SYNC_COUNT(n) .type = TRACE_VALUE_INT, .value = (int64_t) (n)
