/* SPDX-License-Identifier: GPL-3.0-or-later */
/* moment.c - what is so when an event has happened, from the model and the state at it. */
#include "ui/model/moment.h"

#include "ui/model/tracks.h"

/* ---- tracks ---- */

const Track *
track_of(const Moment *m, guint32 id, TraceTrack group)
{
    const Track *track = id == TRACE_NOBODY ? NULL : model_track(m->model, id);

    return track && track->group == group ? track : NULL;
}

gboolean
is_task(const Moment *m, guint32 id)
{
    return track_of(m, id, TRACE_TRACK_TASK) != NULL;
}

const TraceEvent *
birth_of(const Moment *m, guint32 id)
{
    const Track *track = id == TRACE_NOBODY ? NULL : model_track(m->model, id);

    return track ? model_event(m->model, track->first) : NULL;
}

TraceState
outcome_of(const Moment *m, guint32 id)
{
    const Track *track = id == TRACE_NOBODY ? NULL : model_track(m->model, id);

    return track && track->last <= m->at ? track->outcome : TRACE_STATE_NONE;
}

TraceState
state_of(const Moment *m, guint32 id, gsize event)
{
    const Track *track = id == TRACE_NOBODY ? NULL : model_track(m->model, id);
    const Span *span = track && event != MODEL_NONE ? track_span_at(track, event) : NULL;

    return span ? span->state : TRACE_STATE_NONE;
}

StateThingKind
thing_of_kind(guint kind)
{
    static const struct {
        guint kind;
        StateThingKind thing;
    } rows[] = {
        {TRACE_SEMAPHORE_CREATED, STATE_LOCK},      {TRACE_EVENT_CREATED, STATE_SEMAPHORE},
        {TRACE_CONDITION_CREATED, STATE_EVENT},     {TRACE_BARRIER_CREATED, STATE_CONDITION},
        {TRACE_QUEUE_CREATED, STATE_BARRIER},       {TRACE_COMPLETIONS_CREATED, STATE_QUEUE},
        {TRACE_TIMEOUT_ENTERED, STATE_COMPLETIONS}, {TRACE_GROUP_ENTERED, STATE_TIMEOUT},
        {TRACE_GATHER_CHILD_DONE, STATE_GROUP}};

    for (guint i = 0; kind >= TRACE_LOCK_CREATED && i < G_N_ELEMENTS(rows); i++)
        if (kind < rows[i].kind)
            return rows[i].thing;
    return STATE_N_THINGS;
}

StateThingKind
thing_kind(const Moment *m, guint32 id)
{
    const TraceEvent *birth = track_of(m, id, TRACE_TRACK_SYNC) ? birth_of(m, id) : NULL;

    return birth ? thing_of_kind(birth->kind) : STATE_N_THINGS;
}

/* ---- events ---- */

gsize
event_before(const Track *track, gsize event)
{
    gsize n = track && event > 0 ? count_up_to(track->events, event - 1) : 0;

    return n ? g_array_index(track->events, gsize, n - 1) : MODEL_NONE;
}

gsize
loop_before(const Moment *m, gsize event)
{
    while (event-- > 0)
        if (model_event(m->model, event)->thread == 0)
            return event;
    return MODEL_NONE;
}

guint
kind_at(const Moment *m, gsize event)
{
    const TraceEvent *at = event == MODEL_NONE ? NULL : model_event(m->model, event);

    return at ? at->kind : 0;
}

/* ---- conditions ---- */

gboolean
has_value(Moment *m)
{
    return m->event->value_type != TRACE_VALUE_NONE;
}

gboolean
has_call(Moment *m)
{
    const Track *track = track_of(m, m->task, TRACE_TRACK_TASK);

    return track && track->detail[0];
}

/* ---- what is known ---- */

/* What is listed when a recorder joins a run has no mark at its end, but nothing runs until a step
 * is listed, which is the last thing. */
