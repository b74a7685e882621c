/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* waiters.c - tasks in line. */
#include "sched/waiters.h"

#include <stdlib.h>
#include <string.h>

#include "sched/array.h"
#include "sched/loop.h"
#include "sched/value.h"

static bool
reserve(Waiters *waiters)
{
    if (waiters->n_places == waiters->capacity) {
        AwFuture **items = array_grow(waiters->items, &waiters->capacity, 4, sizeof *items);
        if (!items)
            return false;
        waiters->items = items;
    }
    waiters->n_places++;
    return true;
}

/* The scope holds the future: a task that is never resumed leaves nothing behind. */
AwFuture *
waiters_place(Waiters *waiters, AwLoop *loop, AwSite *site)
{
    AwFuture *future =
        holder_reserve() ? future_new(loop, &plain_future_class, sizeof(AwFuture), site) : NULL;

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

static void
leave(Waiters *waiters, AwFuture *future)
{
    size_t i = 0;

    while (i < waiters->n && waiters->items[i] != future)
        i++;
    if (i == waiters->n)
        return;
    memmove(&waiters->items[i], &waiters->items[i + 1],
            (waiters->n - i - 1) * sizeof *waiters->items);
    waiters->n--;
    aw_unref(future);
}

void
waiter_begin(AwFuture *waiter, uint32_t track)
{
    if (waiter->state != FUTURE_PENDING) {
        waiter->object.track = 0; /* to whoever reads the recording it is another one */
        waiter->state = FUTURE_PENDING;
        waiter->unseen = false;
        aw_unref_value(waiter->result);
        waiter->result = AW_NONE;
    }
    trace(.kind = TRACE_FUTURE_CREATED, .subject = future_track(waiter),
          .object = loop_who(waiter->loop), .site = waiter->site, .type = TRACE_VALUE_OBJECT,
          .value = track);
}

AwValue
waiters_wait_at(Waiters *waiters, AwFuture *place, uint32_t track, bool *ret_woken)
{
    waiter_begin(place, track);
    waiters->items[waiters->n++] = aw_ref(place);
    AwValue v = aw_await_from(place, place->site);
    *ret_woken = place->state == FUTURE_DONE;
    leave(waiters, place);
    return v;
}

AwValue
waiters_wait(Waiters *waiters, AwLoop *loop, uint32_t track, AwSite *site, bool *ret_woken)
{
    size_t mark = holder_current()->n;

    *ret_woken = false;
    if (aw_running_loop() != loop)
        return error_held(AW_RUNTIME, site, "what is waited for belongs to another loop");
    AwFuture *place = waiters_place(waiters, loop, site);
    if (!place)
        return error_held(AW_NOMEM, site, "no memory");
    AwValue v = waiters_wait_at(waiters, place, track, ret_woken);
    waiters_give_place(waiters);
    return holder_return(mark, v);
}

bool
waiters_wake_first(Waiters *waiters)
{
    for (size_t i = 0; i < waiters->n; i++)
        if (future_settle(waiters->items[i], AW_NONE))
            return true;
    return false;
}

size_t
waiters_wake(Waiters *waiters, size_t n)
{
    size_t woken = 0;

    for (size_t i = 0; i < waiters->n && woken < n; i++)
        woken += future_settle(waiters->items[i], AW_NONE);
    return woken;
}

bool
waiters_any_live(const Waiters *waiters)
{
    for (size_t i = 0; i < waiters->n; i++)
        if (waiters->items[i]->state != FUTURE_CANCELLED)
            return true;
    return false;
}

void
waiters_clear(Waiters *waiters)
{
    for (size_t i = 0; i < waiters->n; i++)
        aw_unref(waiters->items[i]);
    free(waiters->items);
    *waiters = (Waiters){0};
}
