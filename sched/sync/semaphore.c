/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* semaphore.c - semaphores [SE]. Unlike a lock, a semaphore hands its slot over when it is
 * released. */
#include <stdlib.h>

#include "sched/sync/lock.h"
#include "sched/sync/stay.h"
#include "sched/value/error.h"

struct AwSemaphore {
    Sync sync;            /* of a LockClass */
    int64_t value, bound; /* bound: INT64_MAX for none */
    int64_t all;          /* the slots it began with */
    Waiters waiters;
    Holds holds; /* a record for each slot that was acquired */
};

static void
drop_record(Hold *hold)
{
    hold_end(hold);
    freelist_give(hold, sizeof *hold);
}

static void
semaphore_free(void *object)
{
    AwSemaphore *semaphore = object;

    while (semaphore->holds.first) /* of tasks that have ended */
        drop_record(semaphore->holds.first);
    waiters_clear(&semaphore->waiters);
    sync_free(&semaphore->sync);
}

/* True while anyone waits, even with slots left, so that newcomers queue [SE3]. */
static bool
semaphore_locked(const void *self)
{
    const AwSemaphore *semaphore = self;

    return semaphore->value == 0 || waiters_any_live(&semaphore->waiters);
}

/* A slot comes back, and goes on to the first that waits for one. */
static void
take_back(AwSemaphore *semaphore, AwSite *site)
{
    bool goes_on = waiters_count(&semaphore->waiters, 1) > 0;
    int64_t value = semaphore->value + !goes_on;

    sync_trace(&semaphore->sync,
               .kind = value < semaphore->all ? TRACE_SEMAPHORE_RELEASED : TRACE_SEMAPHORE_FREE,
               .site = site, SYNC_COUNT(value));
    semaphore->value = value;
    if (goes_on)
        waiters_wake_first(&semaphore->waiters);
}

static AwValue
semaphore_release(void *self, AwSite *site)
{
    AwSemaphore *semaphore = self;
    Hold *hold = holds_to_release(&semaphore->holds);

    if (semaphore->value >= semaphore->bound)
        return error_held(AW_VALUE, site, "the semaphore was released too often"); /* [SE4] */
    take_back(semaphore, site);
    if (hold)
        drop_record(hold); /* it may have been what keeps the semaphore */
    return AW_NONE;
}

/* `value`: the slots that are left. */
static AwValue
acquired(AwSemaphore *semaphore, Hold *hold, int64_t value, AwSite *site)
{
    sync_trace(&semaphore->sync, .kind = TRACE_SEMAPHORE_ACQUIRED, .site = site, SYNC_COUNT(value));
    semaphore->value = value;
    hold_begin(hold, &semaphore->holds, semaphore, site);
    return AW_NONE;
}

static AwValue
no_memory(AwSite *site)
{
    return error_held(AW_NOMEM, site, "no memory");
}

static AwValue
wait_and_take(AwSemaphore *semaphore, AwSite *site)
{
    Stay stay;
    AwValue v = stay_begin(&stay, &semaphore->sync, &semaphore->waiters, site);
    bool woken = false;

    if (!aw_failed(v))
        v = stay_wait(&stay, &woken);
    Hold *hold = aw_failed(v) ? NULL : freelist_take(sizeof *hold);
    if (!hold && !aw_failed(v))
        v = no_memory(site);
    if (aw_failed(v) && woken)
        take_back(semaphore, site); /* it was handed over in vain [SE5] */
    while (semaphore->value > 0 && waiters_wake_first(&semaphore->waiters))
        semaphore->value--;
    return stay_end(&stay, hold ? acquired(semaphore, hold, semaphore->value, site) : v);
}

static AwValue
semaphore_acquire(void *self, AwSite *site)
{
    AwSemaphore *semaphore = self;

    if (semaphore_locked(semaphore))
        return wait_and_take(semaphore, site);
    Hold *hold = freelist_take(sizeof *hold);
    if (!hold)
        return no_memory(site);
    return acquired(semaphore, hold, semaphore->value - 1, site);
}

static const LockClass semaphore_class = {
    .object = {.kind = OBJECT_SEMAPHORE, .free = semaphore_free, SYNC_OBJECT(AwSemaphore)},
    .acquire = semaphore_acquire,
    .release = semaphore_release,
    .locked = semaphore_locked,
};

static AwSemaphore *
semaphore_new(int64_t value, int64_t bound, const char *what, AwSite *site)
{
    AwSemaphore *semaphore;

    if (value < 0)
        misuse_at(site, "a semaphore cannot begin with %lld slots", (long long) value);
    semaphore = sync_new(&semaphore_class.object, NULL, what, site);
    if (!semaphore)
        return NULL;
    semaphore->value = semaphore->all = value;
    semaphore->bound = bound;
    semaphore->waiters.holds = &semaphore->holds;
    semaphore->holds = (Holds){.of = semaphore};
    sync_made(&semaphore->sync, site, .kind = TRACE_SEMAPHORE_CREATED, SYNC_COUNT(value));
    return semaphore;
}

AwSemaphore *
aw_semaphore_from(int64_t value, AwSite *site)
{
    return semaphore_new(value, INT64_MAX, "aw_semaphore()", site);
}

AwSemaphore *
aw_bounded_semaphore_from(int64_t value, AwSite *site)
{
    return semaphore_new(value, value, "aw_bounded_semaphore()", site);
}
