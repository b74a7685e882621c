/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk.c - goes from event to event: which slices each one ends, what it points to, which it
 * begins. An event affects only its own lane and that of the loop. */
#include "ui/interchange/walk.h"

#include <string.h>

#include "ui/model/text.h"

enum { EVENTS_A_PROGRESS = 65536 };

/* Each counts the tracks of a group that are in a state; NONE: that are alive. */
static const struct {
    const char *name;
    TraceTrack group;
    TraceState state;
} counters[] = {
    {"tasks alive", TRACE_TRACK_TASK, TRACE_STATE_NONE},
    {"tasks ready", TRACE_TRACK_TASK, TRACE_STATE_READY},
    {"tasks waiting", TRACE_TRACK_TASK, TRACE_STATE_WAITING},
    {"workers busy", TRACE_TRACK_WORKER, TRACE_STATE_RUNNING},
};

enum { N_COUNTERS = G_N_ELEMENTS(counters) };

typedef struct {
    const Model *model;
    const WalkHandler *handler;
    void *data;
    const Track *loop;
    GHashTable *cursors; /* Track -> how many of its spans have begun */
    const Arrow *arrows; /* the arrows still to come */
    guint n_arrows;
    guint64 flow; /* number of the arrow at this event, or 0 */
    gint64 values[N_COUNTERS], told[N_COUNTERS];
} Walk;

const char *
walk_counter_name(guint counter)
{
    return counter < N_COUNTERS ? counters[counter].name : NULL;
}

char *
walk_track_name(const Track *track)
{
    gboolean plain = track->group == TRACE_TRACK_LOOP || !*track->detail;

    return plain ? g_strdup(track->name) : g_strconcat(track->name, " ", track->detail, NULL);
}

/* ---- names ---- */

static const char *
name_of(const Walk *walk, guint32 id)
{
    const Track *track = model_track(walk->model, id);

    return track ? track->name : "";
}

/* On the loop's lane, the full name of what it runs; otherwise the label of the span, or its
 * state. */
static char *
slice_name(const Walk *walk, const Track *track, const Span *span)
{
    gboolean loop = track->group == TRACE_TRACK_LOOP;
    g_autofree char *label = loop ? NULL : model_span_label(walk->model, track, span);
    const char *name = label;

    if (loop && span->state == TRACE_STATE_RUNNING)
        name = name_of(walk, span->object);
    return g_strdup(name && *name ? name : trace_states[span->state].word);
}

/* "turn begin", "output: Hello"; for an event of another program, the name that it had there */
static char *
tick_name(const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    gboolean says = event->value_type == TRACE_VALUE_LABEL && event->text_size > 0;

    if (!kind)
        return g_strdup_printf("event of kind %u", event->kind);
    g_autofree char *words = g_ascii_strdown(kind->name, -1);
    g_autofree char *text = says ? g_strchomp(g_strdup(event->text)) : NULL;
    g_strdelimit(words, "_", ' ');
    if (text && *text && trace_tracks[kind->track].whose == TRACE_THEIRS)
        return g_steal_pointer(&text);
    return text && *text ? g_strdup_printf("%s: %s", words, text) : g_steal_pointer(&words);
}

/* ---- counters ---- */

static void
count(Walk *walk, TraceTrack group, TraceState state, int change)
{
    for (guint i = 0; i < N_COUNTERS; i++)
        if (counters[i].group == group && counters[i].state == state)
            walk->values[i] += change;
}

static void
tell_counters(Walk *walk, gint64 time_ns)
{
    for (guint i = 0; i < N_COUNTERS && walk->handler->counter; i++)
        if (walk->values[i] != walk->told[i]) {
            walk->told[i] = walk->values[i];
            walk->handler->counter(walk->data, i, time_ns, walk->values[i]);
        }
}

/* ---- slices ---- */

static guint
cursor_of(const Walk *walk, const Track *track)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(walk->cursors, track));
}

static gboolean
is_slice(const Span *span)
{
    return trace_states[span->state].span == TRACE_SPAN_ACTIVE;
}

/* Ends the slice of `track` that ends with `event`, if any. */
static void
end_slice(Walk *walk, const Track *track, gsize event)
{
    guint n = cursor_of(walk, track);
    const Span *span = n > 0 ? &g_array_index(track->spans, Span, n - 1) : NULL;

    if (!span || span->end != event)
        return;
    count(walk, track->group, span->state, -1);
    if (is_slice(span) && walk->handler->end)
        walk->handler->end(walk->data, track, model_event(walk->model, event)->time_ns);
}

static void
tell_slice(Walk *walk, const Track *track, const Span *span)
{
    const TraceEvent *last = model_event(walk->model, span->end);
    g_autofree char *name = slice_name(walk, track, span);
    WalkSlice slice = {
        .track = track,
        .span = span,
        .event = model_event(walk->model, span->begin),
        .name = name,
        .category = trace_states[span->state].word,
        .end_ns = last ? last->time_ns : model_duration_ns(walk->model),
        .flow_in = track == walk->loop ? 0 : walk->flow,
    };

    walk->handler->begin(walk->data, &slice);
}

