/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* waiters.c - tasks in line. */
#include "sched/waiters.h"

#include <stdlib.h>
#include <string.h>

#include "sched/scope.h"
#include "sched/value.h"

static bool
join(Waiters *waiters, AwFuture *future)
{
    if (waiters->n == waiters->capacity) {
        size_t capacity = waiters->capacity ? waiters->capacity * 2 : 4;
        AwFuture **items = realloc(waiters->items, capacity * sizeof *items);
        if (!items)
            return false;
        waiters->items = items;
        waiters->capacity = capacity;
    }
    waiters->items[waiters->n++] = aw_ref(future);
    return true;
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

/* The scope holds the future: a task that is never resumed leaves nothing behind. */
AwValue
waiters_wait(Waiters *waiters, AwLoop *loop, uint32_t track, AwSite *site, bool *ret_woken)
{
    size_t mark = holder_current()->n;
    AwFuture *future =
        holder_reserve() ? future_make(loop, site, TRACE_VALUE_OBJECT, track, NULL) : NULL;

    if (!future || !hold_object(future) || !join(waiters, future))
        return error_held(AW_NOMEM, site, "no memory");
    AwValue v = aw_await_from(future, site);
    *ret_woken = future->state == FUTURE_DONE;
    leave(waiters, future);
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
