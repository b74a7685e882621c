/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* step.c - steps: where they begin, and where coroutines do [L2 T2 T15]. */
#include "sched/core/step.h"

#include "sched/value/error.h"

void
step_take_news(Task *task)
{
    if (task->waiter && aw_code(task->waiter->result) == AW_CANCELLED)
        task->wake = value_ref(task->waiter->result);
    if (!task->must_cancel)
        return;
    task->must_cancel = CANCEL_NONE;
    if (aw_code(task->wake) == AW_CANCELLED)
        return;
    value_unref(task->wake);
    task->wake = value_ref(task->cancel_error);
}

void
step_finish_unrun(Task *task, AwValue v)
{
    AwLoop *loop = task->future.loop;
    Task *outer = loop->current;

    task->wake = AW_NONE;
    loop->current = task;
    task_finish(task, v);
    loop->current = outer;
}

AwValue
step_take_error(Task *task)
{
    AwValue error = task->wake;

    task->wake = AW_NONE;
    if (holder_reserve())
        return hold_value(error);
    value_unref(error);
    return error_no_memory();
}

static void task_main(void *data);

bool
step_make_coroutine(Task *task)
{
    AwLoop *loop = task->future.loop;

    if (loop->spare_stack && !task->stack_size) {
        coroutine_begin_on(&task->coroutine, loop->spare_stack, task_main, loop);
        loop->spare_stack = NULL;
        return true;
    }
    if (coroutine_begin(&task->coroutine, task->stack_size, task_main, loop))
        return true;
    step_finish_unrun(task, error_new(AW_NOMEM, task->future.site, "no memory for a stack"));
    return false;
}

/* ---- the bottom of every coroutine ---- */

/* Runs a task to its end. Its stack is still in use on return. */
static Stack *
run_to_end(Task *task, bool *ret_usual)
{
    AwValue v = task->fn(task->arg);
    Stack *stack = task->coroutine.stack;

    if (value_counts(v))
        v = value_ref(value_returned(v, task->future.site));
    overflow_check(stack); /* or the next task on it would be blamed */
    *ret_usual = !task->stack_size;
    task->coroutine.stack = NULL;
    task->context = context_now;
    task_finish(task, v);
    return stack;
}

/* A task that has not run yet can have the stack of one that ended: no switch at all. */
static bool
inherit(Task *next, Stack *stack, bool usual)
{
    if (next->coroutine.stack || next->stack_size || !usual)
        return false;
    next->coroutine.stack = stack;
    return true;
}

/* The coroutine that goes on when the task that ran on `stack` has ended; NULL: `stack` itself goes
 * on. */
static Coroutine *
successor(AwLoop *loop, Stack *stack, bool usual)
{
    Task *next;

    if (loop->starter)
        return loop->starter->coroutine;
    if (!(next = step_next(loop)))
        return &loop->base;
    if (inherit(next, stack, usual)) {
        step_become(loop, next);
        return NULL;
    }
    if (!next->coroutine.stack && !step_make_coroutine(next))
        return &loop->base;
    step_become(loop, next);
    return &next->coroutine;
}

/* Where no tool watches what is below the stack pointer, one stack stays at hand. */
static void
leave_stack(AwLoop *loop, Stack *stack, bool usual)
{
    if (usual && !loop->spare_stack && !sanitizer_on)
        loop->spare_stack = stack;
    else
        loop->left_stack = stack;
}

static void
task_main(void *data)
{
    AwLoop *loop = data;
    Coroutine over = {0}, *to;
    bool usual;

    step_give_back_stack(loop);
    do
        over.stack = run_to_end(loop->current, &usual);
    while (!(to = successor(loop, over.stack, usual)));
    leave_stack(loop, over.stack, usual);
    coroutine_exit(&over, to);
}

/* The task that runs called pthread_exit(). The thread belongs to the loop and goes on; the task
 * fails, and its stack is left for good. */
static void
leave_thread_exit(void)
{
    AwLoop *loop = loop_running;

    if (!loop)
        misuse("a process made by fork() called pthread_exit() in a task of its parent's loop; it "
               "may call exec(), _exit(), or aw_run() for a loop of its own");
    Task *task = loop->current;
    Coroutine over = {.stack = task->coroutine.stack};

    task->coroutine.stack = NULL;
    task->context = context_now;
    task->frame = NULL;
    task_finish(task, error_new(AW_RUNTIME, task->future.site,
                                "%s called pthread_exit(), but the thread is the loop's",
                                aw_name(&task->future)));
    loop->left_stack = over.stack;
    coroutine_exit(&over, loop->starter ? loop->starter->coroutine : &loop->base);
}

void
step_watch_exits(void)
{
    coroutine_on_unwound(leave_thread_exit);
}

/* ---- from the loop ---- */

/* False: the task could not begin, and has ended. */
static bool
begin(Task *task)
{
    return step_begin(task) && (task->coroutine.stack || step_make_coroutine(task));
}

/* Leaves `from` for a task whose step has begun; goes on as before when it is switched back to. */
static void
go_into(Task *task, Coroutine *from)
{
    AwLoop *loop = task->future.loop;
    Task *outer = loop->current;
    Holder *holder = holder_now;
    AwContext *context = context_now;

    step_become(loop, task);
    coroutine_switch(from, &task->coroutine);
    step_give_back_stack(loop);
    loop->current = outer;
    holder_now = holder;
    context_now = context;
}

void
task_step(Task *task)
{
    if (begin(task))
        go_into(task, &task->future.loop->base);
}

/* The first part runs inside the maker of the task, which then goes on [T15]. */
void
task_start(Task *task)
{
    AwLoop *loop = task->future.loop;
    Task *outer = loop->current;
    Starter starter = {.coroutine = outer ? &outer->coroutine : &loop->base,
                       .outer = loop->starter};

    if (!begin(task))
        return;
    loop->starter = &starter;
    go_into(task, starter.coroutine);
    loop->starter = starter.outer;
    if (outer)
        trace(.kind = TRACE_TASK_STEP, .subject = future_track(&outer->future));
}
