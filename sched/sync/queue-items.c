/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* queue-items.c - a ring, a stack and a heap of values. */
#include "sched/sync/queue-items.h"

#include <stdlib.h>

#include "sched/value/repr.h"
#include "sched/value/value.h"

static size_t
slot(const QueueItems *items, size_t i)
{
    return (items->head + i) % items->capacity;
}

bool
queue_items_grow(QueueItems *items, size_t n)
{
    size_t capacity = items->capacity * 2;
    AwValue *values;

    if (capacity < items->n + n)
        capacity = items->n + n < 8 ? 8 : items->n + n;
    if (!(values = malloc(capacity * sizeof *values)))
        return false;
    for (size_t i = 0; i < items->n; i++)
        values[i] = items->values[slot(items, i)];
    free(items->values);
    items->values = values;
    items->head = 0;
    items->capacity = capacity;
    return true;
}

static void
push_last(QueueItems *items, AwValue v)
{
    items->values[slot(items, items->n++)] = v;
}

static AwValue
pop_first(QueueItems *items)
{
    AwValue v = items->values[items->head];

    items->head = slot(items, 1);
    items->n--;
    return v;
}

static AwValue
pop_last(QueueItems *items)
{
    return items->values[slot(items, --items->n)];
}

static void
push_heap(QueueItems *items, AwValue v)
{
    size_t at = items->n++;

    for (; at > 0 && value_compare(v, items->values[(at - 1) / 2]) < 0; at = (at - 1) / 2)
        items->values[at] = items->values[(at - 1) / 2];
    items->values[at] = v;
}

static size_t
smaller_child(const QueueItems *items, size_t at)
{
    size_t child = at * 2 + 1;

    return child + 1 < items->n && value_compare(items->values[child + 1], items->values[child]) < 0
               ? child + 1
               : child;
}

static AwValue
pop_heap(QueueItems *items)
{
    AwValue first = items->values[0], last = items->values[--items->n];
    size_t at = 0, child;

    while ((child = smaller_child(items, at)) < items->n &&
           value_compare(items->values[child], last) < 0) {
        items->values[at] = items->values[child];
        at = child;
    }
    items->values[at] = last;
    return first;
}

void
queue_items_clear(QueueItems *items)
{
    while (items->n)
        value_unref(pop_last(items));
    free(items->values);
}

static size_t
first_place(const QueueItems *items)
{
    return items->head; /* of a heap, too */
}

static size_t
last_place(const QueueItems *items)
{
    return slot(items, items->n - 1);
}

const QueueOrder queue_orders[AW_PRIORITY + 1] = {
    [AW_FIFO] = {"", push_last, pop_first, first_place},
    [AW_LIFO] = {"lifo", push_last, pop_last, last_place},
    [AW_PRIORITY] = {"priority", push_heap, pop_heap, first_place},
};
