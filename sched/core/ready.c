/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ready.c - room in the queue of what is ready. */
#include "sched/core/ready.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

bool
ready_grow(ReadyQueue *queue)
{
    size_t size = queue->items ? (queue->mask + 1) * 2 : FIRST_SLOTS;
    Ready *items = malloc(size * sizeof *items);

    if (!items)
        return false;
    for (size_t i = 0; i < queue->n; i++)
        items[i] = ready_at(queue, i);
    free(queue->items);
    queue->items = items;
    queue->head = 0;
    queue->mask = size - 1;
    return true;
}
