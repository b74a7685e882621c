/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cancel.c - who requests a cancellation. Blocks do so right after the event that says why. */
#include "ui/model/cancel.h"

static const TraceEvent *
request(const Moment *m)
{
    return model_event(m->model, m->cause);
}

/* What a request brings about at once. */
static gboolean
follows_request(guint kind)
{
    return kind == TRACE_TASK_CANCEL || kind == TRACE_FUTURE_CANCELLED ||
           kind == TRACE_TASK_READY || kind == TRACE_TIMER_CANCELLED;
}

/* The request follows from an event of `kind`; it is none of the program, nor passed on. */
static gboolean
is_of_block(Moment *m, guint kind)
{
    gsize at = loop_before(m, m->cause);
    guint32 other = m->other;

    if (request(m)->site || cancel_passed_on(m))
        return FALSE;
    m->other = other;
    while (follows_request(kind_at(m, at)))
        at = loop_before(m, at);
    if (kind_at(m, at) != kind)
        return FALSE;
    m->thing = model_event(m->model, at)->subject;
    return TRUE;
}

gboolean
cancel_by_timeout(Moment *m)
{
    return is_of_block(m, TRACE_TIMEOUT_EXPIRED);
}

gboolean
cancel_by_group(Moment *m)
{
    return is_of_block(m, TRACE_GROUP_ABORTED);
}

gboolean
cancel_by_task(Moment *m)
{
    m->by = request(m)->object;
    moment_stand(m, request(m)->site);
    return is_task(m, m->by) && m->by != m->task && request(m)->site;
}

gboolean
cancel_by_self(Moment *m)
{
    return request(m)->object == m->task && moment_stand(m, request(m)->site);
}

/* The request before it was to a task that awaits this one. */
gboolean
cancel_passed_on(Moment *m)
{
    gsize before = loop_before(m, m->cause);
    StateTask outer;

    if (kind_at(m, before) != TRACE_TASK_CANCEL)
        return FALSE;
    m->other = model_event(m->model, before)->subject;
    return state_task(m->state, m->other, &outer) && outer.waits_for == m->task;
}

/* gather() and the like say whom they wait for. */
static gboolean
is_part_of(const Moment *m, guint32 future)
{
    const Track *task = model_track(m->model, m->task);

    for (gsize at = event_before(task, m->cause); at != MODEL_NONE; at = event_before(task, at))
        if (kind_at(m, at) == TRACE_AWAITED_BY && model_event(m->model, at)->object == future)
            return TRUE;
    return FALSE;
}

gboolean
cancel_by_future(Moment *m)
{
    gsize at = loop_before(m, m->cause);

    for (; follows_request(kind_at(m, at)); at = loop_before(m, at))
        if (kind_at(m, at) == TRACE_TASK_CANCEL && model_event(m->model, at)->subject == m->task)
            return FALSE; /* it passes on each request once */
    m->what = kind_at(m, at) == TRACE_FUTURE_CANCEL ? model_event(m->model, at)->subject
                                                    : request(m)->object;
    return track_of(m, m->what, TRACE_TRACK_FUTURE) && is_part_of(m, m->what);
}
