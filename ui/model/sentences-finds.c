/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-finds.c - in words, what was there when a recording began, and what another program's
 * file has. */
#include <string.h>

#include "ui/model/sentences.h"

/* ---- found ---- */

/* ---- tracks of another program ---- */

static gboolean
name_item(Moment *m)
{
    m->what = m->event->subject;
    m->other = m->event->object;
    return TRUE;
}

static gboolean
is_flat(Moment *m)
{
    const Track *track = model_track(m->model, m->event->subject);

    return name_item(m) && track && m->event->text && strcmp(track->name, m->event->text) == 0;
}

/* What began on the track and ends now. */
static gboolean
ends_slice(Moment *m)
{
    const Track *track = model_track(m->model, m->event->subject);
    const Span *span = track && m->at ? track_span_at(track, m->at - 1) : NULL;
    const TraceEvent *begin = span ? model_event(m->model, span->begin) : NULL;

    if (!name_item(m) || !begin || !begin->text)
        return FALSE;
    moment_say(m, g_strdup(begin->text));
    m->duration_ns = m->event->time_ns - begin->time_ns;
    return TRUE;
}

static gboolean
is_first_of_counter(Moment *m)
{
    const Track *track = model_track(m->model, m->event->subject);

    return name_item(m) && kind_at(m, event_before(track, m->at)) != TRACE_COUNTER_SET;
}

const SentenceRow sentences_of_finds[] = {
    ROW(TASK_FOUND, "1.again", moment_is_listed, "{task} is there."),
    ROW(TASK_FOUND, "1", NULL, "{task} was there when recording began."),
    NONE(TASK_FOUND, "2.again", moment_is_listed),
    ROW(TASK_FOUND, "2", NULL, "What it does is not known yet."),

    ROW(FUTURE_FOUND, "1.again", moment_is_listed, "{what} is pending."),
    ROW(FUTURE_FOUND, "1.line", is_place, "{what} had a place in line when recording began."),
    ROW(FUTURE_FOUND, "1", NULL, "{what} was pending when recording began."),

    ROW(WORKER_FOUND, "1.again", moment_is_listed, "{worker} is there."),
    ROW(WORKER_FOUND, "1", NULL, "{worker} was there when recording began."),
    NONE(WORKER_FOUND, "2.again", moment_is_listed),
    ROW(WORKER_FOUND, "2", NULL, "What it does is not known yet."),
    END_OF_ROWS,
};

const SentenceRow sentences_of_others[] = {
    ROW(TRACK_CREATED, "1", name_item, "{what} is a track of this file."),
    ROW(SLICE_BEGIN, "1.flat", is_flat, "{what} begins."),
    ROW(SLICE_BEGIN, "1", name_item, "{what} begins {text}."),
    ROW(SLICE_READY, "1", name_item, "{what} begins {text}, a state that counts as ready."),
    ROW(SLICE_WAITING, "1", name_item, "{what} begins {text}, a state that counts as waiting."),
    ROW(SLICE_CANCELLED, "1", name_item, "{what} begins {text}, a state that counts as cancelled."),
    ROW(SLICE_END, "1", ends_slice, "{what} ends {text}."),
    ROW(SLICE_END, "1.unknown", name_item, "{what} ends something that began earlier."),
    ROW(SLICE_END, "2", ends_slice, "It took {duration}."),
    ROW(TRACK_TICK, "1", name_item, "{what} has the instant {text}."),
    ROW(COUNTER_SET, "1.first", is_first_of_counter, "{what} begins at {text}."),
    ROW(COUNTER_SET, "1", name_item, "{what} is {text} from now on."),
    ROW(TRACK_FLOW, "1", name_item, "An arrow leads from {other} to {what}."),
    END_OF_ROWS,
};