static gboolean
joined_is_told(Moment *m)
{
    const Track *subject = model_track(m->model, m->event->subject);
    StateItem running;

    if (m->event->kind == TRACE_TASK_STEP || m->event->kind == TRACE_TASK_AWAIT)
        return kind_at(m, event_before(subject, m->at)) == TRACE_TASK_FOUND;
    return !state_running(m->state, 0, &running);
}

/* The last one that is about the loop, but for what a telling has of it. */
static guint
mark_before(const Moment *m)
{
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);
    gsize at = event_before(loop, m->at);

    while (kind_at(m, at) == TRACE_CALLBACK_READY || kind_at(m, at) == TRACE_LOOP_CALLED ||
           kind_at(m, at) == TRACE_POOL_CREATED)
        at = event_before(loop, at);
    return kind_at(m, at);
}

gboolean
moment_is_listed(Moment *m)
{
    return m->event->thread == 0 && mark_before(m) == TRACE_TELLING_BEGIN;
}

gboolean
moment_is_told(Moment *m)
{
    guint mark;

    if (state_gap(m->state) == MODEL_NONE || m->event->thread != 0)
        return FALSE;
    mark = mark_before(m);
    return mark == TRACE_TELLING_BEGIN || (mark == TRACE_RUN_JOINED && joined_is_told(m));
}

gboolean
moment_is_unsure(const Moment *m)
{
    return state_gap(m->state) != MODEL_NONE;
}

/* ---- what is named ---- */

gboolean
moment_stand(Moment *m, guint32 id)
{
    const TraceSite *site = model_site(m->model, id);

    if (!site || !site->line)
        return FALSE;
    m->file = site->file;
    m->line = site->line;
    return TRUE;
}

gboolean
moment_stand_with(Moment *m, guint32 task)
{
    const Track *track = track_of(m, task, TRACE_TRACK_TASK);
    Place place;

    if (!track || !model_place(m->model, track, m->at, &place))
        return FALSE;
    m->file = place.file;
    m->line = place.line;
    return TRUE;
}

void
moment_say(Moment *m, char *text)
{
    g_free(m->text);
    m->text = text;
}

void
moment_call(Moment *m, char *name)
{
    g_free(m->name);
    m->name = name;
}

/* Who does it: of most kinds the object. */
static void
name_actors(Moment *m)
{
    const TraceKindInfo *kind = trace_kind(m->event->kind);
    guint32 *const subjects[TRACE_N_TRACKS] = {
        [TRACE_TRACK_TASK] = &m->task,     [TRACE_TRACK_SYNC] = &m->thing,
        [TRACE_TRACK_FUTURE] = &m->what,   [TRACE_TRACK_OTHER] = &m->what,
        [TRACE_TRACK_WORKER] = &m->worker,
    };

    m->by = m->task = m->what = m->event->object;
    if (kind && subjects[kind->track])
        *subjects[kind->track] = m->event->subject;
}

void
moment_reset(Moment *m)
{
    moment_clear(m);
    *m = (Moment){.model = m->model,
                  .state = m->state,
                  .at = m->at,
                  .event = m->event,
                  .page = m->page,
                  .pronoun = m->pronoun,
                  .said = m->said};
    m->n = m->event->value;
    m->duration_ns = m->event->value;
    m->time_ns = m->event->time_ns;
    name_actors(m);
    moment_stand(m, m->event->site);
}

void
moment_go(Moment *m, gsize event)
{
    if (state_event(m->state) != event)
        state_seek(m->state, event);
    m->at = event;
    m->event = model_event(m->model, event);
    moment_reset(m);
}

Moment
moment_at(const Model *model, State *state)
{
    gsize at = state_event(state);
    Moment m = {.model = model, .state = state, .at = at, .event = model_event(model, at)};

    moment_reset(&m);
    return m;
}

void
moment_clear(Moment *m)
{
    g_clear_pointer(&m->text, g_free);
    g_clear_pointer(&m->name, g_free);
}
