/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack.h - stacks for coroutines: mapped in slabs, guarded below, taken and given back last in,
 * first out. One thread's. */
#pragma once
#include <stddef.h>

enum { STACK_USUAL = 64 * 1024 };

typedef struct Stack {
    struct Stack *next;
    char *low, *high; /* usable bytes: [low, high) */
    void *fiber;      /* the thread sanitizer's */
    unsigned valgrind_id;
} Stack;

/** A stack of at least `size` usable bytes. NULL: no memory. */
Stack *stack_take(size_t size);

/** Gives it back. What points into it is then found out by the address sanitizer. */
void stack_give(Stack *stack);

/** Unmaps the stacks that nobody uses; for a thread that will run no more tasks. */
void stacks_trim(void);
