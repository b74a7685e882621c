/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* stack.c - the free stacks of a thread, and how their memory goes back to the kernel. */
#include "sched/stack/stack.h"

#include <pthread.h>
#include <sys/mman.h>

#include "sched/stack/guard.h"
#include "sched/stack/slab.h"
#include "sched/stack/stack-sanitizer.h"

/* Slabs grow, so that a small program stays small. */
enum { FIRST_SLAB = 64, SLAB_GROWTH = 4 };

/* Trimming a stack and faulting its memory in again takes about TRIM_NS; one TRIM_SHARE-th of the
 * time may be spent on that. */
enum { KEPT_WARM = 256, TRIM_NS = 2000, TRIM_SHARE = 20 };

static _Thread_local struct {
    Stack *warm, *cold; /* free ones; the cold have no memory */
    size_t n_warm;
    Slab *slabs; /* of the usual size, newest first; the others have no fresh stacks */
    Slab *large; /* with one stack each */
    int64_t trimmed_ns;
} pool;

/* ---- the end of a thread, which may not have closed the loop that it ran ---- */

static pthread_key_t end_key;
static pthread_once_t end_once = PTHREAD_ONCE_INIT;

static void
thread_ends(void *unused)
{
    (void) unused;
    stacks_unmap();
}

static void
make_end_key(void)
{
    pthread_key_create(&end_key, thread_ends);
}

/* ---- the usual size ---- */

static unsigned
next_slab_size(void)
{
    unsigned n = pool.slabs ? pool.slabs->n * SLAB_GROWTH : FIRST_SLAB;

    return n < LARGEST_SLAB ? n : LARGEST_SLAB;
}

/* Where there is no room for many stacks, there may be room for one. */
static Stack *
take_new(void)
{
    Slab *slab = pool.slabs;

    if (!slab) {
        pthread_once(&end_once, make_end_key);
        pthread_setspecific(end_key, &pool);
    }
    if (!slab || slab->n_begun == slab->n)
        slab = slab_new(&pool.slabs, next_slab_size(), STACK_USUAL);
    if (!slab)
        slab = slab_new(&pool.slabs, 1, STACK_USUAL);
    return slab ? slab_begin(slab) : NULL;
}

static Stack *
take_usual(void)
{
    Stack **list = pool.warm ? &pool.warm : &pool.cold, *stack = *list;

    if (!stack)
        return take_new();
    pool.n_warm -= list == &pool.warm;
    *list = stack->next;
    return stack;
}

static void
give_usual(Stack *stack)
{
    slab_of(stack)->n_used--;
    stack->next = pool.warm;
    pool.warm = stack;
    pool.n_warm++;
}

/* ---- others ---- */

static Stack *
take_large(size_t size)
{
    size_t usable = (size + page_size() - 1) & ~(page_size() - 1);
    Slab *slab = usable < size ? NULL : slab_new(&pool.large, 1, usable);

    return slab ? slab_begin(slab) : NULL;
}

Stack *
stack_take(size_t size)
{
    Stack *stack = NULL;

    if (!sanitizer_on || sanitizer_has_room())
        stack = size > STACK_USUAL ? take_large(size) : take_usual();
    if (!stack)
        return NULL;
    slab_of(stack)->n_used++;
    sanitizer_stack_use(stack);
    return stack;
}

void
stack_give(Stack *stack)
{
    Slab *slab = slab_of(stack);

    sanitizer_stack_rest(stack);
    if (slab->list == &pool.slabs)
        give_usual(stack);
    else if (slab->list == &pool.large)
        slab_free(slab);
    else /* from another thread that ran the loop before: only its memory is ours to give */
        madvise(stack->low, slab->slot - guard_size(), MADV_DONTNEED);
}

/* ---- who was it? ---- */

Stack
stack_of_thread(void)
{
    pthread_attr_t attributes;
    void *low;
    size_t size;

    if (pthread_getattr_np(pthread_self(), &attributes))
        return (Stack){0};
    pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    return (Stack){.low = low, .high = (char *) low + size};
}

const Stack *
stack_guarded_at(const void *address)
{
    const Stack *stack = slab_guarded_at(pool.slabs, address);

    return stack ? stack : slab_guarded_at(pool.large, address);
}

/* Nothing else writes there, so it reads as zeros. Writing a mark there would cost each stack a
 * page. */
bool
stack_overran(const Stack *stack)
{
    const uint64_t *low = (const uint64_t *) stack->low;
    uint64_t bits = 0;

    for (int i = 1; i <= 8; i++)
        bits |= low[-i];
    return bits != 0;
}

/* ---- giving memory back ---- */

/* How many to trim; a few are not worth the walk along the list to the last ones. */
static size_t
trim_budget(int64_t elapsed_ns)
{
    size_t n = (size_t) (elapsed_ns / (TRIM_NS * TRIM_SHARE));

    if (n > pool.n_warm - KEPT_WARM)
        n = pool.n_warm - KEPT_WARM;
    return n < pool.n_warm / 8 ? 0 : n;
}

/* Cuts the `n` stacks that were free longest off the warm list. */
static Stack *
cut_coldest(size_t n)
{
    Stack *last = pool.warm;

    pool.n_warm -= n;
    for (size_t i = 1; i < pool.n_warm; i++)
        last = last->next;
    Stack *coldest = last->next;
    last->next = NULL;
    return coldest;
}

/* Neighbouring stacks, upwards or downwards, are trimmed in one call; guards stay. Returns the last
 * of them. */
static Stack *
drop_run(Stack *stack)
{
    const ptrdiff_t slot = (ptrdiff_t) (guard_size() + STACK_USUAL);
    char *low = stack->low, *high = low + slot;

    for (; stack->next; stack = stack->next)
        if (stack->next->low == high)
            high += slot;
        else if (stack->next->low == low - slot)
            low -= slot;
        else
            break;
    madvise(low, (size_t) (high - low) - guard_size(), MADV_DONTNEED);
    return stack;
}

void
stacks_trim(int64_t now_ns)
{
    if (pool.n_warm <= 2 * KEPT_WARM)
        return;
    size_t n = trim_budget(now_ns - pool.trimmed_ns);
    if (n == 0)
        return;
    pool.trimmed_ns = now_ns;
    Stack *coldest = cut_coldest(n), *last = drop_run(coldest);
    while (last->next)
        last = drop_run(last->next);
    last->next = pool.cold;
    pool.cold = coldest;
}

static void
forget_unused(Stack **list)
{
    while (*list)
        if (slab_of(*list)->n_used > 0)
            list = &(*list)->next;
        else
            *list = (*list)->next;
}

void
stacks_unmap(void)
{
    forget_unused(&pool.warm);
    forget_unused(&pool.cold);
    pool.n_warm = 0;
    for (const Stack *stack = pool.warm; stack; stack = stack->next)
        pool.n_warm++;
    for (Slab *slab = pool.slabs, *next; slab; slab = next) {
        next = slab->next;
        if (slab->n_used == 0)
            slab_free(slab);
    }
}
