/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* timers.c - a heap with four children per node, which holds the keys itself. */
#include "sched/core/timers.h"

#include <stdlib.h>

#include "sched/base/array.h"
#include "sched/core/loop.h"

enum { CHILDREN = 4, FEW_CANCELLED = 100 };

static bool
before(const TimerSlot *a, const TimerSlot *b)
{
    return a->deadline_ns != b->deadline_ns ? a->deadline_ns < b->deadline_ns
                                            : a->number < b->number;
}

/* Returns its new place. */
static size_t
sift_up(Timers *timers, size_t at, TimerSlot slot)
{
    while (at > 0 && before(&slot, &timers->slots[(at - 1) / CHILDREN])) {
        timers->slots[at] = timers->slots[(at - 1) / CHILDREN];
        at = (at - 1) / CHILDREN;
    }
    timers->slots[at] = slot;
    return at;
}

static size_t
first_child(const Timers *timers, size_t at)
{
    size_t best = at * CHILDREN + 1, end = best + CHILDREN;

    for (size_t child = best + 1; child < end && child < timers->n; child++)
        if (before(&timers->slots[child], &timers->slots[best]))
            best = child;
    return best;
}

static void
sift_down(Timers *timers, size_t at, TimerSlot slot)
{
    size_t child;

    while ((child = first_child(timers, at)) < timers->n && before(&timers->slots[child], &slot)) {
        timers->slots[at] = timers->slots[child];
        at = child;
    }
    timers->slots[at] = slot;
}

bool
timers_push(Timers *timers, AwTime deadline_ns, Ready what, size_t *ret_place)
{
    if (timers->n == timers->capacity) {
        TimerSlot *slots = array_grow(timers->slots, &timers->capacity, 64, sizeof *slots);
        if (!slots)
            return false;
        timers->slots = slots;
    }
    *ret_place = sift_up(
        timers, timers->n++,
        (TimerSlot){.deadline_ns = deadline_ns, .number = timers->next_number++, .what = what});
    return true;
}

bool
timer_cancelled(Ready what)
{
    if (ready_kind(what) == READY_SETTLE)
        return ((AwFuture *) ready_subject(what))->timer == FUTURE_NO_TIMER;
    return ((AwHandle *) ready_subject(what))->state == HANDLE_CANCELLED;
}

void
timer_drop(Ready what)
{
    bool settles = ready_kind(what) == READY_SETTLE;
    AwLoop *loop = settles ? ((AwFuture *) ready_subject(what))->loop
                           : ((AwHandle *) ready_subject(what))->loop;

    if (loop)
        ready_release(&loop->ready);
    aw_unref(ready_subject(what));
}

Ready
timers_pop(Timers *timers)
{
    Ready what = timers->slots[0].what;
    TimerSlot last = timers->slots[--timers->n];

    if (timers->n)
        sift_down(timers, 0, last);
    if (timer_cancelled(what))
        timers->n_cancelled--;
    return what;
}

AwTime
timers_first(Timers *timers)
{
    while (timers->n && timer_cancelled(timers->slots[0].what))
        timer_drop(timers_pop(timers));
    return timers->n ? timers->slots[0].deadline_ns : AW_NEVER;
}

static void
rebuild(Timers *timers)
{
    size_t kept = 0;

    for (size_t i = 0; i < timers->n; i++)
        if (timer_cancelled(timers->slots[i].what))
            timer_drop(timers->slots[i].what);
        else
            timers->slots[kept++] = timers->slots[i];
    timers->n = kept;
    timers->n_cancelled = 0;
    for (size_t i = kept; i-- > 0;)
        sift_down(timers, i, timers->slots[i]);
}

static void
take_out(Timers *timers, size_t at)
{
    TimerSlot last = timers->slots[--timers->n];

    if (at == timers->n)
        return;
    if (at > 0 && before(&last, &timers->slots[(at - 1) / CHILDREN]))
        sift_up(timers, at, last);
    else
        sift_down(timers, at, last);
}

void
timers_cancel(Timers *timers, Ready what, size_t place)
{
    if (place < timers->n && timers->slots[place].what.word == what.word) {
        take_out(timers, place);
        timer_drop(what);
    } else if (++timers->n_cancelled > FEW_CANCELLED && timers->n_cancelled * 2 > timers->n)
        rebuild(timers);
}

/* What a handle keeps may cancel others as it is freed. */
void
timers_clear(Timers *timers)
{
    Timers dropped = *timers;

    *timers = (Timers){0};
    for (size_t i = 0; i < dropped.n; i++) {
        Ready what = dropped.slots[i].what;
        if (ready_kind(what) == READY_HANDLE)
            handle_end(ready_subject(what), HANDLE_CANCELLED);
        else
            ((AwFuture *) ready_subject(what))->timer = FUTURE_NO_TIMER;
        timer_drop(what);
    }
    free(dropped.slots);
    *timers = (Timers){0};
}
