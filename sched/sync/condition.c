/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* condition.c - conditions [CV]: waiting for a change of what a lock protects. */
#include "sched/sync/condition.h"

#include <stdlib.h>

#include "sched/sync/lock.h"
#include "sched/sync/stay.h"
#include "sched/value/error.h"

struct AwCondition {
    Sync sync;    /* of a LockClass */
    AwLock *lock; /* counted */
    Waiters waiters;
};

static void
condition_free(void *object)
{
    AwCondition *condition = object;

    waiters_clear(&condition->waiters);
    aw_unref(condition->lock);
    sync_free(&condition->sync);
}

/* The wait keeps the lock; the scope keeps the condition until the hold does. */
static AwValue
condition_acquire(void *self, AwSite *site)
{
    AwCondition *condition = self;
    size_t mark = holder_current()->n;

    if (!sync_keep(&condition->sync))
        return error_held(AW_NOMEM, site, "no memory to acquire a condition");
    return holder_return(mark, lock_acquire_by(condition->lock, condition, site));
}

static AwValue
condition_release(void *self, AwSite *site)
{
    return lock_release(((AwCondition *) self)->lock, site);
}

static bool
condition_locked(const void *self)
{
    return ((const AwCondition *) self)->lock->locked;
}

static const LockClass condition_class = {
    .object = {.kind = OBJECT_CONDITION, .free = condition_free, SYNC_OBJECT(AwCondition)},
    .acquire = condition_acquire,
    .release = condition_release,
    .locked = condition_locked,
};

/* A lock that the condition makes for itself is on the condition's track. */
AwCondition *
condition_new(AwLock *lock, Sync *owner, AwSite *site)
{
    AwCondition *condition = sync_new(&condition_class.object, owner, "aw_condition()", site);

    if (!condition)
        return NULL;
    condition->lock = aw_ref(lock ? lock : lock_new(&condition->sync, site));
    return condition->lock ? condition : NULL;
}

AwCondition *
aw_condition_from(AwLock *lock, AwSite *site)
{
    must_be_a(OBJECT_LOCK, lock, "aw_condition()", site);
    AwCondition *condition = condition_new(lock, NULL, site);

    if (condition)
        sync_made(&condition->sync, site, .kind = TRACE_CONDITION_CREATED,
                  .type = lock ? TRACE_VALUE_OBJECT : TRACE_VALUE_NONE,
                  .value = lock ? object_track(&lock->sync.object) : 0);
    return condition;
}

/* The lock is acquired again first, however long that takes and however often the task is cancelled
 * [CV5]. */
static AwValue
take_lock_again(AwLock *lock, void *by, AwFuture *place)
{
    AwValue v, last = AW_NONE;

    while (aw_code(v = lock_acquire_at(lock, by, place)) == AW_CANCELLED)
        last = v;
    return aw_failed(v) ? v : last;
}

static AwValue
wait_for_notice(AwCondition *condition, Stay *stay, AwFuture *back, void *by)
{
    AwLock *lock = condition->lock;
    bool woken;

    bool ends_with_block = lock->hold.ends_with_block;
    AW_IGNORE(lock_release(lock, back->site));
    AwValue v = stay_wait(stay, &woken);
    AwValue again = take_lock_again(lock, by, back);
    lock->hold.ends_with_block = ends_with_block;
    if (aw_failed(again))
        v = again;
    if (aw_failed(v))
        waiters_wake(&condition->waiters, 1); /* pass the notice on [CV6] */
    return v;
}

/* Both places are reserved before the lock is released: the lock is held on every return, so
 * acquiring it again must not need memory. Afterwards it is held by the same object as before. */
static AwValue
take_places_and_wait(AwCondition *condition, AwSite *site)
{
    AwLock *lock = condition->lock;
    void *by = lock->hold.task ? (void *) lock->hold.object : lock;
    AwFuture *back = NULL;
    Stay stay;
    AwValue v = stay_begin(&stay, &condition->sync, &condition->waiters, site);

    if (!aw_failed(v) && sync_keep(by))
        back = waiters_place(&lock->waiters, stay.sync->loop, site);
    if (back) {
        v = wait_for_notice(condition, &stay, back, by);
        waiters_give_place(&lock->waiters);
    } else if (!aw_failed(v)) {
        v = error_held(AW_NOMEM, site, "no memory to wait for a condition");
    }
    return stay_end(&stay, v);
}

AwValue
aw_condition_wait_from(AwCondition *condition, AwSite *site)
{
    must_be_a(OBJECT_CONDITION, condition, "aw_condition_wait()", site);
    AwLoop *loop = loop_running;

    if (!condition)
        return sync_missing("condition", site);
    if (!loop || !loop->current || loop != condition->sync.loop)
        return error_held(AW_RUNTIME, site, "only a task of its loop can wait for a condition");
    if (!condition->lock->locked)
        return error_held(AW_RUNTIME, site, "waiting needs the condition's lock"); /* [CV4] */
    return take_places_and_wait(condition, site);
}

AwValue
aw_condition_wait_for_from(AwCondition *condition, bool (*ready)(void *data), void *data,
                           AwSite *site)
{
    must_be_a(OBJECT_CONDITION, condition, "aw_condition_wait_for()", site);
    must_have((const void *) ready, "aw_condition_wait_for()", site);
    size_t mark = holder_current()->n;
    AwValue v = AW_NONE;

    if (!condition)
        return sync_missing("condition", site);
    if (!sync_keep(&condition->sync))
        return error_held(AW_NOMEM, site, "no memory to wait for a condition");
    while (!aw_failed(v) && !ready(data))
        v = aw_condition_wait_from(condition, site);
    return holder_return(mark, v);
}

AwValue
aw_notify_from(AwCondition *condition, size_t n, AwSite *site)
{
    sync_must_be_mine(OBJECT_CONDITION, condition, "aw_notify()", site);
    if (!condition)
        return sync_missing("condition", site);
    if (!condition->lock->locked)
        return error_held(AW_RUNTIME, site, "notifying needs the condition's lock"); /* [CV3] */
    sync_trace(&condition->sync, .kind = TRACE_CONDITION_NOTIFIED, .site = site,
               SYNC_COUNT(waiters_count(&condition->waiters, n)));
    waiters_wake(&condition->waiters, n);
    return AW_NONE;
}

AwValue
aw_notify_all_from(AwCondition *condition, AwSite *site)
{
    sync_must_be_mine(OBJECT_CONDITION, condition, "aw_notify_all()", site);
    return aw_notify_from(condition, SIZE_MAX, site);
}
