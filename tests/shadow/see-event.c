/* SPDX-License-Identifier: GPL-3.0-or-later */
/* see-event.c - sched/sync/event.c, and what the shadow tells of it. It stands in for that source's
 * own object. */
#include "sched/sync/event.c"

#include "tests/shadow/things.h"

void
things_event_line(FILE *out, const void *self)
{
    const AwEvent *event = self;

    things_write_line(out, &event->waiters);
}

void
things_event(FILE *out, const void *self)
{
    const AwEvent *event = self;

    fprintf(out, "%d:", event->set);
    things_event_line(out, event);
}
