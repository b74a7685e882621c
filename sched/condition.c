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

AwCondition *
aw_condition(AwLock *lock)
{
    AwLoop *loop = loop_must_run("aw_condition()");
    AwCondition *condition = sync_new(&condition_class.object, sizeof *condition, "condition");

    condition->loop = loop;
    condition->lock = aw_ref(lock ? lock : aw_lock());
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
    AwValue v = waiters_wait(&condition->waiters, condition->loop, site, &woken);
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
    waiters_wake(&condition->waiters, n);
    return AW_NONE;
}

AwValue
aw_notify_all(AwCondition *condition)
{
    return aw_notify(condition, SIZE_MAX);
}
