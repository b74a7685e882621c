/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* wait.c - waiting for some of many [W]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/base/freelist.h"
#include "sched/core/done.h"
#include "sched/core/loop.h"
#include "sched/value/error.h"
#include "sched/value/scope-array.h"
#include "sched/value/value.h"

/* Callbacks that are scheduled already cannot be recalled [F5], so this outlives the call. */
typedef struct {
    Object object;
    size_t n_left;
    AwWhen when;
    AwFuture *waiter; /* counted */
    AwFuture *task;   /* the one that waits; counted */
} Wait;

/* Futures without duplicates, in argument order; the scope holds the array and the futures. */
typedef struct {
    AwFuture **items;
    size_t n;
} Members;

/* What the task awaits. */
typedef struct {
    AwFuture future;
    Members members; /* while it is pending */
    AwWhen when;
} Waiting;

static Awaits
waiting_awaits(const AwFuture *future)
{
    const Waiting *waiting = (const Waiting *) future;

    return (Awaits){.items = waiting->members.items,
                    .n = waiting->members.n,
                    .first_is_enough = waiting->when == AW_FIRST_COMPLETED};
}

static const FutureClass waiting_class = {
    .object = FUTURE_OBJECT,
    .size = sizeof(Waiting),
    .cancel = future_cancel_plainly,
    .awaits = waiting_awaits,
    .done = FUTURE_EVENTS,
    .cancel_looks = true,
};

static void
wait_free(void *object)
{
    Wait *wait = object;

    aw_unref(wait->waiter);
    aw_unref(wait->task);
    freelist_free(wait);
}

static void *
wait_awaiter(void *object)
{
    return ((Wait *) object)->task;
}

static const ObjectClass wait_class = {
    .kind = OBJECT_INNER, .free = wait_free, .awaiter = wait_awaiter};

static void
member_done(AwFuture *future, void *data)
{
    Wait *wait = data;
    bool failed = future->state == FUTURE_FAILED;

    wait->n_left--;
    trace(.kind = TRACE_WAIT_MEMBER_DONE, .subject = future_track(wait->waiter),
          .object = future_track(future), .type = TRACE_VALUE_INT, .value = (int64_t) wait->n_left);
    if (wait->n_left > 0 && wait->when == AW_FIRST_EXCEPTION)
        future->unseen = false; /* CPython looks at the error here, too [W11] */
    if (wait->n_left > 0 && wait->when != AW_FIRST_COMPLETED &&
        !(wait->when == AW_FIRST_EXCEPTION && failed)) /* cancellation is no exception [W3] */
        return;
    future_disarm(wait->waiter);
    future_settle(wait->waiter, AW_NONE);
}

static bool
all_tasks(const Members *members)
{
    for (size_t i = 0; i < members->n; i++)
        if (!task_of(members->items[i]))
            return false;
    return true;
}

/* "wait(4 tasks, timeout 2 s)": for people who read the recording. */
static void
describe(char *text, size_t size, const Members *members, AwTime timeout)
{
    const char *what = all_tasks(members) ? "task" : "future";
    int length =
        snprintf(text, size, "wait(%zu %s%s", members->n, what, members->n == 1 ? "" : "s");

    if (timeout != AW_NEVER)
        length += snprintf(text + length, size - (size_t) length, ", timeout %g s",
                           (double) timeout / (double) AW_SECOND);
    snprintf(text + length, size - (size_t) length, ")");
}

static Wait *
wait_new(AwLoop *loop, const Members *members, const AwWaitOptions *options, AwSite *site)
{
    Wait *wait = object_new(&wait_class, sizeof *wait);
    char text[80];

    if (!wait)
        return NULL;
    wait->n_left = members->n;
    wait->task = aw_ref(&loop->current->future);
    wait->when = options->return_when;
    describe(text, sizeof text, members, options->timeout);
    wait->waiter =
        future_make_of(&waiting_class, loop, site, TRACE_VALUE_LABEL, options->return_when, text);
    if (!wait->waiter ||
        (options->timeout != AW_NEVER && !future_arm(wait->waiter, options->timeout))) {
        aw_unref(wait);
        return NULL;
    }
    ((Waiting *) wait->waiter)->members = *members;
    ((Waiting *) wait->waiter)->when = options->return_when;
    return wait;
}

