/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.c - who stands in line for something. */
#include "ui/model/line.h"

#include "ui/model/future-facts.h"
#include "ui/model/ready-item.h"

gboolean
is_by_nobody(Moment *m)
{
    return !is_by_code(m);
}

/* What a condition is taken and released for is its lock: who waits for a notice stands in another
 * line of it. */
static StateLine
own_line(const Moment *m)
{
    return thing_kind(m, m->thing) == STATE_CONDITION ? STATE_RELOCK : STATE_LINE;
}

static gboolean
is_in(const StateWaiter *waiter, StateLine line)
{
    return waiter->line == line && !waiter->woken && !waiter->cancelled;
}

static guint
count_waiters(const Moment *m)
{
    StateWaiter waiter;
    guint at = 0, n = 0;

    while (state_next_waiter(m->state, m->thing, &at, &waiter))
        n += is_in(&waiter, own_line(m));
    return n;
}

gboolean
line_has_waiters(Moment *m)
{
    m->n = count_waiters(m);
    return m->n > 0;
}

gboolean
line_has_first_in(Moment *m, StateLine line)
{
    StateWaiter waiter;
    guint at = 0;

    while (state_next_waiter(m->state, m->thing, &at, &waiter))
        if (is_in(&waiter, line)) {
            m->other = waiter.task;
            return is_task(m, waiter.task);
        }
    return FALSE;
}

gboolean
line_has_first(Moment *m)
{
    return line_has_first_in(m, own_line(m));
}

gboolean
line_is_empty(Moment *m)
{
    StateThing thing;

    return !moment_is_unsure(m) && state_thing(m->state, m->thing, &thing) && !count_waiters(m);
}

gboolean
line_was_left_by(Moment *m, guint32 task)
{
    gsize step = take_running(m) ? m->item.cause : MODEL_NONE;
    const Track *thing = model_track(m->model, m->thing);

    if (kind_at(m, step) != TRACE_TASK_READY || m->item.track != task)
        return FALSE;
    if (future_thing(m, model_event(m->model, step)->object) != m->thing)
        return FALSE;
    gsize before = event_before(thing, m->at);
    for (; before != MODEL_NONE && before > step; before = event_before(thing, before))
        if (model_event(m->model, before)->object == task)
            return FALSE;
    return TRUE;
}
