/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task.c - tasks: steps, awaits, cancellation [T C]. */
#include "sched/task.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/context.h"
#include "sched/loop.h"
#include "sched/value.h"

static _Atomic unsigned last_name; /* Task-N counts by process [T13] */

static void
link_task(AwLoop *loop, Task *task)
{
    task->previous = loop->last_task;
    if (loop->last_task)
        loop->last_task->next = task;
    else
        loop->first_task = task;
    loop->last_task = task;
}

static void
unlink_task(AwLoop *loop, Task *task)
{
    *(task->previous ? &task->previous->next : &loop->first_task) = task->next;
    *(task->next ? &task->next->previous : &loop->last_task) = task->previous;
    task->next = task->previous = NULL;
}

static char *
name_for(const AwSpawnOptions *options)
{
    char *name;

    if (options->name)
        return strdup(options->name);
    return asprintf(&name, "Task-%u", atomic_fetch_add(&last_name, 1) + 1) < 0 ? NULL : name;
}

static void
trace_created(Task *task, bool named)
{
    char buffer[80];
    Emit event = {.kind = TRACE_TASK_CREATED,
                  .subject = task->future.track,
                  .object = loop_who(task->future.loop),
                  .site = task->future.site};

    trace_value(&event, task->arg, buffer, sizeof buffer);
    if (named) {
        event.type = TRACE_VALUE_LABEL;
        event.text = task->name;
        event.text_size = strlen(task->name);
    }
    recorder_emit(&event);
}

/* The first part runs inside of whoever makes the task, who then goes on [T15]. */
static void
start_eagerly(Task *task)
{
    const Task *outer = task->future.loop->current;

    trace(.kind = TRACE_TASK_EAGER, .subject = task->future.track,
          .object = loop_who(task->future.loop));
    task_step(task);
    if (outer)
        trace(.kind = TRACE_TASK_STEP, .subject = outer->future.track);
}

Task *
task_new(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site)
{
    Task *task = (Task *) future_new(loop, &task_class, sizeof *task, site);

    if (!task)
        return NULL;
    task->fn = fn;
    task->arg = aw_ref_value(arg);
    task->stack_size = options->stack;
    if (!(task->name = name_for(options))) {
        aw_unref(task);
        return NULL;
    }
    if (trace_on())
        trace_created(task, options->name);
    task->context = aw_ref(context_current());
    link_task(loop, aw_ref(task)); /* the loop keeps it until it is done [M5] */
    if (options->eager_start && (loop->running || loop->embedded))
        start_eagerly(task);
    else
        loop_ready(loop, (Ready){.kind = READY_STEP, .subject = aw_ref(task)});
    return task;
}

AwFuture *
aw_spawn_from(AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_spawn()");
    Task *task;

    if (aw_failed(arg))
        return future_failed(loop, site, aw_code(arg), aw_message(arg));
    if (!holder_reserve() || !(task = task_new(loop, fn, arg, options, site)))
        return future_failed(loop, site, AW_NOMEM, "no memory for a task");
    if (!options->detached)
        return hold_object(&task->future);
    aw_unref(task); /* the loop has its own reference */
    return &task->future;
}

/* ---- the end of a task ---- */

static void
complete(Task *task, AwValue v, bool cancelled)
{
    AwLoop *loop = task->future.loop;
    FutureState state = cancelled ? FUTURE_CANCELLED : aw_failed(v) ? FUTURE_FAILED : FUTURE_DONE;

    future_complete(&task->future, state, v);
    unlink_task(loop, task);
    aw_unref(task);
}

/* The scope closes before the callbacks are scheduled; what is returned outlives it. */
static void
finish(Task *task)
{
    AwValue v = task->returned;
    bool cancelled = aw_code(v) == AW_CANCELLED;

    coroutine_end(&task->coroutine);
    holder_clear(&task->holder);
    if (task->must_cancel && !aw_failed(v)) { /* [C7] */
        task->must_cancel = false;
        complete(task, task->cancel_error, true);
    } else {
        complete(task, v, cancelled);
    }
    task->returned = AW_NONE;
    aw_unref_value(v);
}

static void
task_main(void *data)
{
    Task *task = data;

    task->returned = aw_ref_value(task->fn(task->arg));
}

/* ---- steps ---- */

/* A task whose first step brings a cancellation never runs a line [C1]. */
static bool
begin(Task *task)
{
    if (!aw_failed(task->wake) &&
        coroutine_begin(&task->coroutine, task->stack_size, task_main, task))
        return true;
    task->returned = task->wake;
    task->wake = AW_NONE;
    if (!aw_failed(task->returned))
        task->returned = error_new(AW_NOMEM, task->future.site, "no memory for a stack");
    return false;
}

/* A wake-up has looked at what woke it, even if a cancel request then takes its place [C6]. */
static void
look_at_waiter(Task *task)
{
    AwFuture *waiter = task->waiter;

    if (!waiter)
        return;
    waiter->unseen = false;
    if (aw_code(waiter->result) == AW_CANCELLED)
        task->wake = aw_ref_value(waiter->result);
}

