/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.c - what an event does to tracks, by the columns of its kind. It only appends to arrays, so
 * an event costs the same however many came before. */
#include "ui/model/fold.h"

#include "ui/model/digest.h"
#include "ui/model/frames.h"
#include "ui/model/names.h"
#include "ui/model/output.h"
#include "ui/model/rank.h"
#include "ui/model/shares.h"
#include "ui/model/troubles.h"

enum { SPARE_IDS = 1024 };

/* A kind from a newer writer, or one meant for a track of another group, is just a tick. */
static const TraceKindInfo tick = {
    .name = "",
    .phase = TRACE_PHASE_POINT,
    .track = TRACE_TRACK_LOOP,
    .on_loop = TRACE_LOOP_KEEP,
    .link = TRACE_LINK_NO,
    .label = "",
};

/* Ids are handed out consecutively, so an array indexes them. Ids of a damaged recording may be
 * anything and must not make that array large. */
static void
index_track(Model *model, StoredTrack *stored)
{
    GPtrArray *group = model->tracks[stored->track.group];
    guint32 id = stored->track.id;
    gsize n_tracks = 0;

    g_ptr_array_add(group, stored);
    for (int i = 0; i < TRACE_N_TRACKS; i++)
        n_tracks += model->tracks[i]->len;
    if (id >= 2 * n_tracks + SPARE_IDS) {
        g_hash_table_insert(model->strays, GUINT_TO_POINTER(id), stored);
        return;
    }
    if (id >= model->by_id->len)
        g_ptr_array_set_size(model->by_id, (int) id + 1);
    g_ptr_array_index(model->by_id, id) = stored;
}

static StoredTrack *
track_new(Model *model, guint32 id, TraceTrack group, gsize index)
{
    StoredTrack *stored = g_new0(StoredTrack, 1);

    stored->track = (Track){
        .id = id,
        .group = group,
        .first = index,
        .last = MODEL_NONE,
        .outcome_text = "",
        .spans = g_array_new(FALSE, FALSE, sizeof(Span)),
        .events = g_array_new(FALSE, FALSE, sizeof(gsize)),
    };
    name_track(model, stored, model_event(model, index));
    index_track(model, stored);
    return stored;
}

static StoredTrack *
loop_track(Model *model, gsize index)
{
    StoredTrack *loop = store_track(model, TRACE_LOOP_ID);

    return loop ? loop : track_new(model, TRACE_LOOP_ID, TRACE_TRACK_LOOP, index);
}

/* The track an event is on. A subject that was never created gets one too, since the recording may
 * be damaged. Tracks of another program have no loop. */
static StoredTrack *
subject_track(Model *model, const TraceEvent *event, gsize index)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    gboolean theirs =
        kind && trace_tracks[kind->track].whose == TRACE_THEIRS && event->subject != TRACE_NOBODY;
    StoredTrack *loop = theirs ? NULL : loop_track(model, index);
    StoredTrack *stored = store_track(model, event->subject);

    if (stored)
        return stored;
    if (!kind || event->subject == TRACE_NOBODY)
        return loop;
    return track_new(model, event->subject, kind->track, index);
}

/* The kind of the event if it may act on this track, else `tick`. */
static const TraceKindInfo *
effect_on(const StoredTrack *stored, const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    gboolean fits =
        kind && (kind->phase == TRACE_PHASE_POINT || kind->track == stored->track.group);

    return fits ? kind : &tick;
}

static Span *
open_span(const StoredTrack *stored)
{
    GArray *spans = stored->track.spans;

    if (spans->len == 0)
        return NULL;
    Span *last = &g_array_index(spans, Span, spans->len - 1);
    return last->end == MODEL_NONE ? last : NULL;
}

static void
count_busy(Model *model, const Span *span)
{
    if (share_of(span->state) == SHARE_HELD)
        model->busy_ns +=
            model_event(model, span->end)->time_ns - model_event(model, span->begin)->time_ns;
}

