/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* condition.c - conditions [CV]: waiting for a change of what a lock protects. */
#include <stdlib.h>

#include "sched/sync.h"
#include "sched/value.h"

static void
condition_free(void *object)
{
    AwCondition *condition = object;

    waiters_clear(&condition->waiters);
    aw_unref(condition->lock);
    free(condition);
}

static AwValue
condition_acquire(void *self, AwSite *site)
{
    return aw_acquire_from(((AwCondition *) self)->lock, site);
}

static AwValue
condition_release(void *self)
{
    return aw_release(((AwCondition *) self)->lock);
}

static bool
condition_locked(const void *self)
{
    return ((const AwCondition *) self)->lock->locked;
}

static const LockClass condition_class = {
    .object = {.name = "condition", .free = condition_free},
    .acquire = condition_acquire,
    .release = condition_release,
    .locked = condition_locked,
};

/* A lock of its own has the condition's lane. */
AwCondition *
condition_new(AwLock *lock, Sync *owner)
{
    AwCondition *condition =
        sync_new(&condition_class.object, sizeof *condition, owner, "condition");

    condition->lock = aw_ref(lock ? lock : lock_new(&condition->sync));
    return condition;
}

AwCondition *
aw_condition_from(AwLock *lock, AwSite *site)
{
    AwCondition *condition = condition_new(lock, NULL);

    sync_trace(&condition->sync, .kind = TRACE_CONDITION_CREATED, .site = site);
    return condition;
}

/* The lock comes back first, however long that takes and however often this is cancelled [CV5]. */
static AwValue
take_lock_again(AwCondition *condition, AwSite *site)
{
    AwValue last = AW_NONE;

    for (;;) {
        AwValue v = aw_acquire_from(condition->lock, site);
        if (aw_code(v) != AW_CANCELLED)
            return aw_failed(v) ? v : last;
        last = v;
    }
}

AwValue
aw_condition_wait_from(AwCondition *condition, AwSite *site)
{
    bool woken = false;

    if (!condition->lock->locked)
        return error_held(AW_RUNTIME, site, "waiting needs the condition's lock"); /* [CV4] */
    AW_IGNORE(aw_release(condition->lock));
    AwValue v = sync_wait(&condition->sync, &condition->waiters, site, &woken);
    AwValue again = take_lock_again(condition, site);
    if (aw_failed(again))
        v = again;
    if (aw_failed(v))
        waiters_wake(&condition->waiters, 1); /* hand the notice on [CV6] */
    return v;
}

AwValue
aw_condition_wait_for_from(AwCondition *condition, bool (*ready)(void *data), void *data,
                           AwSite *site)
{
    while (!ready(data)) {
        AwValue v = aw_condition_wait_from(condition, site);
        if (aw_failed(v))
            return v;
    }
    return AW_NONE;
}

AwValue
aw_notify(AwCondition *condition, size_t n)
{
    if (!condition->lock->locked)
        return error_held(AW_RUNTIME, NULL, "notifying needs the condition's lock"); /* [CV3] */
    size_t woken = waiters_wake(&condition->waiters, n);
    sync_trace(&condition->sync, .kind = TRACE_CONDITION_NOTIFIED, SYNC_COUNT(woken));
    return AW_NONE;
}

AwValue
aw_notify_all(AwCondition *condition)
{
    return aw_notify(condition, SIZE_MAX);
}
