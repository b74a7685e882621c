/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* coroutine.h - a C function on a stack of its own, entered and left at will. Knows no tasks. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "sched/stack.h"

/* Where a stack was left. The assembly in coroutine.c knows the layout. */
typedef struct {
    void *stack_pointer, *frame_pointer, *resume;
} Context;

typedef struct Coroutine {
    Context context;
    Stack *stack; /* NULL: not begun, or over */
    void *fake;   /* the sanitizer's */
    void (*main)(void *data);
    void *data;
    struct Coroutine *caller; /* who is switched to by coroutine_leave() */
    bool over;
} Coroutine;

/** Gives `co` a stack of at least `size` bytes (0: the usual) and prepares main(data). False: no
 * memory. */
bool coroutine_begin(Coroutine *co, size_t size, void (*main)(void *), void *data);

/** Runs `co` until it leaves or its main returns; `self` is where that comes back to. */
void coroutine_enter(Coroutine *self, Coroutine *co);

/** From inside: back to who entered. */
void coroutine_leave(Coroutine *co);

/** Gives the stack of one that is over, or will never be entered again, back. */
void coroutine_end(Coroutine *co);
