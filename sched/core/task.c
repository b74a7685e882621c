/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task.c - tasks: made, named, ended [T]. */
#include "sched/core/task.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/core/context.h"
#include "sched/core/done.h"
#include "sched/core/hold.h"
#include "sched/core/loop.h"
#include "sched/core/step.h"
#include "sched/core/task-cancel.h"
#include "sched/record/trace-value.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

enum { NAMES_AT_A_TIME = 64 };

static _Atomic uint32_t last_name; /* Task-N is counted per process [T13] */

/* Loops take numbers in ranges; as long as one loop runs at a time, each goes on where the last one
 * ended. */
static uint32_t
next_number(AwLoop *loop)
{
    if (loop->next_name == loop->end_name) {
        loop->next_name = atomic_fetch_add(&last_name, NAMES_AT_A_TIME);
        loop->end_name = loop->next_name + NAMES_AT_A_TIME;
    }
    return ++loop->next_name;
}

void
task_give_numbers_back(AwLoop *loop)
{
    uint32_t end = loop->end_name;

    atomic_compare_exchange_strong(&last_name, &end, loop->next_name);
}

static void
trace_eager(Task *task)
{
    trace(.kind = TRACE_TASK_EAGER, .subject = future_track(&task->future),
          .object = loop_who(task->future.loop));
}

static void
trace_created(Task *task)
{
    Emit event = {.kind = TRACE_TASK_CREATED,
                  .subject = future_track(&task->future),
                  .object = loop_who(task->future.loop),
                  .site = task->future.site};

    if (!task->name) {
        trace_value(event, task->arg);
        return;
    }
    event.type = TRACE_VALUE_LABEL;
    event.text = task->name;
    event.text_size = strlen(task->name);
    recorder_emit(&event);
}

/* A pending task has a slot in the queue, and its loop keeps it until it is done [M5]. */
static bool
enter_loop(Task *task, const AwSpawnOptions *options)
{
    AwLoop *loop = task->future.loop;

    if (options->name && !(task->name = strdup(options->name)))
        return false;
    if (!ready_reserve(&loop->ready))
        return false;
    task->number = task->name ? 0 : next_number(loop);
    task->stack_size = options->stack < UINT32_MAX ? (uint32_t) options->stack : UINT32_MAX;
    task->context = context_keep();
    object_ref(task);
    return true;
}

Task *
task_new(AwLoop *loop, AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site)
{
    Task *task = (Task *) future_new(loop, &task_class, TASK_SIZE, site);

    if (!task)
        return NULL;
    task->fn = fn;
    task->arg = value_ref_at(arg, site);
    if (!enter_loop(task, options)) {
        task->future.quiet = true;
        aw_unref(task);
        return NULL;
    }
    loop_admit(loop);
    if (trace_on())
        trace_created(task);
    if (options->eager_start && (loop->running || loop->embedded) && !loop->reporting) {
        trace_eager(task);
        task_start(task);
    } else {
        ready_push(&loop->ready, ready_of(READY_STEP, task));
    }
    return task;
}

AwFuture *
aw_spawn_from(AwFn fn, AwValue arg, const AwSpawnOptions *options, AwSite *site)
{
    must_have((const void *) fn, "aw_spawn()", site);
    must_have(options, "aw_spawn()", site);
    AwLoop *loop = loop_must_run("aw_spawn()", site);
    Task *task;

    if (aw_failed(arg))
        return future_failed(loop, site, aw_code(arg), aw_message_from(arg, site));
    if (!holder_reserve() || !(task = task_new(loop, fn, arg, options, site)))
        return future_failed(loop, site, AW_NOMEM, "no memory for a task");
    if (!options->detached || task->future.state != FUTURE_PENDING) /* it may have ended already */
        return hold_object(&task->future);
    aw_unref(task); /* the loop has its own reference */
    return &task->future;
}

/* ---- the tasks of a loop ---- */

static Task *
first_pending(AwFuture *future)
{
    for (; future; future = future->newer)
        if (task_of(future) && future->state == FUTURE_PENDING)
            return (Task *) future;
    return NULL;
}

Task *
task_first(const AwLoop *loop)
{
    return first_pending(loop->first_future);
}

Task *
task_next(const Task *task)
{
    return first_pending(task->future.newer);
}

/* ---- the end of a task ---- */

static void
complete(Task *task, AwValue v, bool cancelled)
{
    AwLoop *loop = task->future.loop;
    FutureState state = cancelled ? FUTURE_CANCELLED : aw_failed(v) ? FUTURE_FAILED : FUTURE_DONE;

    future_complete(&task->future, state, v);
    ready_release(&loop->ready);
    object_unref(task);
}

