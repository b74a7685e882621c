/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wake.c - what a task waits for, or was woken by. */
#include "ui/model/wake.h"

#include <string.h>

#include "ui/model/ready-item.h"

gboolean
take_wake(Moment *m)
{
    gboolean runs = m->event->kind == TRACE_TASK_STEP || m->event->kind == TRACE_TASK_STEP_CANCEL;

    m->cause = m->at;
    if (runs) {
        m->cause = take_running(m) ? m->item.cause : MODEL_NONE;
        if (kind_at(m, m->cause) != TRACE_TASK_READY)
            return FALSE;
    }
    m->what = model_event(m->model, m->cause)->object;
    m->thing = future_thing(m, m->what);
    return m->what != TRACE_NOBODY && model_track(m->model, m->what);
}

gboolean
wake_in_line(Moment *m, StateThingKind kind)
{
    return take_wake(m) && thing_kind(m, m->thing) == kind;
}

gboolean
wake_of_sort(Moment *m, FutureSort sort)
{
    return take_wake(m) && future_sort(m, m->what) == sort;
}

gboolean
wake_is_done(Moment *m)
{
    TraceState outcome = take_wake(m) ? outcome_of(m, m->what) : TRACE_STATE_NONE;

    return outcome == TRACE_STATE_DONE;
}

/* ---- lines ---- */

/* A condition whose task was notified waits for the condition's lock. */
gboolean
wake_of_lock(Moment *m)
{
    return wake_in_line(m, STATE_LOCK);
}

gboolean
wake_of_slot(Moment *m)
{
    return wake_in_line(m, STATE_SEMAPHORE);
}

gboolean
wake_of_event(Moment *m)
{
    return wake_in_line(m, STATE_EVENT);
}

gboolean
wake_of_condition(Moment *m)
{
    return wake_in_line(m, STATE_CONDITION) && !future_wants_lock(m, m->what);
}

gboolean
wake_of_own_lock(Moment *m)
{
    return wake_in_line(m, STATE_CONDITION) && future_wants_lock(m, m->what);
}

static gboolean
wake_in_queue(Moment *m, const char *call)
{
    return wake_in_line(m, STATE_QUEUE) && strcmp(future_call(m, m->what), call) == 0;
}

gboolean
wake_of_item(Moment *m)
{
    return wake_in_queue(m, "queue.get");
}

gboolean
wake_of_room(Moment *m)
{
    return wake_in_queue(m, "queue.put");
}

gboolean
wake_of_join(Moment *m)
{
    return wake_in_queue(m, "queue.join");
}

gboolean
wake_of_barrier(Moment *m)
{
    return wake_in_line(m, STATE_BARRIER);
}

gboolean
wake_of_completions(Moment *m)
{
    return wake_in_line(m, STATE_COMPLETIONS);
}

gboolean
wake_of_group(Moment *m)
{
    return wake_in_line(m, STATE_GROUP);
}

/* ---- futures ---- */

static gboolean
wake_of_descriptor(Moment *m, FutureSort sort)
{
    if (!wake_of_sort(m, sort))
        return FALSE;
    m->fd = birth_of(m, m->what)->value;
    return TRUE;
}

gboolean
wake_of_read(Moment *m)
{
    return wake_of_descriptor(m, FUTURE_READS);
}

gboolean
wake_of_write(Moment *m)
{
    return wake_of_descriptor(m, FUTURE_WRITES);
}

gboolean
wake_of_task(Moment *m)
{
    if (!wake_of_sort(m, FUTURE_TASK))
        return FALSE;
    m->other = m->what;
    return TRUE;
}

gboolean
wake_of_wait(Moment *m)
{
    return take_wake(m) && stand_with_wait(m, m->what);
}
