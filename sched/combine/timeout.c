/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* timeout.c - timeout blocks [TO], and wait_for, which is one [WF]. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/combine/block.h"
#include "sched/core/done.h"
#include "sched/core/hold.h"
#include "sched/sync/sync.h"
#include "sched/value/error.h"

struct AwTimeout {
    AwBlock block;
    AwTime when;      /* on the loop's clock; AW_NEVER: none */
    AwTime asked;     /* how long it was to be when it was made; AW_NEVER: that was not said */
    AwHandle *handle; /* counted; may be NULL */
    Hold limit; /* while the deadline may still come, so that nothing it ends is taken for stuck */
    bool expiring; /* its deadline came while the body ran */
};

static void
disarm(AwTimeout *timeout)
{
    handle_cancel(timeout->handle);
    aw_unref(timeout->handle);
    timeout->handle = NULL;
    hold_end_limit(&timeout->limit);
}

static void
timeout_free(void *object)
{
    AwTimeout *timeout = object;

    disarm(timeout);
    block_free(&timeout->block);
}

static void
deadline(void *data)
{
    AwTimeout *timeout = data;

    if (timeout->block.state != BLOCK_OPEN)
        return;
    block_trace(&timeout->block, .kind = TRACE_TIMEOUT_EXPIRED);
    timeout->expiring = true;
    hold_end_limit(&timeout->limit);
    future_cancel(&timeout->block.task->future, "", NULL);
}

/* A deadline that has already passed still lets the body run to its first suspension [TO9]. The old
 * deadline stays if there is no memory for a new one. */
static AwValue
arm(AwTimeout *timeout, AwTime when)
{
    AwLoop *loop = timeout->block.loop;
    AwHandle *handle = NULL;

    if (when != AW_NEVER) {
        handle = handle_new(loop, deadline, timeout, NULL);
        if (handle)
            handle->object.track = object_track(&timeout->block.object);
        if (handle && when <= loop_now(loop))
            handle_schedule(handle);
        else if (!handle || !handle_schedule_at(handle, when)) {
            aw_unref(handle);
            return error_held(AW_NOMEM, timeout->block.site, "no memory for a deadline");
        }
        handle->keep = aw_ref(timeout);
    }
    disarm(timeout);
    timeout->handle = handle;
    timeout->when = when;
    if (handle)
        hold_begin_limit(&timeout->limit, timeout->block.task);
    return AW_NONE;
}

static AwTime
time_left(const AwTimeout *timeout)
{
    return timeout->when == AW_NEVER ? AW_NEVER : loop_until(timeout->block.loop, timeout->when);
}

static void
trace_deadline(AwTimeout *timeout, TraceKind kind, AwSite *site)
{
    block_trace(&timeout->block, .kind = kind, .site = site, .type = TRACE_VALUE_DURATION,
                .value = time_left(timeout));
}

enum { ASKED = 32 };

/* "30 ms", what the program wrote, if some of that has passed since. */
static size_t
write_asked(char text[ASKED], AwTime asked, AwTime left)
{
    static const struct {
        AwTime ns;
        const char *name;
    } units[] = {{AW_SECOND, "s"}, {AW_MS, "ms"}, {AW_US, "µs"}, {AW_NS, "ns"}};
    size_t unit = 0;

    if (asked <= 0 || asked == AW_NEVER || asked == left)
        return 0;
    while (asked < units[unit].ns)
        unit++;
    return (size_t) snprintf(text, ASKED, "%.6g %s", (double) asked / (double) units[unit].ns,
                             units[unit].name);
}

static void
trace_entered(AwTimeout *timeout, AwSite *site)
{
    char text[ASKED];
    AwTime left = time_left(timeout);
    size_t size = write_asked(text, timeout->asked, left);

    block_trace(&timeout->block, .kind = TRACE_TIMEOUT_ENTERED, .site = site,
                .type = TRACE_VALUE_DURATION, .value = left, .text = size ? text : NULL,
                .text_size = size);
}

static AwValue
timeout_enter(AwBlock *block)
{
    AwTimeout *timeout = (AwTimeout *) block;

    if (sync_log_wanted())
        trace_entered(timeout, block->site);
    return arm(timeout, timeout->when);
}

static AwValue
leave_with(AwTimeout *timeout, TraceKind kind, AwValue v)
{
    const char *why = kind == TRACE_TIMEOUT_RAISED ? aw_message(v) : NULL;

    block_trace(&timeout->block, .kind = kind, .type = why ? TRACE_VALUE_ERROR : TRACE_VALUE_NONE,
                .value = AW_TIMEOUT, .text = why, .text_size = why ? strlen(why) : 0);
    return v;
}

static AwValue
timeout_leave(AwBlock *block, AwValue body)
{
    AwTimeout *timeout = (AwTimeout *) block;

    disarm(timeout);
    if (timeout->expiring && aw_uncancel(&block->task->future) <= block->cancels &&
        aw_code(body) == AW_CANCELLED)
        return leave_with(
            timeout, TRACE_TIMEOUT_RAISED,
            error_caused(AW_TIMEOUT, block->site, body, "the timeout is over")); /* [TO1] */
    return leave_with(timeout, TRACE_TIMEOUT_LEFT, body);
}