static void
take_cancel_request(Task *task)
{
    if (!task->must_cancel)
        return;
    task->must_cancel = false;
    if (aw_code(task->wake) == AW_CANCELLED)
        return;
    aw_unref_value(task->wake);
    task->wake = aw_ref_value(task->cancel_error);
}

static void
enter(Task *task)
{
    AwLoop *loop = task->future.loop;
    Coroutine *from = loop->here; /* the loop's own, or the creator's of an eager task */
    Task *outer = loop->current;
    Holder *before = holder_enter(&task->holder);
    AwContext *context = context_enter(task->context);

    task->context = NULL;
    loop->current = task;
    loop->here = &task->coroutine;
    coroutine_enter(from, &task->coroutine);
    loop->here = from;
    loop->current = outer;
    task->context = context_enter(context);
    holder_enter(before);
}

void
task_step(Task *task)
{
    AwLoop *loop = task->future.loop;
    Task *outer = loop->current;

    if (task->future.state != FUTURE_PENDING)
        return;
    look_at_waiter(task);
    take_cancel_request(task);
    trace(.kind = aw_code(task->wake) == AW_CANCELLED ? TRACE_TASK_STEP_CANCEL : TRACE_TASK_STEP,
          .subject = task->future.track);
    if (!task->coroutine.stack && !begin(task)) {
        loop->current = task;
        finish(task);
        loop->current = outer;
        return;
    }
    enter(task);
    if (task->coroutine.over) {
        loop->current = task;
        finish(task);
        loop->current = outer;
    }
}

AwValue
task_suspend(Task *task)
{
    coroutine_leave(&task->coroutine);
    AwValue error = task->wake;
    task->wake = AW_NONE;
    if (!aw_failed(error))
        return AW_NONE;
    if (!holder_reserve())
        misuse("no memory for a scope");
    return hold_value(error);
}

/* Its identity marks a done callback that wakes a task: such a one schedules the step itself. */
void
task_wake(AwFuture *future, void *data)
{
    (void) future;
    task_step(data);
}

/* ---- awaiting ---- */

static AwValue
run_in_place(AwFuture *object)
{
    Coro *coro = (Coro *) object;

    if (coro->used)
        return error_held(AW_RUNTIME, object->site, "a coroutine object runs only once");
    coro->used = true;
    if (!holder_reserve())
        return error_held(AW_NOMEM, object->site, "no memory");
    hold_object(aw_ref(object)); /* its argument must last as long as it runs */
    return aw_call_from(coro->fn, coro->arg, object->site);
}

/* An error for the next turn, as asyncio delivers a misuse of await [T7 F15]. */
static AwValue
fail_next_turn(Task *task, AwSite *site, const char *message)
{
    task->wake = error_new(AW_RUNTIME, site, "%s", message);
    trace(.kind = TRACE_TASK_YIELD, .subject = task->future.track, .site = site);
    loop_ready(task->future.loop, (Ready){.kind = READY_STEP, .subject = aw_ref(task)});
    return task_suspend(task);
}

static AwValue
wait_for_future(Task *task, AwFuture *future, AwSite *site)
{
    if (!future_on_done(future, task_wake, task, &task->future.object, site))
        return error_held(AW_NOMEM, site, "no memory");
    task->waiter = aw_ref(future);
    trace(.kind = TRACE_TASK_AWAIT, .subject = task->future.track, .object = future->track,
          .site = site);
    if (task->must_cancel && future_cancel(future, aw_message(task->cancel_error), NULL)) /* [C7] */
        task->must_cancel = false;
    AwValue error = task_suspend(task);
    AwValue v = aw_failed(error) ? error : future_deliver(future);
    task->waiter = NULL;
    aw_unref(future);
    return v;
}

AwValue
aw_await_from(AwFuture *future, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_await()");
    Task *task = loop->current;

    if (!future)
        return error_held(AW_TYPE, site, "there is nothing to await");
    if (!task)
        return error_held(AW_RUNTIME, site, "only a task can await; this is a callback");
    if (future->class->is_coroutine)
        return run_in_place(future);
    if (future->state != FUTURE_PENDING)
        return future_deliver(future); /* [F8] */
    if (future == &task->future)
        return fail_next_turn(task, site, "a task cannot await itself");
    if (future->loop != loop)
        return fail_next_turn(task, site, "the future belongs to another loop");
    return wait_for_future(task, future, site);
}

static AwValue
yield(Task *task, AwSite *site)
{
    trace(.kind = TRACE_TASK_YIELD, .subject = task->future.track, .site = site);
    loop_ready(task->future.loop, (Ready){.kind = READY_STEP, .subject = aw_ref(task)});
    return task_suspend(task);
}

static void
sleep_is_over(void *data)
{
    future_settle(data, AW_NONE);
}