static void
close_span(Model *model, StoredTrack *stored, gsize index)
{
    Span *span = open_span(stored);

    if (!span)
        return;
    span->end = index;
    if (stored->track.id == TRACE_LOOP_ID)
        count_busy(model, span);
}

/* A task that was found counts as ready, until the next thing that is told of it is that it waits:
 * then it was not. */
static void
drop_guess(const Model *model, StoredTrack *stored, TraceState state)
{
    const Span *only = stored->track.spans->len == 1 ? open_span(stored) : NULL;

    if (only && state == TRACE_STATE_WAITING &&
        trace_kind(model_event(model, only->begin)->kind)->birth == TRACE_BIRTH_FOUND)
        g_array_set_size(stored->track.spans, 0);
}

static void
begin_span(Model *model, StoredTrack *stored, gsize index, TraceState state, guint32 object)
{
    Span span = {.begin = index, .end = MODEL_NONE, .state = state, .object = object};

    if (stored->track.last != MODEL_NONE)
        return;
    drop_guess(model, stored, state);
    if (stored->track.group == TRACE_TRACK_WORKER && state == TRACE_STATE_RUNNING)
        trouble_job(model, stored, object);
    close_span(model, stored, index);
    shares_begin(model, stored, &span);
    g_array_append_val(stored->track.spans, span);
    model->states |= 1u << state;
    digest_add(stored);
    if (stored->track.id == TRACE_LOOP_ID && share_of(state) == SHARE_HELD)
        rank_add(&model->runs, index);
}

static void
end_track(Model *model, StoredTrack *stored, gsize index, TraceState state)
{
    Track *track = &stored->track;

    close_span(model, stored, index);
    frames_end(stored, index);
    if (state == TRACE_STATE_NONE || track->last != MODEL_NONE)
        return;
    track->last = index;
    track->outcome = state;
    track->outcome_text = name_outcome(model, state, model_event(model, index));
    model->n_ended[track->group][state]++;
}

static void
add_point(StoredTrack *stored, gsize index)
{
    if (!stored->track.points)
        stored->track.points = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_array_append_val(stored->track.points, index);
}

static void
fold_track(Model *model, StoredTrack *stored, const TraceKindInfo *kind, gsize index)
{
    switch (kind->phase) {
    case TRACE_PHASE_POINT:
        add_point(stored, index);
        break;
    case TRACE_PHASE_ENTER:
        frames_enter(model, stored, index);
        break;
    case TRACE_PHASE_LEAVE:
        frames_leave(model, stored, index);
        break;
    case TRACE_PHASE_BEGIN:
        begin_span(model, stored, index, kind->state, model_event(model, index)->object);
        break;
    case TRACE_PHASE_END:
        end_track(model, stored, index, kind->state);
        break;
    }
}

/* What a task's step, or its end, does to the track of the loop. */
static void
fold_loop(Model *model, const StoredTrack *stored, const TraceKindInfo *kind, gsize index)
{
    StoredTrack *loop = store_track(model, TRACE_LOOP_ID);
    guint32 id = stored->track.id;

    switch (kind->on_loop) {
    case TRACE_LOOP_KEEP:
        break;
    case TRACE_LOOP_RUN:
        begin_span(model, loop, index, TRACE_STATE_RUNNING, id);
        model->runner = id;
        break;
    case TRACE_LOOP_FREE:
        if (model->runner != id)
            break;
        close_span(model, loop, index);
        model->runner = TRACE_NOBODY;
        break;
    }
    if (stored == loop && trace_phase_bounds(kind->phase))
        model->runner = TRACE_NOBODY;
}

static void
fold_arrow(Model *model, const StoredTrack *stored, const TraceKindInfo *kind, gsize index)
{
    Arrow arrow = {
        .event = index,
        .from = model_event(model, index)->object,
        .to = stored->track.id,
        .link = kind->link,
    };

    if (kind->link != TRACE_LINK_NO && arrow.from != arrow.to && store_track(model, arrow.from))
        g_array_append_val(model->arrows, arrow);
}

/* The track whose place in the code an event's site tells: whatever runs. If nothing is known to
 * run, that is the subject, unless something else did this to it. */