/* A request that nobody has heard of yet does not hide an error of the task's own [C7]. */
static bool
ends_cancelled(const Task *task, AwValue v)
{
    return task->must_cancel == CANCEL_PUT_BACK || (task->must_cancel && !aw_failed(v));
}

/* The scope closes before the callbacks are scheduled; what is returned outlives it. */
void
task_finish(Task *task, AwValue v)
{
    holder_clear(&task->holder);
    if (task->holds)
        holds_leave(task);
    if (ends_cancelled(task, v)) {
        task->must_cancel = CANCEL_NONE;
        complete(task, task->cancel_error, true);
    } else {
        complete(task, v, aw_code(v) == AW_CANCELLED);
    }
    value_unref(v);
}

/* Drops what the task waits for if that may hold the task in turn: anything but a plain future. */
static void
leave_waiter(Task *task)
{
    AwFuture *waiter = task->waiter;

    waiter->lost_waiters |= waiter->state == FUTURE_PENDING;
    future_forget(waiter, task);
    if (waiter->object.class == &plain_future_class.object)
        return;
    task->waiter = NULL;
    aw_unref(waiter);
}

void
task_abandon(Task *task)
{
    if (task->waiter)
        leave_waiter(task);
    holds_drop(task);
    holder_clear(&task->holder);
    if (task->coroutine.stack)
        stack_give(task->coroutine.stack);
    task->coroutine.stack = NULL;
    ready_release(&task->future.loop->ready);
    aw_unref(task);
}

/* ---- as a future ---- */

static void
task_clear(AwFuture *future)
{
    Task *task = (Task *) future;

    holder_clear(&task->holder);
    if (task->waiter)
        aw_unref(task->waiter);
    if (task->context)
        aw_unref(task->context);
    if (task->name)
        free(task->name);
    value_unref(task->arg);
    value_unref(task->wake);
    value_unref(task->cancel_error);
}

const FutureClass task_class = {
    .object = FUTURE_OBJECT,
    .size = TASK_SIZE,
    .cancel = cancel_pass_on,
    .clear = task_clear,
    .done = {[FUTURE_DONE] = TRACE_TASK_DONE,
             [FUTURE_FAILED] = TRACE_TASK_FAILED,
             [FUTURE_CANCELLED] = TRACE_TASK_CANCELLED},
    .cancel_looks = true,
};

AwFuture *
aw_current_task(void)
{
    Task *task = loop_running_task();

    return task ? &task->future : NULL;
}

/* The name is made when it is first asked for. */
const char *
task_name(Task *task)
{
    if (!task->name && asprintf(&task->name, "Task-%u", task->number) < 0)
        task->name = NULL;
    return task->name ? task->name : "Task";
}

const char *
aw_name_from(const AwFuture *future, AwSite *site)
{
    must_be_a(OBJECT_AWAITED, future, "aw_name()", site);
    Task *task = task_of((AwFuture *) future);

    return task ? task_name(task) : "";
}

bool
aw_set_name_from(AwFuture *future, const char *name, AwSite *site)
{
    must_have_a(OBJECT_FUTURE, future, "aw_set_name()", site);
    must_have(name, "aw_set_name()", site);
    loop_check_thread(future->loop, "aw_set_name()", site);
    Task *task = task_of(future);
    char *copy = task ? strdup(name) : NULL;

    if (!copy)
        return false;
    free(task->name);
    task->name = copy;
    task->number = 0;
    trace(.kind = TRACE_TASK_NAMED, .subject = future_track(future), .type = TRACE_VALUE_LABEL,
          .text = copy, .text_size = strlen(copy));
    return true;
}

static OverflowTask
callback_running(void)
{
    const AwSite *site = loop_running ? loop_callback_site(loop_running) : NULL;

    return site ? (OverflowTask){"a callback", NULL, site->name, site->file, site->line}
                : (OverflowTask){0};
}

OverflowTask
task_running(void)
{
    static _Thread_local char number[24]; /* nobody asked for its name yet */
    const Task *task = loop_running_task();

    if (!task)
        return callback_running();
    const AwSite *site = task->future.site;
    snprintf(number, sizeof number, "Task-%u", task->number);
    return (OverflowTask){"task", task->name ? task->name : number, site->name, site->file,
                          site->line};
}

void
task_print_running(void)
{
    const Task *task = loop_running_task();
    const OverflowTask it = task ? task_running() : overflow_running();
    const AwSite *at = task ? task->at : NULL;

    if (!it.what)
        return;
    fprintf(stderr, "aw: in %s, which runs %s and was made at %s:%u", it.name ? it.name : it.what,
            it.function, it.file, it.line);
    if (at && at->file)
        fprintf(stderr, "; it last waited at %s:%u", at->file, (unsigned) at->line);
    fputc('\n', stderr);
}
