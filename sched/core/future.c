/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* future.c - futures: states, results, timers that settle them [F]. */
#include "sched/core/future.h"

#include <string.h>

#include "sched/core/done.h"
#include "sched/core/loop-report.h"
#include "sched/record/trace-value.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

/* ---- life ---- */

static void
report_unseen(AwFuture *future)
{
    if (!future->unseen || future->quiet)
        return;
    const char *name = task_of(future) ? task_name((Task *) future) : future->site->name;
    future->unseen = false;
    loop_report_about(
        future->loop,
        (AwReport){.kind = AW_REPORT_UNRETRIEVED, .error = future->result, .made = future->site},
        "%s failed and nobody looked", name[0] ? name : "a future");
}

static void
unlink_future(AwLoop *loop, AwFuture *future)
{
    *(future->older ? &future->older->newer : &loop->first_future) = future->newer;
    *(future->newer ? &future->newer->older : &loop->last_future) = future->older;
}

static __attribute__((cold)) void
lose_waiters(AwFuture *future)
{
    future->lost_waiters = true;
    waiting_drop(future);
}

void
futures_orphan(AwLoop *loop)
{
    AwFuture *future;

    while ((future = aw_ref(loop->first_future))) {
        report_unseen(future);
        unlink_future(loop, future);
        future->older = future->newer = NULL;
        future->loop = NULL;
        if (future->last_waiting.word)
            lose_waiters(future);
        aw_unref(future);
    }
}

/* Drops what a future holds, while the future may still be among the live ones. */
static void
drop_parts(AwFuture *future)
{
    const FutureClass *class = future_class(future);

    if (future->unseen)
        report_unseen(future);
    if (class->clear)
        class->clear(future);
    if (future->last_waiting.word)
        waiting_drop(future);
}

static void
give_back(AwFuture *future)
{
    value_unref(future->result);
    freelist_give(future, future_class(future)->size);
}

static __attribute__((cold)) void
free_unlinked(Later *self)
{
    AwFuture *future = LATER_OWNER(self, AwFuture);

    drop_parts(future);
    give_back(future);
}

void
future_free(void *object)
{
    AwFuture *future = object;

    if (later_must_wait()) {
        if (future->loop)
            unlink_future(future->loop, future);
        later_put(&future->later, free_unlinked);
        return;
    }
    later_enter();
    drop_parts(future);
    if (future->loop)
        unlink_future(future->loop, future);
    give_back(future);
    later_leave();
}

AwSite site_unknown = {"", "", "", 0, 0, NULL};

static inline __attribute__((always_inline)) AwFuture *
made(AwFuture *future, TraceValue type, int64_t value, const char *text)
{
    if (future)
        trace(.kind = TRACE_FUTURE_CREATED, .subject = future_track(future),
              .object = loop_who(future->loop), .site = future->site, .type = type, .value = value,
              .text = text, .text_size = text ? strlen(text) : 0);
    return future;
}

AwFuture *
future_make(AwLoop *loop, AwSite *site, TraceValue type, int64_t value, const char *text)
{
    return made(future_new(loop, &plain_future_class, sizeof(AwFuture), site), type, value, text);
}

AwFuture *
future_make_of(const FutureClass *class, AwLoop *loop, AwSite *site, TraceValue type, int64_t value,
               const char *text)
{
    return made(future_new(loop, class, class->size, site), type, value, text);
}

AwFuture *
future_make_held(AwLoop *loop, AwSite *site, TraceValue type, int64_t value, const char *text)
{
    AwFuture *future = holder_reserve() ? future_make(loop, site, type, value, text) : NULL;

    return future ? hold_object(future) : NULL;
}

/* Without memory even for this, returns the one that the loop keeps for the purpose. */
AwFuture *
future_failed(AwLoop *loop, AwSite *site, AwCode code, const char *message)
{
    AwFuture *future = future_make_held(loop, site, TRACE_VALUE_NONE, 0, NULL);

    if (!future)
        return loop->no_memory;
    AwValue error = error_new(code, site, "%s", message);
    future_complete(future, FUTURE_FAILED, error);
    value_unref(error);
    return future;
}

AwFuture *
aw_future_from(AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_future()", site);
    AwFuture *future = future_make_held(loop, site, TRACE_VALUE_NONE, 0, NULL);

    return future ? future : future_failed(loop, site, AW_NOMEM, "no memory");
}

/* ---- completing ---- */

static void
trace_complete(AwFuture *future, FutureState state, AwValue v)
{
    uint32_t who = loop_who(future->loop);

    trace_value((Emit){.kind = future_class(future)->done[state],
                       .subject = future_track(future),
                       .object = who == future_track(future) ? TRACE_NOBODY : who},
                v);
}

void
future_complete(AwFuture *future, FutureState state, AwValue v)
{
    Ready waiting;

    if (future->loop && future->last_waiting.word)
        loop_admit(future->loop);
    if (trace_on())
        trace_complete(future, state, v);
    future->state = state;
    future->unseen = state == FUTURE_FAILED;
    future->result = value_ref(v);
    if (future->loop)
        while ((waiting = waiting_take(future)).word)
            waiting_schedule(future, waiting);
    else if (future->last_waiting.word)
        lose_waiters(future);
}

