/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* step.h - from one step to the next. A task that suspends or ends switches to the next ready one
 * itself, stack to stack; the loop's own stack is only needed for callbacks, to sleep, and when
 * something unusual is to be looked at. All of it is inline, because each return on another stack
 * than the call's is mispredicted: a task suspends within one frame. */
#pragma once
#include "sched/core/context.h"
#include "sched/core/interrupt.h"
#include "sched/core/loop.h"

/* How far ahead in the queue tasks, and their stacks, are prefetched. */
enum { TASK_AHEAD = 16, STACK_AHEAD = 8, STACK_LINES = 3 };

/* ---- what a step begins with ---- */

/** Takes in what the step brings: a cancellation, from what woke the task or requested since. */
void step_take_news(Task *task);

/** Ends a task that never ran: it was cancelled first, or there was no memory for its stack. */
void step_finish_unrun(Task *task, AwValue v);

/** Begins a step. False: the task was cancelled before its first one, and has ended without running
 * [C1]. */
static inline bool
step_begin(Task *task)
{
    if (task->waiter)
        task->waiter->unseen = false; /* waking up counts as looking, whatever it brings [C6] */
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

/* Always inline: a call would be dropped, since it has no effect. */
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
    for (int line = 0; stack && line < STACK_LINES; line++) /* prefetching NULL is slow */
        __builtin_prefetch(stack + line * 64);
}

/** Whether the next turn would only run what is ready. */
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

/** The next task, with its step begun, if a task's step is next. NULL: the loop must go on. */
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

/** Gives back the stack that a task has ended on. */
static inline void
step_give_back_stack(AwLoop *loop)
{
    if (!loop->left_stack)
        return;
    stack_give(loop->left_stack);
    loop->left_stack = NULL;
}

/** Gives a task a coroutine, for its first step. False: no memory; the task has failed. */
bool step_make_coroutine(Task *task);

/** Where to go from here: to the next task, whose step has begun, or back. */
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

/** Suspends the running task until its next step; returns none, or the error it is resumed with. */
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

/** Makes a task that calls pthread_exit() fail, from now on, while its thread goes on. */
void step_watch_exits(void);

/* ---- from the loop ---- */

/** Runs a task from the loop's stack: its first step, or the one it was woken for, and then the
 * task steps that directly follow it in the queue. */
void task_step(Task *task);

/** Runs the first step of a task that begins at once, and nothing else, from its maker's stack;
 * returns when the task suspends or ends [T15]. */
void task_start(Task *task);
