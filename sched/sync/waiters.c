/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* waiters.c - tasks in line. */
#include "sched/sync/waiters.h"

#include <stdlib.h>
#include <string.h>

#include "sched/base/array.h"
#include "sched/core/loop.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

static const Holds *
waiter_holds(const AwFuture *future)
{
    return ((const Waiter *) future)->holds;
}

const FutureClass waiter_class = {
    .object = FUTURE_OBJECT,
    .size = sizeof(Waiter),
    .cancel = future_cancel_plainly,
    .done = FUTURE_EVENTS,
    .cancel_looks = true,
    .holds = waiter_holds,
};

AwFuture *
waiter_new(AwLoop *loop, const Holds *holds, AwSite *site)
{
    AwFuture *future = future_new(loop, &waiter_class, sizeof(Waiter), site);

    if (future)
        ((Waiter *) future)->holds = holds;
    return future;
}

/* Reserves a place. The array has room for twice as many, so the line is moved back to its
 * beginning only after as many have left it as can be in it. */
static bool
reserve(Waiters *waiters)
{
    if (waiters->n_places * 2 >= waiters->capacity) {
        AwFuture **items = array_grow(waiters->items, &waiters->capacity, 4, sizeof *items);
        if (!items)
            return false;
        waiters->items = items;
    }
    waiters->n_places++;
    return true;
}

static AwFuture **
at(const Waiters *waiters, size_t i)
{
    return &waiters->items[waiters->head + i];
}

static void
append(Waiters *waiters, AwFuture *future)
{
    if (waiters->head + waiters->n == waiters->capacity) {
        memmove(waiters->items, at(waiters, 0), waiters->n * sizeof *waiters->items);
        waiters->head = 0;
    }
    *at(waiters, waiters->n++) = aw_ref(future);
}

/* The scope holds the future, so a task that is never resumed leaks nothing. */
AwFuture *
waiters_place(Waiters *waiters, AwLoop *loop, AwSite *site)
{
    AwFuture *future = holder_reserve() ? waiter_new(loop, waiters->holds, site) : NULL;

    if (!future)
        return NULL;
    hold_object(future);
    return reserve(waiters) ? future : NULL;
}

void
waiters_give_place(Waiters *waiters)
{
    waiters->n_places--;
}

/* Closes the gap from the side that has fewer. */
static void
take_out(Waiters *waiters, size_t i)
{
    size_t behind = waiters->n - i - 1;

    if (i < behind) {
        memmove(at(waiters, 1), at(waiters, 0), i * sizeof *waiters->items);
        waiters->head++;
    } else {
        memmove(at(waiters, i), at(waiters, i + 1), behind * sizeof *waiters->items);
    }
    waiters->n--;
    waiters->n_settled -= i < waiters->n_settled;
}

/* It is usually the first or, when all are cancelled in turn, the last. */
static void
leave(Waiters *waiters, AwFuture *future)
{
    AwFuture **line = waiters->items + waiters->head;
    size_t i = 0, end = waiters->n;

    while (i < end && line[i] != future && line[end - 1] != future)
        i++, end--;
    if (i >= end)
        return;
    take_out(waiters, line[i] == future ? i : end - 1);
    aw_unref(future);
}

AwFuture *
waiters_first(const Waiters *waiters)
{
    return waiters->n ? *at(waiters, 0) : NULL;
}

AwFuture *
waiters_take_first(Waiters *waiters)
{
    AwFuture *first = waiters_first(waiters);

    if (first)
        take_out(waiters, 0);
    return first;
}

void
waiter_begin(AwFuture *waiter, uint32_t track)
{
    if (waiter->state != FUTURE_PENDING) {
        waiter->object.track = 0; /* in the recording this is another future */
        waiter->state = FUTURE_PENDING;
        waiter->unseen = false;
        value_unref(waiter->result);
        waiter->result = AW_NONE;
    }
    ((Waiter *) waiter)->lane = track;
    trace(.kind = TRACE_FUTURE_CREATED, .subject = future_track(waiter),
          .object = loop_who(waiter->loop), .site = waiter->site, .type = TRACE_VALUE_OBJECT,
          .value = track);
}

AwValue
waiters_wait_at(Waiters *waiters, AwFuture *place, uint32_t track, bool *ret_woken)
{
    waiter_begin(place, track);
    append(waiters, place);
    AwValue v = aw_await_from(place, place->site);
    *ret_woken = place->state == FUTURE_DONE;
    leave(waiters, place);
    return v;
}

/* No future in line becomes pending again, so each is examined only once. */
bool
waiters_wake_first(Waiters *waiters)
{
    while (waiters->n_settled < waiters->n)
        if (future_settle(*at(waiters, waiters->n_settled++), AW_NONE))
            return true;
    return false;
}

size_t
waiters_count(const Waiters *waiters, size_t n)
{
    size_t waiting = 0;

    for (size_t i = waiters->n_settled; i < waiters->n && waiting < n; i++)
        waiting += (*at(waiters, i))->state == FUTURE_PENDING;
    return waiting;
}

void
waiters_wake(Waiters *waiters, size_t n)
{
    while (n > 0 && waiters_wake_first(waiters))
        n--;
}

bool
waiters_any_live(const Waiters *waiters)
{
    for (size_t i = 0; i < waiters->n; i++)
        if ((*at(waiters, i))->state != FUTURE_CANCELLED)
            return true;
    return false;
}

void
waiters_clear(Waiters *waiters)
{
    for (size_t i = 0; i < waiters->n; i++)
        aw_unref(*at(waiters, i));
    free(waiters->items);
    *waiters = (Waiters){0};
}