bool
future_settle(AwFuture *future, AwValue v)
{
    if (future->state != FUTURE_PENDING)
        return false;
    future_complete(future, aw_failed(v) ? FUTURE_FAILED : FUTURE_DONE, v);
    return true;
}

bool
aw_set_result_if_pending_from(AwFuture *future, AwValue v, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_set_result_if_pending()", site);
    value_must_live(v, site);
    loop_check_thread(future->loop, "aw_set_result_if_pending()", site);
    return !task_of(future) && future_settle(future, v) && !future_is_unheard(future);
}

/* Of a pending future whose loop is closed. */
static __attribute__((noinline, cold)) AwValue
set_result_late(AwFuture *future, AwValue v, AwSite *site)
{
    future_settle(future, v);
    return future_is_unheard(future) ? error_held(AW_RUNTIME, site, "the loop is closed") : AW_NONE;
}

AwValue
aw_set_result_from(AwFuture *future, AwValue v, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_set_result()", site);
    value_must_live(v, site);
    loop_check_thread(future->loop, "aw_set_result()", site);
    if (task_of(future))
        return error_held(AW_RUNTIME, site, "a task sets its result itself");
    if (future->state != FUTURE_PENDING)
        return error_held(AW_INVALID_STATE, site, "the future is done already");
    if (__builtin_expect(!future->loop, 0))
        return set_result_late(future, v, site);
    future_settle(future, v);
    return AW_NONE;
}

bool
future_cancel_plainly(AwFuture *future, const char *message, AwSite *site)
{
    AwValue error = error_new(AW_CANCELLED, site, "%s", message);

    future_complete(future, FUTURE_CANCELLED, error);
    value_unref(error);
    return !future_is_unheard(future);
}

const FutureClass plain_future_class = {
    .object = FUTURE_OBJECT,
    .size = sizeof(AwFuture),
    .cancel = future_cancel_plainly,
    .done = FUTURE_EVENTS,
    .cancel_looks = true,
};

bool
future_cancel(AwFuture *future, const char *message, AwSite *site)
{
    if (future_class(future)->cancel_looks)
        future->unseen = false;
    if (future->state != FUTURE_PENDING)
        return false;
    return future_class(future)->cancel(future, message, site);
}

bool
aw_cancel_from(AwFuture *future, const char *message, AwSite *site)
{
    if (!future)
        return false;
    must_be_a(OBJECT_FUTURE, future, "aw_cancel()", site);
    loop_check_thread(future->loop, "aw_cancel()", site);
    return future_cancel(future, message ? message : "", site);
}

/* ---- timers that settle ---- */

bool
future_arm(AwFuture *future, AwTime ns)
{
    AwLoop *loop = future->loop;
    AwTime now = loop_now(loop);
    AwTime when = ns == AW_NEVER ? AW_NEVER : time_after(now, ns, TIME_LAST);
    size_t place; /* not kept, since few sleeps are called off */

    if (!ready_reserve(&loop->ready))
        return false;
    trace(.kind = TRACE_TIMER_ARMED, .subject = future_track(future), .type = TRACE_VALUE_DURATION,
          .value = when - now);
    if (!timers_push(&loop->timers, when, ready_of(READY_SETTLE, aw_ref(future)), &place)) {
        ready_release(&loop->ready);
        aw_unref(future);
        return false;
    }
    future->timer = FUTURE_TIMER;
    return true;
}

void
future_disarm(AwFuture *future)
{
    bool in_heap = future->timer == FUTURE_TIMER;

    if (future->timer == FUTURE_NO_TIMER)
        return;
    trace(.kind = in_heap ? TRACE_TIMER_CANCELLED : TRACE_CALLBACK_DROPPED,
          .subject = future_track(future));
    future->timer = FUTURE_NO_TIMER;
    if (in_heap)
        timers_cancel(&future->loop->timers, ready_of(READY_SETTLE, future), SIZE_MAX);
}

void
future_run_timer(AwFuture *future)
{
    if (future->timer == FUTURE_NO_TIMER)
        return;
    trace(.kind = TRACE_TIMER_BEGIN, .subject = TRACE_LOOP_ID, .object = future_track(future));
    future->timer = FUTURE_NO_TIMER;
    future_settle(future, AW_NONE);
    trace(.kind = TRACE_TIMER_END, .subject = TRACE_LOOP_ID, .object = future_track(future));
}

/* ---- looking ---- */

bool
aw_done_from(const AwFuture *future, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_done()", site);
    return future->state != FUTURE_PENDING;
}

bool
aw_cancelled_from(const AwFuture *future, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_cancelled()", site);
    return future->state == FUTURE_CANCELLED;
}

AwValue
aw_result_from(AwFuture *future, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_result()", site);
    if (future->state == FUTURE_PENDING)
        return error_held(AW_INVALID_STATE, site, "the future is not done");
    return future_deliver(future);
}

AwValue
aw_exception_from(AwFuture *future, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_exception()", site);
    AwValue v = aw_result_from(future, site);
    if (future->state == FUTURE_DONE)
        return AW_NONE;
    return future->state == FUTURE_FAILED ? aw_list_of_from(&v, 1, site) : v;
}
