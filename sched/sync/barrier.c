/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* barrier.c - barriers [BA], built on a condition as asyncio's are, so that everything happens in
 * the same turns. */
#include <stdlib.h>

#include "sched/sync/condition.h"
#include "sched/value/error.h"

typedef enum { FILLING, DRAINING, RESETTING, BROKEN } BarrierState;

struct AwBarrier {
    Sync sync;
    AwCondition *condition; /* counted */
    int64_t parties, count;
    BarrierState state;
};

static void
barrier_free(void *object)
{
    AwBarrier *barrier = object;

    aw_unref(barrier->condition);
    sync_free(&barrier->sync);
}

static const ObjectClass barrier_class = {
    .kind = OBJECT_BARRIER, .free = barrier_free, SYNC_OBJECT(AwBarrier)};

AwBarrier *
aw_barrier_from(int64_t parties, AwSite *site)
{
    AwBarrier *barrier;

    if (parties < 1)
        misuse_at(site, "a barrier needs one party at least, not %lld", (long long) parties);
    if (!(barrier = sync_new(&barrier_class, NULL, "aw_barrier()", site)))
        return NULL;
    barrier->condition = aw_ref(condition_new(NULL, &barrier->sync, site));
    barrier->parties = parties;
    if (!barrier->condition)
        return NULL;
    sync_made(&barrier->sync, site, .kind = TRACE_BARRIER_CREATED, SYNC_COUNT(parties));
    return barrier;
}

static bool
may_enter(void *data)
{
    AwBarrier *barrier = data;

    return barrier->state != DRAINING && barrier->state != RESETTING; /* [BA4] */
}

static bool
is_over(void *data)
{
    return ((AwBarrier *) data)->state != FILLING;
}

static AwValue
broken(AwSite *site)
{
    return error_held(AW_BROKEN_BARRIER, site, "the barrier is broken");
}

static AwValue
wait_for_others(AwBarrier *barrier, AwSite *site)
{
    if (barrier->count == barrier->parties) {
        sync_trace(&barrier->sync, .kind = TRACE_BARRIER_OPENED, .site = site,
                   SYNC_COUNT(barrier->parties));
        barrier->state = DRAINING;
        return aw_notify_all_from(barrier->condition, site);
    }
    AwValue v = aw_condition_wait_for_from(barrier->condition, is_over, barrier, site);
    if (aw_failed(v))
        return v;
    return barrier->state == DRAINING ? AW_NONE : broken(site); /* [BA2] */
}

static void
leave(AwBarrier *barrier, AwSite *site)
{
    bool is_last = barrier->count == 1;

    if (is_last && barrier->state != BROKEN)
        sync_trace(&barrier->sync, .kind = TRACE_BARRIER_EMPTIED, .site = site);
    else
        sync_trace(&barrier->sync, .kind = TRACE_BARRIER_LEFT, .site = site,
                   SYNC_COUNT(barrier->count - 1));
    barrier->count--;
    if (!is_last)
        return;
    if (barrier->state != BROKEN)
        barrier->state = FILLING;
    AW_IGNORE(aw_notify_all_from(barrier->condition, site));
}

static AwValue
wait_locked(AwBarrier *barrier, BarrierState state, AwSite *site)
{
    AwValue v = aw_condition_wait_for_from(barrier->condition, may_enter, barrier, site);

    if (aw_failed(v))
        return v;
    if (barrier->state == BROKEN)
        return broken(site);
    sync_trace(&barrier->sync, .kind = TRACE_BARRIER_ARRIVED, .site = site,
               SYNC_COUNT(barrier->count + 1));
    int64_t index = barrier->count++;
    v = wait_for_others(barrier, site);
    leave(barrier, site);
    return aw_failed(v) ? v : aw_int(index);
}

/* Calls a function that may suspend, while the scope keeps the barrier and the task has the lock.
 */
static AwValue
locked(AwBarrier *barrier, AwValue (*fn)(AwBarrier *barrier, BarrierState state, AwSite *site),
       BarrierState state, AwSite *site)
{
    size_t mark = holder_current()->n;

    if (!barrier)
        return sync_missing("barrier", site);
    if (!sync_keep(&barrier->sync))
        return error_held(AW_NOMEM, site, "no memory");
    AwValue v = aw_acquire_from(barrier->condition, site);
    if (!aw_failed(v)) {
        v = fn(barrier, state, site);
        AW_IGNORE(aw_release_from(barrier->condition, site));
    }
    return holder_return(mark, v);
}

AwValue
aw_barrier_wait_from(AwBarrier *barrier, AwSite *site)
{
    sync_must_be_mine(OBJECT_BARRIER, barrier, "aw_barrier_wait()", site);
    return locked(barrier, wait_locked, FILLING, site);
}

static const TraceKind changes[] = {
    [FILLING] = TRACE_BARRIER_EMPTIED,
    [RESETTING] = TRACE_BARRIER_RESET,
    [BROKEN] = TRACE_BARRIER_BROKEN,
};

static AwValue
change(AwBarrier *barrier, BarrierState state, AwSite *site)
{
    if (state == RESETTING && barrier->count == 0)
        state = FILLING;
    sync_trace(&barrier->sync, .kind = changes[state], .site = site);
    barrier->state = state;
    return aw_notify_all_from(barrier->condition, site);
}

AwValue
aw_barrier_reset_from(AwBarrier *barrier, AwSite *site)
{
    sync_must_be_mine(OBJECT_BARRIER, barrier, "aw_barrier_reset()", site);
    return locked(barrier, change, RESETTING, site);
}

AwValue
aw_barrier_abort_from(AwBarrier *barrier, AwSite *site)
{
    sync_must_be_mine(OBJECT_BARRIER, barrier, "aw_barrier_abort()", site);
    return locked(barrier, change, BROKEN, site);
}

int64_t
aw_barrier_waiting_from(const AwBarrier *barrier, AwSite *site)
{
    must_be_a(OBJECT_BARRIER, barrier, "aw_barrier_waiting()", site);
    return barrier && barrier->state == FILLING ? barrier->count : 0;
}

bool
aw_barrier_is_broken_from(const AwBarrier *barrier, AwSite *site)
{
    must_be_a(OBJECT_BARRIER, barrier, "aw_barrier_is_broken()", site);
    return barrier && barrier->state == BROKEN;
}
