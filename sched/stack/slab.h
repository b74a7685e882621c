/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* slab.h - many stacks in one mapping, each with a guard below. Only stack.c knows it. */
#pragma once
#include "sched/stack/stack.h"

enum { LARGEST_SLAB = 4096 };

typedef struct Slab {
    struct Slab *next, *previous;
    struct Slab **list; /* the thread's list that it is in */
    char *base;
    size_t slot;        /* bytes from one guard to the next one */
    size_t n_protected; /* see guards_gone() */
    unsigned n;         /* stacks */
    unsigned n_ready;   /* of them, guarded and described */
    unsigned n_begun;   /* of those, taken at least once */
    unsigned n_used;    /* of those, in use now */
    Stack stacks[];
} Slab;

/** A slab of `n` stacks of `usable` bytes, whole pages, first in `list`. NULL: no memory. */
Slab *slab_new(Slab **list, unsigned n, size_t usable);

/** Unmaps it, and takes it out of its list. */
void slab_free(Slab *slab);

/** Takes a stack of it that was never taken; there must be one. */
Stack *slab_begin(Slab *slab);

/** The stack whose guard `address` is in, of all slabs from `slab` on. NULL: none. */
const Stack *slab_guarded_at(const Slab *slab, const char *address);

/** The slab that a stack belongs to. */
static inline Slab *
slab_of(Stack *stack)
{
    return (Slab *) ((char *) (stack - stack->index) - offsetof(Slab, stacks));
}