AwHandle *
future_arm(AwFuture *future, AwTime ns)
{
    AwLoop *loop = future->loop;
    AwHandle *handle = handle_new(loop, sleep_is_over, future);
    AwTime now = loop_now(loop);

    if (!handle)
        return NULL;
    handle->keep = aw_ref(future);
    handle->track = future->track;
    if (!handle_schedule_at(handle, ns > AW_NEVER - 1 - now ? AW_NEVER - 1 : now + ns)) {
        aw_unref(handle);
        return NULL;
    }
    return handle;
}

/* Future and timer belong to the scope: it also goes when the task is never resumed. */
static AwValue
sleep_for(AwLoop *loop, AwTime ns, AwSite *site)
{
    AwFuture *future = NULL;
    AwHandle *handle = NULL;

    if (holder_reserve() && (future = future_make(loop, site, TRACE_VALUE_DURATION, ns, NULL)))
        hold_object(future);
    if (future && holder_reserve() && (handle = future_arm(future, ns)))
        hold_object(handle);
    if (!handle)
        return error_held(AW_NOMEM, site, "no memory");
    AwValue v = aw_await_from(future, site);
    aw_handle_cancel(handle);
    return v;
}

AwValue
aw_sleep_from(AwTime ns, AwSite *site)
{
    AwLoop *loop = loop_must_run("aw_sleep()");
    size_t mark = holder_current()->n;

    if (!loop->current)
        return error_held(AW_RUNTIME, site, "only a task can sleep; this is a callback");
    if (ns <= 0)
        return yield(loop->current, site); /* [T4] */
    return holder_return(mark, sleep_for(loop, ns, site));
}

/* ---- frames ---- */

AwValue
aw_call_from(AwFn fn, AwValue arg, AwSite *site)
{
    AwLoop *loop = aw_running_loop();
    uint32_t track = loop ? loop_who(loop) : TRACE_LOOP_ID;
    size_t mark = holder_current()->n;

    trace(.kind = TRACE_FRAME_ENTER, .subject = track, .site = site);
    AwValue v = holder_return(mark, fn(arg));
    trace(.kind = TRACE_FRAME_LEAVE, .subject = track, .site = site);
    return v;
}

/* ---- cancelling ---- */

static void
remember_cancel(Task *task, const char *message)
{
    aw_unref_value(task->cancel_error);
    task->cancel_error = error_new(AW_CANCELLED, NULL, "%s", message);
}

static void
trace_cancel(Task *task, const char *message, AwSite *site)
{
    size_t size = strlen(message);

    trace(.kind = TRACE_TASK_CANCEL, .subject = task->future.track,
          .object = loop_who(task->future.loop), .site = site,
          .type = size ? TRACE_VALUE_TEXT : TRACE_VALUE_NONE, .value = (int64_t) size,
          .text = message, .text_size = size);
}

static bool
task_cancel(AwFuture *future, const char *message, AwSite *site)
{
    Task *task = (Task *) future;

    trace_cancel(task, message, site);
    task->num_cancels++;
    if (task->waiter && future_cancel(task->waiter, message, site)) /* [C2 C3] */
        return true;
    task->must_cancel = true; /* [C6] */
    remember_cancel(task, message);
    return true;
}

static void
task_clear(AwFuture *future)
{
    Task *task = (Task *) future;

    holder_clear(&task->holder);
    coroutine_end(&task->coroutine);
    aw_unref(task->waiter);
    aw_unref(task->context);
    aw_unref_value(task->arg);
    aw_unref_value(task->wake);
    aw_unref_value(task->returned);
    aw_unref_value(task->cancel_error);
    free(task->name);
}

const FutureClass task_class = {
    .cancel = task_cancel,
    .clear = task_clear,
    .done = {[FUTURE_DONE] = TRACE_TASK_DONE,
             [FUTURE_FAILED] = TRACE_TASK_FAILED,
             [FUTURE_CANCELLED] = TRACE_TASK_CANCELLED},
    .is_task = true,
    .cancel_looks = true,
};

/* A result that is dropped must not take a cancellation with it. */
void
aw_ignored(AwValue v)
{
    AwLoop *loop = aw_running_loop();
    Task *task = loop ? loop->current : NULL;

    if (aw_code(v) != AW_CANCELLED || !task)
        return;
    task->must_cancel = true;
    remember_cancel(task, aw_message(v));
}

int
aw_cancelling(const AwFuture *future)
{
    return future->class == &task_class ? ((const Task *) future)->num_cancels : 0;
}

int
aw_uncancel(AwFuture *future)
{
    Task *task = task_of(future);

    if (!task || task->num_cancels == 0)
        return 0;
    if (--task->num_cancels == 0)
        task->must_cancel = false;
    trace(.kind = TRACE_TASK_UNCANCEL, .subject = task->future.track, .type = TRACE_VALUE_INT,
          .value = task->num_cancels);
    return task->num_cancels;
}

AwFuture *
aw_current_task(void)
{
    AwLoop *loop = aw_running_loop();

    return loop && loop->current ? &loop->current->future : NULL;
}

const char *
aw_name(const AwFuture *future)
{
    return future->class == &task_class ? ((const Task *) future)->name : "";
}
