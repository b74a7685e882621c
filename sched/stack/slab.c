/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* slab.c - a slot is a guard with a stack above: an odd number of pages together, so that the
 * same places in many stacks do not share one cache set. */
#include "sched/stack/slab.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "sched/stack/guard.h"
#include "sched/stack/overflow.h"
#include "sched/stack/stack-sanitizer.h"

enum { BATCH = 1024 }; /* stacks prepared at a time */

static void
slab_link(Slab **list, Slab *slab)
{
    slab->list = list;
    slab->next = *list;
    if (slab->next)
        slab->next->previous = slab;
    *list = slab;
}

static void
slab_unlink(Slab *slab)
{
    *(slab->previous ? &slab->previous->next : slab->list) = slab->next;
    if (slab->next)
        slab->next->previous = slab->previous;
}

Slab *
slab_new(Slab **list, unsigned n, size_t usable)
{
    size_t slot = guard_size() + usable;
    Slab *slab = calloc(1, sizeof *slab + n * sizeof *slab->stacks);
    char *base = mmap(NULL, n * slot, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);

    if (!slab || base == MAP_FAILED) {
        free(slab);
        if (base != MAP_FAILED)
            munmap(base, n * slot);
        return NULL;
    }
    madvise(base, n * slot, MADV_NOHUGEPAGE); /* or touching one stack brings thirty into memory */
    slab->base = base;
    slab->slot = slot;
    slab->n = n;
    slab_link(list, slab);
    return slab;
}

void
slab_free(Slab *slab)
{
    slab_unlink(slab);
    for (unsigned i = 0; i < slab->n_begun; i++)
        sanitizer_stack_free(&slab->stacks[i]);
    munmap(slab->base, slab->n * slab->slot);
    guards_gone(slab->n_protected);
    free(slab);
}

/* From each stack to the next, the top is lower by one cache line. */
static void
describe(Slab *slab, unsigned i, bool guarded)
{
    char *base = slab->base + i * slab->slot;

    slab->stacks[i] = (Stack){
        .low = base + guard_size(),
        .high = base + slab->slot - i % STACK_COLOURS * 64,
        .index = (uint16_t) i,
        .unguarded = !guarded,
    };
}

static void
prepare(Slab *slab)
{
    unsigned n = slab->n - slab->n_ready < BATCH ? slab->n - slab->n_ready : BATCH;
    size_t n_protected = 0;
    size_t n_guarded =
        guards_install(slab->base + slab->n_ready * slab->slot, slab->slot, n, &n_protected);

    slab->n_protected += n_protected;
    if (n_guarded < n)
        switches_watch();
    for (unsigned i = 0; i < n; i++)
        describe(slab, slab->n_ready++, i < n_guarded);
}

Stack *
slab_begin(Slab *slab)
{
    if (slab->n_begun == slab->n_ready)
        prepare(slab);
    Stack *stack = &slab->stacks[slab->n_begun++];
    sanitizer_stack_new(stack);
    return stack;
}

const Stack *
slab_guarded_at(const Slab *slab, const char *address)
{
    for (; slab; slab = slab->next) {
        size_t offset = (size_t) (address - slab->base), i = offset / slab->slot;
        if (address >= slab->base && i < slab->n_ready && offset % slab->slot < guard_size())
            return &slab->stacks[i];
    }
    return NULL;
}
