/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event.c - events [EV]. */
#include <stdlib.h>

#include "sched/sync.h"

static void
event_free(void *object)
{
    AwEvent *event = object;

    waiters_clear(&event->waiters);
    free(event);
}

static const ObjectClass event_class = {.name = "event", .free = event_free};

AwEvent *
aw_event(void)
{
    AwLoop *loop = loop_must_run("aw_event()");
    AwEvent *event = sync_new(&event_class, sizeof *event, "event");

    event->loop = loop;
    return event;
}

/* Who is woken does not look again [EV3]. */
AwValue
aw_event_wait_from(AwEvent *event, AwSite *site)
{
    bool woken;

    return event->set ? AW_NONE : waiters_wait(&event->waiters, event->loop, site, &woken);
}

void
aw_event_set(AwEvent *event)
{
    event->set = true;
    waiters_wake(&event->waiters, SIZE_MAX);
}

void
aw_event_clear(AwEvent *event)
{
    event->set = false;
}

bool
aw_event_is_set(const AwEvent *event)
{
    return event->set;
}
