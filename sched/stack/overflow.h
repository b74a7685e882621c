/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* overflow.h - a coroutine that runs out of its stack ends the program with a sentence that names
 * it. */
#pragma once
#include <stdatomic.h>

#include "sched/stack/stack.h"

/* The task or job that runs, for the sentence. NULL, 0: not known. */
typedef struct {
    const char *name;     /* of the task; "": it is a job, which has none */
    const char *function; /* it runs */
    const char *file;     /* it was made in */
    unsigned line;
} OverflowTask;

/** Returns the task that runs in this thread; called in a signal handler. */
typedef OverflowTask (*OverflowFn)(void);

/** From now on, until overflow_unwatch(), a stack overflow in this thread is reported before it
 * ends the program. Gives the thread a stack for signal handlers, if it has none. Other faults go
 * to the handler that was there before. */
void overflow_watch(OverflowFn fn);
void overflow_unwatch(void);

/** What runs in this thread, by the function that watches it. */
OverflowTask overflow_running(void);

/** The same for the stack that this thread came with. */
void overflow_watch_thread(void);

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
