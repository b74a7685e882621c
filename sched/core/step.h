/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* step.h - from one step to the next. A task that suspends or ends goes on in the next ready one
 * itself, stack to stack; the loop's own stack is only needed for callbacks, to sleep, and when
 * something unusual is to be looked at. All of it is inline, because each return on another stack
 * than the call's is mispredicted: whoever suspends does it in one frame. */
#pragma once
#include "sched/core/context.h"
#include "sched/core/interrupt.h"
#include "sched/core/loop.h"

/* How far ahead in the queue tasks, and their stacks, are asked for. */
enum { TASK_AHEAD = 16, STACK_AHEAD = 8, STACK_LINES = 3 };

/* ---- what a step begins with ---- */

/** What it brings: a cancellation by what woke it, or asked for since. */
void step_take_news(Task *task);

/** The end of a task whose first step brings a cancellation [C1]. */
void step_finish_unrun(Task *task, AwValue v);

/** False: it was cancelled before it began, and has ended. */
static inline bool
step_begin(Task *task)
{
    if (task->waiter)
        task->waiter->unseen = false; /* a wake-up has looked, whatever it brings then [C6] */
    if (task->must_cancel || (task->waiter && task->waiter->state == FUTURE_CANCELLED))
        step_take_news(task);
    trace(.kind = aw_code(task->wake) == AW_CANCELLED ? TRACE_TASK_STEP_CANCEL : TRACE_TASK_STEP,
          .subject = future_track(&task->future));
    if (task->coroutine.stack || !aw_failed(task->wake))
        return true;
    step_finish_unrun(task, task->wake);
    return false;
}

/* ---- which is next ---- */

/* Always inline: a call of it would be dropped, having no effect. */
static inline __attribute__((always_inline)) void
step_prefetch(const ReadyQueue *queue)
{
    if (queue->n <= TASK_AHEAD)
        return;
    const char *ahead = ready_subject(ready_at(queue, TASK_AHEAD));
    __builtin_prefetch(ahead + 64);
    __builtin_prefetch(ahead + 128);
    Ready near = ready_at(queue, STACK_AHEAD);
    if (ready_kind(near) != READY_STEP)
        return;
    const char *stack = ((const Task *) ready_subject(near))->coroutine.context.stack_pointer;
    for (int line = 0; stack && line < STACK_LINES; line++) /* to ask for no address is slow */
        __builtin_prefetch(stack + line * 64);
}

/** Whether the next turn would do nothing but run what is ready. */
static inline bool
turn_is_plain(AwLoop *loop)
{
    return loop->ready.n && !loop->stopping && !loop->n_watched && !interrupt_came() &&
           !inbox_full(&loop->inbox) && !loop->virtual_time.n &&
           (!loop->timers.n || loop->timers.slots[0].deadline_ns > loop_now(loop));
}

/** Begins the next turn, if it is a plain one. */
static inline bool
turn_go_on(AwLoop *loop)
{
    if (loop->left_in_turn)
        return true;
    if (!turn_is_plain(loop))
        return false;
    loop_count_turn(loop);
    return true;
}

/** The next task, if a task's step is next, which has begun. NULL: it is the loop's turn. */
static inline Task *
step_next(AwLoop *loop)
{
    ReadyQueue *queue = &loop->ready;

    while (!loop->each_step_returns && turn_go_on(loop) &&
           ready_kind(ready_first(queue)) == READY_STEP) {
        Task *task = ready_subject(ready_pop(queue));
        loop->left_in_turn--;
        step_prefetch(queue);
        if (step_begin(task))
            return task;
    }
    return NULL;
}

/* ---- switching ---- */

static inline void
step_become(AwLoop *loop, Task *task)
{
    loop->current = task;
    holder_now = &task->holder;
    context_now = task->context;
    task->context = NULL;
}

/** What somebody left who ended on it. */
static inline void
step_give_back_stack(AwLoop *loop)
{
    if (!loop->left_stack)
        return;
    stack_give(loop->left_stack);
    loop->left_stack = NULL;
}

/** Gives it a coroutine, for its first step. False: no memory; the task has failed. */
bool step_make_coroutine(Task *task);

/** Where to go from here: into the next task, whose step has begun, or back. */
static inline Coroutine *
step_choose(AwLoop *loop)
{
    Task *next;

    if (loop->starter)
        return loop->starter->coroutine;
    while ((next = step_next(loop)))
        if (next->coroutine.stack || step_make_coroutine(next)) {
            step_become(loop, next);
            return &next->coroutine;
        }
    return &loop->base;
}

/** The error that a resumed task brings, in its scope. */
AwValue step_take_error(Task *task);

/** Suspends the running task until the loop steps it; none, or the error it is resumed with. */
static inline __attribute__((always_inline)) AwValue
task_suspend(AwLoop *loop, Task *task)
{
    task->context = context_now;
    Coroutine *next = step_choose(loop);
    if (next != &task->coroutine) {
        coroutine_switch(&task->coroutine, next);
        step_give_back_stack(loop);
    }
    return aw_failed(task->wake) ? step_take_error(task) : AW_NONE;
}

/* ---- from the loop ---- */

/** Runs a task from the loop's stack: its first step, or what its wake-up says, and the steps
 * behind it in the queue as far as they follow each other. */
void task_step(Task *task);

/** Runs the first step of one that is to begin at once, and nothing else, from its maker's stack;
 * returns when it suspends or is over [T15]. */
void task_start(Task *task);
