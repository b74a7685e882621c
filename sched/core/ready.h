/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ready.h - what the loop does next, one word each: a pointer and, in its low bits, what kind it
 * is. Whoever may have to be scheduled reserves its slot when it is made, so that scheduling, and
 * with it completing a future, cannot fail. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each kind has a row in loop.c's table. */
typedef enum {
    READY_STEP,   /* a Task; the loop's reference keeps it [M5] */
    READY_HANDLE, /* an AwHandle, counted */
    READY_DONE,   /* a Done record, owned */
    READY_SETTLE, /* an AwFuture whose time is over, counted */
} ReadyKind;

typedef struct {
    uintptr_t word;
} Ready;

typedef struct {
    Ready *items; /* a power of two of them */
    size_t head, n, mask;
    size_t n_reserved; /* slots; at most mask + 1 */
} ReadyQueue;

/** A word of the queue; `subject` is aligned to 4 bytes at least. */
static inline Ready
ready_of(ReadyKind kind, const void *subject)
{
    return (Ready){(uintptr_t) subject | kind};
}

static inline ReadyKind
ready_kind(Ready ready)
{
    return ready.word & 3;
}

static inline void *
ready_subject(Ready ready)
{
    return (void *) (ready.word & ~(uintptr_t) 3);
}

/** Doubles the queue; for ready_reserve(). False: no memory. */
bool ready_grow(ReadyQueue *queue);

/** Reserves a slot for something that may be scheduled, once at a time. False: no memory. */
static inline bool
ready_reserve(ReadyQueue *queue)
{
    if (!queue->items || queue->n_reserved > queue->mask)
        if (!ready_grow(queue))
            return false;
    queue->n_reserved++;
    return true;
}

/** Gives the slot back. */
static inline void
ready_release(ReadyQueue *queue)
{
    queue->n_reserved--;
}

/** Appends what has a slot. */
static inline void
ready_push(ReadyQueue *queue, Ready ready)
{
    queue->items[(queue->head + queue->n++) & queue->mask] = ready;
}

/** The first word, which stays; the queue must not be empty. */
static inline Ready
ready_first(const ReadyQueue *queue)
{
    return queue->items[queue->head & queue->mask];
}

/** Takes the first word; the queue must not be empty. */
static inline Ready
ready_pop(ReadyQueue *queue)
{
    queue->n--;
    return queue->items[queue->head++ & queue->mask];
}

/** Word number `i`, counted from the first. */
static inline Ready
ready_at(const ReadyQueue *queue, size_t i)
{
    return queue->items[(queue->head + i) & queue->mask];
}
