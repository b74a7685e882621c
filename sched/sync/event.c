/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event.c - events [EV]. */
#include "sched/sync/event.h"

#include "sched/sync/stay.h"

struct AwEvent {
    Sync sync;
    bool set;
    Waiters waiters;
};

static void
event_free(void *object)
{
    AwEvent *event = object;

    waiters_clear(&event->waiters);
    sync_free(&event->sync);
}

static const ObjectClass event_class = {
    .kind = OBJECT_EVENT, .free = event_free, SYNC_OBJECT(AwEvent)};

AwEvent *
event_new(Sync *owner, AwSite *site)
{
    return sync_new(&event_class, owner, "aw_event()", site);
}

AwEvent *
aw_event_from(AwSite *site)
{
    AwEvent *event = event_new(NULL, site);

    if (event)
        sync_made(&event->sync, site, .kind = TRACE_EVENT_CREATED);
    return event;
}

/* A task that is woken does not check the event again [EV3]. */
static AwValue
wait_until_set(AwEvent *event, AwSite *site)
{
    Stay stay;
    AwValue v = stay_begin(&stay, &event->sync, &event->waiters, site);
    bool woken;

    return stay_end(&stay, aw_failed(v) ? v : stay_wait(&stay, &woken));
}

AwValue
aw_event_wait_from(AwEvent *event, AwSite *site)
{
    must_be_a(OBJECT_EVENT, event, "aw_event_wait()", site);
    if (!event)
        return sync_missing("event", site);
    return event->set ? AW_NONE : wait_until_set(event, site);
}

void
aw_event_set_from(AwEvent *event, AwSite *site)
{
    sync_must_be_mine(OBJECT_EVENT, event, "aw_event_set()", site);
    if (!event)
        return;
    sync_trace(&event->sync, .kind = TRACE_EVENT_SET, .site = site);
    event->set = true;
    waiters_wake(&event->waiters, SIZE_MAX);
}

void
event_clear(AwEvent *event, AwSite *site)
{
    sync_trace(&event->sync, .kind = TRACE_EVENT_CLEARED, .site = site);
    event->set = false;
}

void
aw_event_clear_from(AwEvent *event, AwSite *site)
{
    sync_must_be_mine(OBJECT_EVENT, event, "aw_event_clear()", site);
    if (event)
        event_clear(event, site);
}

bool
aw_event_is_set_from(const AwEvent *event, AwSite *site)
{
    must_be_a(OBJECT_EVENT, event, "aw_event_is_set()", site);
    return event && event->set;
}