static Members
members_of(AwLoop *loop, AwFuture *const *futures, size_t n)
{
    Members members = {.items = (AwFuture **) scope_array(n)};
    uint32_t visit = ++loop->visit;

    for (size_t i = 0; members.items && i < n; i++) {
        if (futures[i]->visit == visit)
            continue;
        if (!holder_reserve())
            return (Members){0};
        futures[i]->visit = visit;
        members.items[members.n++] = hold_object(aw_ref(futures[i]));
    }
    return members;
}

/* The sets are formed when the waiter runs, not when it is woken [W10]. */
static AwWait
sort_out(const Members *members)
{
    AwWait got = {.done = (AwFuture **) scope_array(members->n),
                  .pending = (AwFuture **) scope_array(members->n)};

    if (!got.done || !got.pending)
        return (AwWait){.error = error_held(AW_NOMEM, NULL, "no memory")};
    for (size_t i = 0; i < members->n; i++)
        if (members->items[i]->state == FUTURE_PENDING)
            got.pending[got.n_pending++] = members->items[i];
        else
            got.done[got.n_done++] = members->items[i];
    return got;
}

static bool
subscribe(Wait *wait, const Members *members)
{
    for (size_t i = 0; i < members->n; i++) {
        future_admit(members->items[i]);
        trace(.kind = TRACE_AWAITED_BY, .subject = future_track(members->items[i]),
              .object = future_track(wait->task));
        if (!future_on_done(members->items[i], member_done, wait, &wait->object))
            return false;
    }
    return true;
}

static AwValue
wait_for_members(Wait *wait, const Members *members, AwSite *site)
{
    AwValue v = subscribe(wait, members) ? aw_await_from(wait->waiter, site)
                                         : error_held(AW_NOMEM, site, "no memory for a wait");

    future_disarm(wait->waiter);
    for (size_t i = 0; i < members->n; i++)
        aw_remove_done_callback(members->items[i], member_done, wait);
    return v;
}

static const char *
refusal(AwLoop *loop, AwFuture *const *futures, size_t n, AwWhen when, AwSite *site,
        AwCode *ret_code)
{
    *ret_code = AW_VALUE;
    if (n == 0)
        return "there is nothing to wait for"; /* [W8] */
    if (when > AW_FIRST_EXCEPTION)
        return "there is no such thing to wait for";
    *ret_code = AW_RUNTIME;
    if (!loop->current)
        return "only a task can wait; this is a callback";
    *ret_code = AW_TYPE;
    for (size_t i = 0; futures && i < n; i++)
        must_be_a(OBJECT_AWAITED, futures[i], "aw_wait()", site);
    for (size_t i = 0; i < n; i++)
        if (!futures || !futures[i] || object_is(futures[i], OBJECT_COROUTINE))
            return "wait takes futures, no coroutine objects"; /* [W9] */
    *ret_code = AW_VALUE;
    for (size_t i = 0; i < n; i++)
        if (futures[i]->loop != loop && futures[i]->state == FUTURE_PENDING)
            return "a future belongs to another loop";
    return NULL;
}

AwWait
aw_wait_from(AwFuture *const *futures, size_t n, const AwWaitOptions *options, AwSite *site)
{
    must_have(options, "aw_wait()", site);
    must_count(n, "aw_wait()", site);
    AwLoop *loop = loop_must_run("aw_wait()", site);
    AwCode code;
    const char *why = refusal(loop, futures, n, options->return_when, site, &code);

    if (why)
        return (AwWait){.error = error_held(code, site, "%s", why)};
    Members members = members_of(loop, futures, n);
    Wait *wait = NULL;
    if (members.n && holder_reserve())
        wait = wait_new(loop, &members, options, site);
    if (!wait)
        return (AwWait){.error = error_held(AW_NOMEM, site, "no memory for a wait")};
    AwValue v = wait_for_members(hold_object(wait), &members, site);
    return aw_failed(v) ? (AwWait){.error = v} : sort_out(&members);
}
