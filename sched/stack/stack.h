/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack.h - stacks for coroutines: taken and given back last in, first out, guarded below. Each
 * thread has stacks of its own.
 *
 * take, give: 3 ns. A stack taken for the first time, or after it was trimmed: some 2 us, most of
 * which the kernel spends on its first page. A resting coroutine keeps a page or two of memory. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Up to STACK_COLOURS lines of 64 bytes at the top of a stack are left unused, a different number
 * each time, so that the tops of many stacks do not compete for the same cache lines. */
enum { STACK_USUAL = 64 * 1024, STACK_COLOURS = 16 };

typedef struct Stack {
    union {
        struct Stack *next; /* of the free ones */
        void *fiber;        /* the thread sanitizer's, while in use */
    };
    char *low, *high; /* usable bytes: [low, high) */
    uint32_t valgrind_id;
    uint16_t index; /* in its slab */
    bool unguarded; /* touching what is below goes unnoticed: see overflow_check() */
} Stack;

/** Takes a stack of at least `size` bytes, including those left unused at the top; 0: the usual
 * size. NULL: no memory. */
Stack *stack_take(size_t size);

/** Gives back a stack that is not running. From then on the address sanitizer reports any access to
 * it. */
void stack_give(Stack *stack);

/** The bounds of the stack that this thread came with; all zeros if they are not known. */
Stack stack_of_thread(void);

/** The stack of this thread whose guard `address` is in, NULL: none. Safe in a signal handler. */
const Stack *stack_guarded_at(const void *address);

/** Whether something below an unguarded stack was written to. */
bool stack_overran(const Stack *stack);

/** Gives memory of the stacks that were free longest back to the kernel, if there is much of it,
 * and as long as this takes a small share of the time; for a loop that is about to wait. `now_ns`:
 * of a monotonic clock. */
void stacks_trim(int64_t now_ns);

/** Unmaps the slabs of stacks none of which is in use; for a thread that may run no more tasks. */
void stacks_unmap(void);
