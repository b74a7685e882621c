/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* coroutine.h - a C function on a stack of its own, left and resumed at will. Knows no tasks.
 *
 * Coroutines are equals: each switches straight to any other. The stack a thread came with is one
 * of them, after coroutine_adopt(). */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "sched/stack/overflow.h"
#include "sched/stack/stack-sanitizer.h"
#include "sched/stack/stack.h"
#include "sched/stack/switch.h"

typedef struct Coroutine {
    Context context; /* where it was left */
    Stack *stack;    /* NULL: not begun, or over */
} Coroutine;

/** Gives `co` a stack of at least `size` bytes (0: the usual) and prepares main(data), which never
 * returns: it ends by coroutine_exit(). False: no memory. */
bool coroutine_begin(Coroutine *co, size_t size, void (*main)(void *data), void *data);

/** The same on a stack that was left for good. */
void coroutine_begin_on(Coroutine *co, Stack *stack, void (*main)(void *data), void *data);

/** Gives back the stack of a coroutine that is over, or will never be switched to again. Call it
 * from another stack. */
void coroutine_end(Coroutine *co);

/** Makes `self` stand for the stack that the thread came with, which runs now. */
void coroutine_adopt(Coroutine *self);

/** Says that this thread never leaves the stack of `self`, which runs now, for the one that it came
 * with; coroutine_adopt() then means that stack. */
void coroutine_stay(Coroutine *self);

#ifdef AW_SWITCH_PORTABLE

#include "sched/stack/portable.h"

#else

/** coroutine_switch() and coroutine_exit() where sanitizers must be told, or stacks without a guard
 * checked. */
void coroutine_switch_watched(Coroutine *from, Coroutine *to) __attribute__((cold));
void coroutine_exit_watched(Coroutine *from, Coroutine *to) __attribute__((cold, noreturn));

/** Leaves `from`, which runs, and goes on in `to`, which was just begun or left before. Returns
 * when somebody switches to `from`. */
static inline __attribute__((always_inline)) void
coroutine_switch(Coroutine *from, Coroutine *to)
{
    if (__builtin_expect(switches_are_watched(), 0))
        coroutine_switch_watched(from, to);
    else
        context_switch(&from->context, &to->context);
}

/** Leaves `from`, which runs, for good. Whoever runs next gives its stack back, or begins a
 * coroutine on it. */
static inline __attribute__((always_inline, noreturn)) void
coroutine_exit(Coroutine *from, Coroutine *to)
{
    if (__builtin_expect(switches_are_watched(), 0))
        coroutine_exit_watched(from, to);
    context_switch(&from->context, &to->context);
    __builtin_unreachable();
}

#endif

/** From now on fn() is called, in any thread, when pthread_exit() has unwound a coroutine's stack
 * to its end. It must not return, but switch to another coroutine. */
void coroutine_on_unwound(void (*fn)(void));

/** Calls that function, if there is one; for the code at the end of a coroutine's stack. */
void coroutine_unwound(void) __attribute__((visibility("hidden")));

/* ---- how one begins ---- */

/* What a new stack holds at its top. */
typedef struct {
    void (*main)(void *data);
    void *data;
} CoroutineStart;

/** First code on a new stack, whose stack pointer is at the CoroutineStart. */
void coroutine_first(void) __attribute__((visibility("hidden")));

/** First C code on a new stack. */
void coroutine_main(void (*main)(void *), void *data) __attribute__((used, visibility("hidden")));
