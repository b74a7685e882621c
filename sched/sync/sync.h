/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sync.h - what locks, conditions, queues and the like share inside the library. */
#pragma once
#include "sched/core/loop.h"
#include "sched/sync/waiters.h"

/* What each of them begins with. */
typedef struct {
    Object object; /* its track; a part has its owner's */
    AwLoop *loop;
    AwSite *site; /* the call that made it; may be NULL if it is a part */
    SyncLog log;
    bool is_part; /* of an object that records in its place: a barrier's condition is one */
} Sync;

/* The initializers of an ObjectClass for a type that begins with a Sync. */
#define SYNC_OBJECT(type) .size = sizeof(type), .site_at = offsetof(Sync, site)

/** Takes an object of this class from the free lists, held by the current scope. NULL: no memory.
 */
void *sync_alloc(const ObjectClass *class);

/** Gives its memory back. */
void sync_give(void *object);

/** sync_alloc() for what begins with a Sync, with a track of its own or, as a part of `owner`, the
 * owner's. `what` names the caller, and `site` is where it was called. */
void *sync_new(const ObjectClass *class, Sync *owner, const char *what, AwSite *site);

/* sync_made(&lock->sync, site, .kind = TRACE_LOCK_CREATED): notes where it was made, and records
 * that it was. */
#define sync_made(sync, where, ...)                                                                \
    do {                                                                                           \
        (sync)->site = (where);                                                                    \
        sync_trace(sync, .site = (where), __VA_ARGS__);                                            \
    } while (0)

/** Frees it and forgets its log. */
void sync_free(Sync *sync);

/** The error for using one that is NULL: it says that there was no memory for `what`. */
AwValue sync_missing(const char *what, AwSite *site);

/** Reports that `function` failed with `error`, which its caller most likely ignores; returns the
 * error [ER4]. */
AwValue sync_misused(const Sync *sync, AwValue error, const char *function) __attribute__((cold));

/** Records an event on its track, done by whatever runs unless it names somebody. For
 * sync_trace(). */
void sync_emit(Sync *sync, Emit event);

/** Records that `item` goes in or comes out, and that there are `n` items now. */
void sync_trace_item(Sync *sync, TraceKind kind, AwValue item, size_t n, AwSite *site);

/* sync_trace(&lock->sync, .kind = TRACE_LOCK_ACQUIRED): like trace(), and also kept for recordings
 * that begin later. */
#define sync_trace(sync, ...)                                                                      \
    do {                                                                                           \
        if (sync_log_wanted())                                                                     \
            sync_emit(sync, (Emit){__VA_ARGS__});                                                  \
    } while (0)

/** Has the current scope keep it, too, while the running task works on it. False: no memory. */
static inline bool
sync_keep(Sync *sync)
{
    return holder_reserve() && hold_object(object_ref(sync));
}

/** Called by public functions that change it: stops the program if it is of none of these kinds, or
 * if this is another thread than its loop's. NULL passes. */
static inline void
sync_must_be_mine(int kinds, const void *sync, const char *function, const AwSite *site)
{
    must_be_a(kinds, sync, function, site);
    if (sync)
        loop_check_thread(((const Sync *) sync)->loop, function, site);
}

/* The value of an event that records a count. */
#define SYNC_COUNT(n) .type = TRACE_VALUE_INT, .value = (int64_t) (n)