static const BlockClass timeout_class = {
    .object = {.kind = OBJECT_TIMEOUT,
               .free = timeout_free,
               .size = sizeof(AwTimeout),
               .site_at = offsetof(AwBlock, site)},
    .enter = timeout_enter,
    .leave = timeout_leave,
};

static AwTimeout *
timeout_new(const char *what, AwTime when, AwTime asked, AwSite *site)
{
    AwTimeout *timeout = block_new(&timeout_class, what, site);

    if (timeout) {
        timeout->when = when;
        timeout->asked = asked;
    }
    return timeout;
}

AwTimeout *
aw_timeout_at_from(AwTime when, AwSite *site)
{
    return timeout_new("aw_timeout_at()", when, AW_NEVER, site);
}

AwTimeout *
aw_timeout_from(AwTime ns, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_timeout()", site);

    return timeout_new("aw_timeout()", loop_deadline(loop, ns), ns, site);
}

AwValue
aw_timeout_reschedule_from(AwTimeout *timeout, AwTime when, AwSite *site)
{
    if (!timeout)
        return sync_missing("timeout", site);
    must_be_a(OBJECT_TIMEOUT, timeout, "aw_timeout_reschedule()", site);
    loop_check_thread(timeout->block.loop, "aw_timeout_reschedule()", site);
    if (!aw_block_is_open(&timeout->block) || timeout->expiring)
        return error_held(AW_RUNTIME, site, "the timeout is not running"); /* [TO11] */
    AwValue v = arm(timeout, when);
    if (!aw_failed(v))
        trace_deadline(timeout, TRACE_TIMEOUT_RESCHEDULED, NULL);
    return v;
}

AwTime
aw_timeout_when_from(const AwTimeout *timeout, AwSite *site)
{
    must_be_a(OBJECT_TIMEOUT, timeout, "aw_timeout_when()", site);
    return timeout ? timeout->when : AW_NEVER;
}

bool
aw_expired_from(AwTimeout *timeout, AwSite *site)
{
    must_be_a(OBJECT_TIMEOUT, timeout, "aw_expired()", site);
    if (!timeout || !timeout->expiring)
        return false;
    timeout->block.looked_at |= aw_code(timeout->block.outcome) == AW_TIMEOUT;
    return true;
}

/* ---- wait_for ---- */

static void
release_waiter(AwFuture *future, void *data)
{
    future_settle(data, AW_NONE);
}

/* Cancels the future and waits until it is done, however long that takes [WF2]. */
static AwValue
cancel_and_wait(AwLoop *loop, AwFuture *future, AwSite *site)
{
    size_t mark = holder_current()->n;
    AwFuture *waiter = future_make_held(loop, site, TRACE_VALUE_NONE, 0, NULL);

    if (waiter)
        trace(.kind = TRACE_AWAITED_BY, .subject = future_track(future),
              .object = future_track(waiter));
    if (!waiter || !future_on_done(future, release_waiter, waiter, &waiter->object))
        return error_held(AW_NOMEM, site, "no memory");
    future_cancel(future, "", site);
    AwValue v = aw_await_from(waiter, site);
    aw_remove_done_callback(future, release_waiter, waiter);
    return holder_return(mark, v);
}

static AwValue
wait_for_nothing(AwLoop *loop, AwFuture *future, AwSite *site)
{
    AwFuture *running = aw_ensure_future_from(future, site);

    if (running->state != FUTURE_PENDING)
        return future_deliver(running);
    AwValue v = cancel_and_wait(loop, running, site);
    if (aw_failed(v))
        return v;
    v = future_deliver(running);
    if (aw_code(v) == AW_CANCELLED)
        return error_caused(AW_TIMEOUT, site, v, "the timeout is over");
    return v; /* it had a value after all [WF6] */
}

AwValue
aw_wait_for_from(AwFuture *future, AwTime ns, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_wait_for()", site);

    must_be_a(OBJECT_AWAITED, future, "aw_wait_for()", site);
    if (!loop->current)
        return error_held(AW_RUNTIME, site, "only a task can wait; this is a callback");
    if (ns <= 0)
        return wait_for_nothing(loop, future, site); /* [WF5] */
    AwTimeout *timeout = aw_wait_for_begin(ns, site);
    if (!aw_block_is_open((AwBlock *) timeout))
        return aw_block_outcome_from((AwBlock *) timeout, site);
    return aw_wait_for_end(timeout, aw_await_from(future, site));
}

AwTimeout *
aw_wait_for_begin(AwTime ns, AwSite *site)
{
    loop_must_run("aw_wait_for_call()", site);
    return (AwTimeout *) aw_block_enter((AwBlock *) aw_timeout_from(ns, site), site);
}

void
aw_wait_for_abandon(AwTimeout **at)
{
    must_have(at, "aw_wait_for_abandon()", NULL);
    block_abandon((AwBlock *) *at, "aw_wait_for_call()");
}

AwValue
aw_wait_for_end(AwTimeout *timeout, AwValue v)
{
    AwBlock *block = (AwBlock *) timeout;

    if (aw_failed(v))
        aw_block_fail_from(block, v, NULL);
    aw_block_leave(block);
    bool failed = aw_failed(v) || (block && aw_failed(block->outcome));
    return failed ? aw_block_outcome_from(block, NULL) : v;
}
