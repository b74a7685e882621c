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

/** An object of `size` bytes in the current scope. NULL: no memory. */
void *sync_alloc(const ObjectClass *class, size_t size);

/** The same of one that begins with a Sync, with a lane of its own or, as a part of it, the
 * owner's. */
void *sync_new(const ObjectClass *class, size_t size, Sync *owner, const char *what);

/** Frees it, and what is known of it. */
void sync_free(Sync *sync);

/** What comes of using one that is NULL: an error that says there was no memory for `what`. */
AwValue sync_missing(const char *what, AwSite *site);

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
