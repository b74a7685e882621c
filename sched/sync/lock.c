/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* lock.c - locks [LK], and what acquire and release share. */
#include "sched/sync/lock.h"

#include <stdlib.h>

#include "sched/sync/stay.h"
#include "sched/value/error.h"

static void
lock_free(void *object)
{
    AwLock *lock = object;

    waiters_clear(&lock->waiters);
    hold_clear(&lock->hold);
    sync_free(&lock->sync);
}

/* Only the first in line is woken: if it is woken or cancelled already, it wakes the next one as it
 * leaves. */
static void
wake_head(AwLock *lock)
{
    AwFuture *first = waiters_first(&lock->waiters);

    if (first)
        future_settle(first, AW_NONE);
}

/* The lock is marked free and the first in line woken, which takes the lock when it runs [LK3]. */
AwValue
lock_release(void *self, AwSite *site)
{
    AwLock *lock = self;

    if (!lock->locked)
        return error_held(AW_RUNTIME, site, "the lock is not held"); /* [LK6] */
    sync_trace(&lock->sync, .kind = TRACE_LOCK_RELEASED, .site = site);
    lock->locked = false;
    wake_head(lock);
    hold_end(&lock->hold); /* it may have been what keeps the lock */
    return AW_NONE;
}

static AwValue
take(AwLock *lock, void *by, AwSite *site)
{
    sync_trace(&lock->sync, .kind = TRACE_LOCK_ACQUIRED, .site = site);
    lock->locked = true;
    hold_begin(&lock->hold, &lock->holds, by, site);
    return AW_NONE;
}

/* Follows a wait that ended with `v`. */
static AwValue
take_after(AwLock *lock, AwValue v, void *by, AwSite *site)
{
    if (!aw_failed(v))
        return take(lock, by, site);
    if (!lock->locked)
        wake_head(lock); /* otherwise the wake-up would be lost [LK5] */
    return v;
}

static bool
is_free(const AwLock *lock)
{
    return !lock->locked && !waiters_any_live(&lock->waiters); /* [LK1 LK3] */
}

AwValue
lock_acquire_at(AwLock *lock, void *by, AwFuture *place)
{
    uint32_t track = object_track(&lock->sync.object);
    AwSite *site = place->site;
    bool woken;

    if (is_free(lock))
        return take(lock, by, site);
    return take_after(lock, waiters_wait_at(&lock->waiters, place, track, &woken), by, site);
}

static AwValue
wait_and_take(AwLock *lock, void *by, AwSite *site)
{
    Stay stay;
    AwValue v = stay_begin(&stay, &lock->sync, &lock->waiters, site);
    bool woken;

    if (!aw_failed(v))
        v = take_after(lock, stay_wait(&stay, &woken), by, site);
    return stay_end(&stay, v);
}

AwValue
lock_acquire_by(AwLock *lock, void *by, AwSite *site)
{
    return is_free(lock) ? take(lock, by, site) : wait_and_take(lock, by, site);
}

static AwValue
lock_acquire(void *self, AwSite *site)
{
    return lock_acquire_by(self, self, site);
}

static bool
lock_locked(const void *self)
{
    return ((const AwLock *) self)->locked;
}

static const LockClass lock_class = {
    .object = {.kind = OBJECT_LOCK, .free = lock_free, SYNC_OBJECT(AwLock)},
    .acquire = lock_acquire,
    .release = lock_release,
    .locked = lock_locked,
};

AwLock *
lock_new(Sync *owner, AwSite *site)
{
    AwLock *lock = sync_new(&lock_class.object, owner, "aw_lock()", site);

    if (!lock)
        return NULL;
    lock->sync.site = site;
    lock->sync.is_part = owner && owner->is_part;
    lock->waiters.holds = &lock->holds;
    lock->holds = (Holds){.of = lock, .is_owned = true};
    return lock;
}

AwLock *
aw_lock_from(AwSite *site)
{
    AwLock *lock = lock_new(NULL, site);

    if (lock)
        sync_made(&lock->sync, site, .kind = TRACE_LOCK_CREATED);
    return lock;
}

static const LockClass *
class_of(const void *lock, const char *function, const AwSite *site)
{
    sync_must_be_mine(OBJECT_HELD, lock, function, site);
    return (const LockClass *) ((const Object *) lock)->class;
}

AwValue
aw_acquire_from(void *lock, AwSite *site)
{
    return lock ? class_of(lock, "aw_acquire()", site)->acquire(lock, site)
                : sync_missing("lock", site);
}

static AwValue
release(void *lock, const char *function, AwSite *site)
{
    AwValue v = class_of(lock, function, site)->release(lock, site);

    return __builtin_expect(aw_failed(v), 0) ? sync_misused(lock, v, function) : v;
}

AwValue
aw_release_from(void *lock, AwSite *site)
{
    return lock ? release(lock, "aw_release()", site) : sync_missing("lock", site);
}

bool
aw_locked_from(const void *lock, AwSite *site)
{
    return lock && class_of(lock, "aw_locked()", site)->locked(lock);
}

/* Whoever else releases it, the end of the block uses it once more. */
AwValue
aw_hold_from(void *lock, AwSite *site)
{
    if (!holder_reserve())
        return error_held(AW_NOMEM, site, "no memory to hold a lock");
    AwValue v =
        lock ? class_of(lock, "AW_HOLD()", site)->acquire(lock, site) : sync_missing("lock", site);
    if (aw_failed(v))
        return v;
    hold_object(aw_ref(lock));
    holds_end_with_block();
    return v;
}

void
aw_held_release(void **held)
{
    must_have(held, "aw_held_release()", NULL);
    if (!*held)
        return;
    release(*held, "the end of AW_HOLD()", NULL);
    holder_drop_newest(*held);
}
