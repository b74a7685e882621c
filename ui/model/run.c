/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.c - the run that an event is part of. */
#include "ui/model/run.h"

#include <string.h>

#include "ui/model/future-facts.h"
#include "ui/model/ready-item.h"

/* ---- events of the loop, backwards ---- */

/* The last event of that kind on the loop's track, back to one of kind `end`; MODEL_NONE. */
static gsize
last_since(const Moment *m, guint kind, guint end)
{
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);
    gsize at = event_before(loop, m->at + 1);

    while (at != MODEL_NONE && kind_at(m, at) != kind && kind_at(m, at) != end)
        at = event_before(loop, at);
    return kind_at(m, at) == kind ? at : MODEL_NONE;
}

gsize
run_begin(const Moment *m)
{
    return last_since(m, TRACE_RUN_BEGIN, TRACE_RUN_JOINED);
}

/* ---- what it waits for ---- */

/* It is made by the same call, as the first thing. */
guint32
run_main(const Moment *m)
{
    enum { LOOKED_AT = 32 };
    gsize begin = run_begin(m);
    guint32 site = begin == MODEL_NONE ? 0 : model_event(m->model, begin)->site;

    for (gsize at = begin + 1; site && at <= MIN(begin + LOOKED_AT, m->at); at++) {
        const TraceEvent *event = model_event(m->model, at);
        if (event->kind == TRACE_TASK_CREATED && event->object == TRACE_LOOP_ID)
            return event->site == site ? event->subject : TRACE_NOBODY;
    }
    return TRACE_NOBODY;
}

guint32
run_awaited(const Moment *m)
{
    gsize stop = last_since(m, TRACE_STOP_BEGIN, TRACE_RUN_BEGIN);

    return stop == MODEL_NONE ? TRACE_NOBODY : model_event(m->model, stop)->object;
}

/* Another thread's call adds its callback while it runs. */
gboolean
run_stops_with(const Moment *m, guint32 future)
{
    const Track *track = model_track(m->model, future);
    gsize at = track ? event_before(track, m->at + 1) : MODEL_NONE;

    while (at != MODEL_NONE && (kind_at(m, at) != TRACE_AWAITED_BY ||
                                model_event(m->model, at)->object != TRACE_LOOP_ID))
        at = event_before(track, at);
    if (at == MODEL_NONE)
        return future == run_main(m); /* as in older recordings, which do not say it */
    return kind_at(m, event_before(model_track(m->model, TRACE_LOOP_ID), at)) !=
           TRACE_CALLBACK_BEGIN;
}

/* ---- what it does ---- */

gboolean
run_acts(Moment *m)
{
    gsize begin = take_running(m) ? MODEL_NONE : run_begin(m);

    return begin != MODEL_NONE &&
           (!m->event->site || m->event->site == model_event(m->model, begin)->site);
}

gboolean
run_gathers(Moment *m, guint32 future)
{
    static const char open[] = "gather(";
    const TraceEvent *made = future_sort(m, future) == FUTURE_GATHER ? birth_of(m, future) : NULL;
    gsize begin = made && !is_task(m, made->object) ? run_begin(m) : MODEL_NONE;

    if (begin == MODEL_NONE || !made->text || !g_str_has_prefix(made->text, open) ||
        made->site != model_event(m->model, begin)->site)
        return FALSE;
    m->n = (gint64) g_ascii_strtoull(made->text + strlen(open), NULL, 10);
    return TRUE;
}

gboolean
run_was_interrupted(const Moment *m)
{
    return last_since(m, TRACE_LOOP_SIGNAL, TRACE_RUN_BEGIN) != MODEL_NONE;
}

/* ---- a deadlock ---- */

static gboolean
is_stuck_at(const Moment *m, gsize at)
{
    const TraceEvent *event = at == MODEL_NONE ? NULL : model_event(m->model, at);

    return event && event->value_type == TRACE_VALUE_INT &&
           event->value == TRACE_WOKEN_BY_NOTHING_EVER;
}

gboolean
run_gets_stuck(const Moment *m)
{
    return is_stuck_at(m, last_since(m, TRACE_POLL_END, TRACE_TURN_BEGIN));
}

gboolean
run_got_stuck(const Moment *m)
{
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);
    gsize at = event_before(loop, m->at + 1);

    for (; at != MODEL_NONE && kind_at(m, at) != TRACE_RUN_BEGIN; at = event_before(loop, at))
        if (kind_at(m, at) == TRACE_POLL_END && is_stuck_at(m, at))
            return TRUE;
    return FALSE;
}
