/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* await.c - waiting: for futures, for time, for a turn; and calls within a task [T4 T7 T10]. */
#include <string.h>

#include "sched/core/deadlock.h"
#include "sched/core/done.h"
#include "sched/core/step.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

static AwValue
run_in_place(AwFuture *object)
{
    Coro *coro = (Coro *) object;

    if (coro->used)
        return error_held(AW_RUNTIME, object->site, "a coroutine object runs only once");
    coro->used = true;
    if (!holder_reserve())
        return error_held(AW_NOMEM, object->site, "no memory");
    hold_object(aw_ref(object)); /* the argument must last as long as the function runs */
    return aw_call_from(coro->fn, coro->arg, object->site);
}

/* The running task goes on in the next turn. `type`, `value` and `text`, which may be NULL, are
 * recorded. */
static inline __attribute__((always_inline)) AwValue
give_way(AwLoop *loop, Task *task, AwSite *site, TraceValue type, int64_t value, const char *text)
{
    loop_admit(loop);
    trace(.kind = TRACE_TASK_YIELD, .subject = future_track(&task->future), .site = site,
          .type = type, .value = value, .text = text, .text_size = text ? strlen(text) : 0);
    task->at = site;
    ready_push(&loop->ready, ready_of(READY_STEP, task));
    return task_suspend(loop, task);
}

/* An error for the next turn, as asyncio delivers a misuse of await [T7 F15]. */
static __attribute__((noinline)) AwValue
fail_next_turn(Task *task, AwSite *site, const char *message)
{
    task->wake = error_new(AW_RUNTIME, site, "%s", message);
    return give_way(task->future.loop, task, site, TRACE_VALUE_ERROR, AW_RUNTIME, message);
}

/* [C7] Keeps the message and the place: a request that comes back to the task, through others,
 * makes it remember another error. */
static __attribute__((noinline)) bool
pass_cancel_on(const Task *task, AwFuture *future)
{
    AwValue error = value_ref(task->cancel_error);
    bool taken = future_cancel(future, aw_message(error), NULL);

    if (future->state == FUTURE_CANCELLED)
        error_take_place(future->result, error);
    value_unref(error);
    return taken;
}

/* While it waits, the task keeps the caller's reference, which is dropped with the task if it never
 * goes on. Returns none, or the error that it is resumed with. `looks`: the future may be a task or
 * a place in the line for a lock, so that the wait can close a circle. */
static inline __attribute__((always_inline)) AwValue
suspend_on(Task *task, AwFuture *future, AwSite *site, bool looks)
{
    trace(.kind = TRACE_TASK_AWAIT, .subject = future_track(&task->future),
          .object = future_track(future), .site = site);
    future_await(future, task);
    task->waiter = future;
    task->at = site;
    if (looks && __builtin_expect(task->future.loop->debug || trace_on(), 0))
        deadlock_look(task);
    if (task->must_cancel && pass_cancel_on(task, future))
        task->must_cancel = CANCEL_NONE;
    AwValue error = task_suspend(task->future.loop, task);
    task->waiter = NULL;
    return error;
}

static inline __attribute__((always_inline)) AwValue
wait_for_future(Task *task, AwFuture *future, AwSite *site)
{
    AwValue error = suspend_on(task, object_ref(future), site, true);
    AwValue v = aw_failed(error) ? error : future_deliver(future);

    object_unref(future);
    return v;
}

AwValue
aw_await_from(AwFuture *future, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_await()", site);
    Task *task = loop->current;

    if (!future)
        return error_held(AW_TYPE, site, "there is nothing to await");
    must_be_a(OBJECT_AWAITED, future, "aw_await()", site);
    if (!task)
        return error_held(AW_RUNTIME, site, "only a task can await; this is a callback");
    if (object_is(future, OBJECT_COROUTINE))
        return run_in_place(future);
    if (future->state != FUTURE_PENDING)
        return future_deliver(future); /* [F8] */
    if (future == &task->future)
        return fail_next_turn(task, site, "a task cannot await itself");
    if (future->loop != loop)
        return fail_next_turn(task, site, "the future belongs to another loop");
    return wait_for_future(task, future, site);
}

/* The sleep should be over already. */
static __attribute__((noinline)) AwValue
give_way_late(AwLoop *loop, AwTime ns, AwSite *site)
{
    return give_way(loop, loop->current, site, TRACE_VALUE_DURATION, ns, NULL);
}

static inline __attribute__((always_inline)) AwValue
sleep_for(Task *task, AwTime ns, AwSite *site)
{
    AwFuture *future = future_make(task->future.loop, site, TRACE_VALUE_DURATION, ns, NULL);

    if (!future || !future_arm(future, ns)) {
        aw_unref(future);
        return error_held(AW_NOMEM, site, "no memory");
    }
    AwValue error = suspend_on(task, future, site, false);
    AwValue v = aw_failed(error) ? error : future_deliver(future);
    future_disarm(future);
    object_unref(future);
    return v;
}

AwValue
aw_sleep_from(AwTime ns, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_sleep()", site);

    if (!loop->current)
        return error_held(AW_RUNTIME, site, "only a task can sleep; this is a callback");
    if (ns > 0)
        return sleep_for(loop->current, ns, site);
    return ns ? give_way_late(loop, ns, site)
              : give_way(loop, loop->current, site, TRACE_VALUE_NONE, 0, NULL); /* [T4] */
}

AwValue
aw_call_from(AwFn fn, AwValue arg, AwSite *site)
{
    must_have((const void *) fn, "aw_call()", site);
    Task *task = loop_running_task();
    uint32_t track = loop_who(loop_running);
    size_t mark = holder_current()->n;
    CallFrame frame = {.site = site, .outer = task ? task->frame : NULL};

    trace(.kind = TRACE_FRAME_ENTER, .subject = track, .site = site);
    if (task)
        task->frame = &frame;
    AwValue v = holder_return(mark, value_returned(fn(arg), site));
    if (trace_on())
        trace_value((Emit){.kind = TRACE_FRAME_LEAVE, .subject = track, .site = site}, v);
    if (task)
        task->frame = frame.outer;
    return v;
}