static StoredTrack *
place_owner(Model *model, StoredTrack *stored, const TraceKindInfo *kind, gsize index)
{
    StoredTrack *runner = store_track(model, model->runner);
    gboolean suffers = kind->link != TRACE_LINK_NO || stored->track.first == index;

    if (kind->on_loop != TRACE_LOOP_KEEP)
        return stored;
    if (model_event(model, index)->thread == 0 && model->telling != MODEL_NONE)
        return NULL; /* the site is where the subject was made */
    if (model_event(model, index)->thread == 0 && runner)
        return runner;
    return suffers ? NULL : stored;
}

static void
fold_place(Model *model, StoredTrack *stored, const TraceKindInfo *kind, gsize index)
{
    StoredTrack *owner = place_owner(model, stored, kind, index);

    if (!owner || !model_site(model, model_event(model, index)->site))
        return;
    if (!owner->places)
        owner->places = g_array_new(FALSE, FALSE, sizeof(gsize));
    g_array_append_val(owner->places, index);
}

/* ---- live objects recorded again ---- */

/* A telling that lost events ends there, since its end may be lost, too. */
static void
fold_telling(Model *model, const TraceEvent *event, gsize index)
{
    if (event->thread != 0)
        return;
    if (event->kind == TRACE_TELLING_BEGIN)
        model->telling = index;
    else if (event->kind == TRACE_TELLING_END || event->kind == TRACE_DROPPED)
        model->telling = MODEL_NONE;
}

/* Whether an event of the loop is what a telling says of its timers and its queue. Other loops may
 * go on meanwhile, on the same track. */
static gboolean
is_told_of_loop(const TraceEvent *event)
{
    return event->kind == TRACE_TIMER_ARMED || event->kind == TRACE_CALLBACK_READY;
}

/* Whether the event, part of a telling, only repeats what is known of a track; its name may still
 * be news and is taken. A telling gives a track that is new to the model in several events, which
 * count. */
static gboolean
says_again(Model *model, StoredTrack *stored, const TraceEvent *event, gsize index)
{
    gboolean tells = model->telling != MODEL_NONE && index > model->telling && event->thread == 0;
    const Span *span = open_span(stored);

    if (tells && stored->track.id == TRACE_LOOP_ID)
        return is_told_of_loop(event);
    if (!tells || stored->track.first == index)
        return FALSE;
    name_again(model, stored, event);
    return stored->track.last != MODEL_NONE || (span && span->begin < model->telling);
}

/* `n` tasks were made so far, recorded or not; the tasks that follow are numbered from there. In
 * the last part of a run, the numbers of tasks before the first telling were guesses. */
static void
count_tasks(Model *model, gint64 n)
{
    guint *n_unnamed = &model->n_unnamed[TRACE_TRACK_TASK];

    if (!model->counted && model_event(model, 0)->number > 1)
        name_tasks_before(model, (guint) CLAMP(n, 0, G_MAXINT32));
    model->counted = TRUE;
    *n_unnamed = MAX(*n_unnamed, (guint) CLAMP(n, 0, G_MAXINT32));
}

void
fold_event(Model *model, gsize index)
{
    const TraceEvent *event = model_event(model, index);
    StoredTrack *stored = subject_track(model, event, index);
    const TraceKindInfo *kind = effect_on(stored, event);

    fold_telling(model, event, index);
    if (says_again(model, stored, event, index))
        return;
    name_change(model, stored, event);
    g_array_append_val(stored->track.events, index);
    fold_place(model, stored, kind, index);
    fold_track(model, stored, kind, index);
    fold_loop(model, stored, kind, index);
    fold_arrow(model, stored, kind, index);
    trouble_take(model, kind, index);
    if (event->kind == TRACE_TURN_BEGIN)
        g_array_append_val(model->turns, index);
    if (event->kind == TRACE_OUTPUT)
        output_take(model, index);
    if (event->kind == TRACE_RUN_JOINED || event->kind == TRACE_TELLING_BEGIN)
        count_tasks(model, event->value);
}
