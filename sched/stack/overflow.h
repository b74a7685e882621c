/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* overflow.h - a coroutine, job or callback that runs out of its stack ends the program with a
 * sentence that names it. */
#pragma once
#include <stdatomic.h>

#include "sched/stack/stack.h"

/* The task, job or callback that runs, for the sentence. */
typedef struct {
    const char *what;     /* "task", "a job", "a callback"; NULL: not known, nor is what follows */
    const char *name;     /* of a task; NULL: it has none */
    const char *function; /* it runs */
    const char *file;     /* it was made in */
    unsigned line;
} OverflowTask;

/** Returns what runs in this thread; called in a signal handler. */
typedef OverflowTask (*OverflowFn)(void);

/** From now on, until overflow_unwatch(), a stack overflow in this thread, be it of a coroutine's
 * stack or of that which the thread came with, is reported before it ends the program. Gives the
 * thread a stack for signal handlers, if it has none. Other faults go to the handler that was there
 * before. Returns who told before what runs, for overflow_unwatch(). */
OverflowFn overflow_watch(OverflowFn fn);
void overflow_unwatch(OverflowFn before);

/** Until overflow_leave(), this thread runs `task`, whatever the function that watches it says.
 * `task` is not copied. Returns what was said so before, for overflow_leave(). */
const OverflowTask *overflow_enter(const OverflowTask *task);
void overflow_leave(const OverflowTask *before);

/** What runs in this thread, by these or the function that watches it. */
OverflowTask overflow_running(void);

/* ---- stacks without a guard ---- */

/* Whether switches must be watched: there are stacks without a guard, or sanitizers that must be
 * told. */
extern atomic_bool switch_watched __attribute__((visibility("hidden")));

static inline bool
switches_are_watched(void)
{
    return atomic_load_explicit(&switch_watched, memory_order_relaxed);
}

/** From now on switches are watched. */
void switches_watch(void);

/** Ends the program with the sentence. */
void overflow_abort(const Stack *stack) __attribute__((noreturn, cold));

/** Ends the program if this stack has no guard and memory below it was written. NULL passes. */
static inline void
overflow_check(const Stack *stack)
{
    if (__builtin_expect(switches_are_watched(), 0) && stack && stack->unguarded &&
        stack_overran(stack))
        overflow_abort(stack);
}
