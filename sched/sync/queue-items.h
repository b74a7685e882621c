/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* queue-items.h - the items of a queue, and the orders in which they come out. */
#pragma once
#include <stdbool.h>
#include <stddef.h>

#include "sched/value/value.h"

/* A ring for AW_FIFO, a stack for AW_LIFO, a heap for AW_PRIORITY. All zeros: empty. */
typedef struct {
    AwValue *values; /* owned */
    size_t head, n, capacity;
} QueueItems;

/* How items go in, for which room must be reserved, and come out, of which there must be one. Both
 * hand over the reference. */
typedef struct {
    const char *name; /* in recordings; "": it is the usual one */
    void (*push)(QueueItems *items, AwValue v);
    AwValue (*pop)(QueueItems *items);
    size_t (*next)(const QueueItems *items); /* the place of the item that pop() takes */
} QueueOrder;

/* By AwOrder. */
extern const QueueOrder queue_orders[];

/** Makes room for `n` more, at least. False: no memory. */
bool queue_items_grow(QueueItems *items, size_t n);

/** Drops all of them, and frees the room. */
void queue_items_clear(QueueItems *items);

/** Makes room for `n` more, if there is none. False: no memory. */
static inline bool
queue_items_reserve(QueueItems *items, size_t n)
{
    return items->n + n <= items->capacity || queue_items_grow(items, n);
}
