/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-queue.c - sched/sync/queue.c, and what the shadow tells of it. It stands in for that source's
 * own object. */
#include "sched/sync/queue.c"

#include "tests/shadow/things.h"

void
things_queue_items(FILE *out, const void *self)
{
    const AwQueue *queue = self;

    fprintf(out, "%zu:", queue->items.n);
    things_write_line(out, &queue->getters);
}

void
things_queue(FILE *out, const void *self)
{
    const AwQueue *queue = self;

    fprintf(out, "%zu:%lld:%d:", queue->items.n, (long long) queue->unfinished,
            queue->is_shut_down);
    things_write_line(out, &queue->getters);
    fprintf(out, ":");
    things_write_line(out, &queue->putters);
    fprintf(out, ":");
    things_event_line(out, queue->finished);
}
