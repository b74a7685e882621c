/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack.c - stacks in slabs of 32: one mapping, a guard page below each. */
#include "sched/stack.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sched/sanitizer.h"

enum { STACKS_A_SLAB = 32 };

/* Stacks of one mapping; it goes when all of them are free and trimmed. */
typedef struct Slab {
    struct Slab *next;
    char *base;
    size_t size;
    unsigned n;
    Stack stacks[];
} Slab;

static _Thread_local Stack *free_usual; /* of the usual size */
static _Thread_local Slab *slabs;

static size_t
page_size(void)
{
    static size_t size;

    return size ? size : (size = (size_t) sysconf(_SC_PAGESIZE));
}

/* An odd number of pages a slot, so that equal places of many stacks do not meet in one cache set.
 */
static Slab *
slab_new(unsigned n, size_t usable)
{
    size_t slot = usable + page_size();
    Slab *slab = calloc(1, sizeof *slab + n * sizeof *slab->stacks);
    char *base = mmap(NULL, n * slot, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);

    if (!slab || base == MAP_FAILED) {
        free(slab);
        if (base != MAP_FAILED)
            munmap(base, n * slot);
        return NULL;
    }
    *slab = (Slab){.next = slabs, .base = base, .size = n * slot, .n = n};
    for (unsigned i = 0; i < n; i++) {
        Stack *stack = &slab->stacks[i];
        stack->low = base + i * slot + page_size();
        stack->high = base + (i + 1) * slot;
        mprotect(base + i * slot, page_size(), PROT_NONE);
        sanitizer_stack_new(stack);
    }
    slabs = slab;
    return slab;
}

static Stack *
take_large(size_t size)
{
    size_t usable = (size + page_size() - 1) & ~(page_size() - 1);
    Slab *slab = slab_new(1, usable);

    return slab ? &slab->stacks[0] : NULL;
}

static Stack *
take_usual(void)
{
    if (!free_usual) {
        Slab *slab = slab_new(STACKS_A_SLAB, STACK_USUAL);
        if (!slab)
            return NULL;
        for (unsigned i = slab->n; i-- > 0;)
            stack_give(&slab->stacks[i]);
    }
    Stack *stack = free_usual;
    free_usual = stack->next;
    return stack;
}

Stack *
stack_take(size_t size)
{
    Stack *stack = size > STACK_USUAL ? take_large(size) : take_usual();

    if (stack)
        sanitizer_stack_use(stack);
    return stack;
}

static void
freelists(Slab *slab)
{
    for (unsigned i = 0; i < slab->n; i++)
        sanitizer_stack_free(&slab->stacks[i]);
    munmap(slab->base, slab->size);
    free(slab);
}

static void
free_large(Stack *stack)
{
    Slab **at = &slabs;

    while (stack != &(*at)->stacks[0])
        at = &(*at)->next;
    Slab *slab = *at;
    *at = slab->next;
    freelists(slab);
}

void
stack_give(Stack *stack)
{
    if (stack->high - stack->low > STACK_USUAL) {
        free_large(stack);
        return;
    }
    sanitizer_stack_rest(stack);
    stack->next = free_usual;
    free_usual = stack;
}

static unsigned
n_free(const Slab *slab)
{
    unsigned n = 0;

    for (const Stack *stack = free_usual; stack; stack = stack->next)
        n += stack >= slab->stacks && stack < slab->stacks + slab->n;
    return n;
}

static void
forget_free(const Slab *slab)
{
    Stack **at = &free_usual;

    while (*at)
        if (*at >= slab->stacks && *at < slab->stacks + slab->n)
            *at = (*at)->next;
        else
            at = &(*at)->next;
}

void
stacks_trim(void)
{
    Slab **at = &slabs;

    while (*at) {
        Slab *slab = *at;
        if (n_free(slab) == slab->n) {
            forget_free(slab);
            *at = slab->next;
            freelists(slab);
        } else {
            at = &slab->next;
        }
    }
}