/* Begins the slice of `track` that begins with `event`. Returns whether there is one. */
static gboolean
begin_slice(Walk *walk, const Track *track, gsize event)
{
    guint n = cursor_of(walk, track);
    const Span *span = n < track->spans->len ? &g_array_index(track->spans, Span, n) : NULL;

    if (!span || span->begin != event)
        return FALSE;
    g_hash_table_insert(walk->cursors, (gpointer) track, GUINT_TO_POINTER(n + 1));
    count(walk, track->group, span->state, 1);
    if (!is_slice(span))
        return FALSE;
    if (walk->handler->begin)
        tell_slice(walk, track, span);
    return TRUE;
}

/* ---- ticks ---- */

static void
tell_tick(Walk *walk, const WalkTick *tick)
{
    if (walk->handler->tick)
        walk->handler->tick(walk->data, tick);
}

/* An arrow begins with a tick on the lane it comes from, whatever that lane is doing. */
static void
begin_arrow(Walk *walk, const TraceEvent *event)
{
    const Arrow *arrow = walk->arrows;
    gboolean wakes = arrow->link == TRACE_LINK_WAKE;
    const char *verb = wakes ? "wakes" : "cancels";
    g_autofree char *name = g_strdup_printf("%s %s", verb, name_of(walk, arrow->to));
    WalkTick tick = {
        .track = model_track(walk->model, arrow->from),
        .event = event,
        .name = name,
        .category = verb,
        .flow_out = walk->flow,
    };

    tell_tick(walk, &tick);
}

/* Adds a tick for an event that neither begins nor ends a slice, or for an arrow that ends where no
 * slice begins. */
static void
tell_event(Walk *walk, const Track *track, const TraceEvent *event, gboolean begun)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    gboolean point = !kind || !trace_phase_bounds(kind->phase);
    gboolean is_name =
        point && kind && kind->birth != TRACE_BIRTH_NO; /* it became the name of the lane */
    g_autofree char *name = NULL;
    WalkTick tick = {.track = track, .event = event, .category = "event"};

    if (is_name || (!point && (begun || !walk->flow)))
        return;
    tick.name = name = tick_name(event);
    tick.flow_in = begun ? 0 : walk->flow;
    tell_tick(walk, &tick);
}

static void
tell_outcome(Walk *walk, const Track *track, const TraceEvent *event)
{
    g_autofree char *name = text_ended(track->outcome, track->outcome_text);
    WalkTick tick = {.track = track, .event = event, .name = name, .category = "outcome"};

    tell_tick(walk, &tick);
}

/* ---- events ---- */

/* The lane of an event: that of the loop if its subject has none yet. */
static const Track *
track_of(const Walk *walk, const TraceEvent *event, gsize index)
{
    const Track *track = model_track(walk->model, event->subject);

    return track && track->first <= index ? track : walk->loop;
}

static void
next_arrow(Walk *walk, gsize index)
{
    gboolean here = walk->n_arrows > 0 && walk->arrows->event == index;

    walk->flow = here ? walk->arrows - (const Arrow *) model_arrows(walk->model)->data + 1 : 0;
}

static void
walk_event(Walk *walk, gsize index)
{
    const TraceEvent *event = model_event(walk->model, index);
    const Track *track = track_of(walk, event, index);
    gboolean begun;

    next_arrow(walk, index);
    if (track->first == index)
        count(walk, track->group, TRACE_STATE_NONE, 1);
    end_slice(walk, track, index);
    if (walk->loop && track != walk->loop)
        end_slice(walk, walk->loop, index);
    if (walk->flow)
        begin_arrow(walk, event);
    begun = begin_slice(walk, track, index);
    if (walk->loop && track != walk->loop)
        begin_slice(walk, walk->loop, index);
    tell_event(walk, track, event, begun);
    if (track->last == index) {
        count(walk, track->group, TRACE_STATE_NONE, -1);
        tell_outcome(walk, track, event);
    }
    tell_counters(walk, event->time_ns);
    if (walk->flow) {
        walk->arrows++;
        walk->n_arrows--;
    }
}

static void
tell_tracks(const Model *model, const WalkHandler *handler, void *data)
{
    for (TraceTrack group = 0; group < TRACE_N_TRACKS && handler->track; group++) {
        const GPtrArray *tracks = model_tracks(model, group);

        for (guint i = 0; i < tracks->len; i++)
            handler->track(data, g_ptr_array_index(tracks, i), i);
    }
}

void
walk_model(const Model *model, const WalkHandler *handler, void *data)
{
    gsize n = model_n_events(model);
    Walk walk = {
        .model = model,
        .handler = handler,
        .data = data,
        .loop = model_track(model, TRACE_LOOP_ID),
        .cursors = g_hash_table_new(NULL, NULL),
        .arrows = (const Arrow *) model_arrows(model)->data,
        .n_arrows = model_arrows(model)->len,
    };

    tell_tracks(model, handler, data);
    for (gsize i = 0; i < n; i++) {
        if (handler->progress && i % EVENTS_A_PROGRESS == 0)
            handler->progress(data, (double) i / (double) n);
        walk_event(&walk, i);
    }
    g_hash_table_unref(walk.cursors);
}
