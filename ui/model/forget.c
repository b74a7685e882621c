/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forget.c - reduce a model to what is alive. It is folded anew from the events that made what is
 * alive and that began what that does now, in the order of the run. */
#include <string.h>

#include "ui/model/store.h"

/* ---- the events that are kept ---- */

static const Span *
span_now(const Model *model, const Track *track)
{
    return track_span_at(track, model->n_events - 1);
}

static void
keep_beginning(const Model *model, GArray *kept, const Track *track)
{
    const Span *span = span_now(model, track);

    if (span)
        g_array_append_val(kept, span->begin);
}

static void
keep_track(const Model *model, GArray *kept, const Track *track)
{
    if (track->last != MODEL_NONE)
        return;
    g_array_append_val(kept, track->first);
    keep_beginning(model, kept, track);
}

/* Keeps the living tracks of a group, and what they wait for or work on. */
static void
keep_group(const Model *model, GArray *kept, TraceTrack group)
{
    const GPtrArray *tracks = model->tracks[group];

    for (guint i = 0; i < tracks->len; i++) {
        const Track *track = g_ptr_array_index(tracks, i);
        const Span *span = track->last == MODEL_NONE ? span_now(model, track) : NULL;
        const Track *object = span ? model_track(model, span->object) : NULL;

        keep_track(model, kept, track);
        if (object)
            keep_track(model, kept, object);
    }
}

static int
by_index(gconstpointer a, gconstpointer b)
{
    gsize one = *(const gsize *) a, two = *(const gsize *) b;

    return one < two ? -1 : one > two;
}

/* The loop's first event is not kept, as it may be that of a task which is over: any other event
 * gives the loop its track. */
static GArray *
kept_events(const Model *model)
{
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(gsize));
    const Track *loop = model_track(model, TRACE_LOOP_ID);

    keep_group(model, kept, TRACE_TRACK_TASK);
    keep_group(model, kept, TRACE_TRACK_WORKER);
    if (loop)
        keep_beginning(model, kept, loop);
    if (model->telling != MODEL_NONE)
        g_array_append_val(kept, model->telling);
    g_array_sort(kept, by_index);
    return kept;
}

/* ---- a model of these events ---- */

static void
give_definitions(const Model *model, Model *fresh)
{
    const TraceSink *sink = model_sink();
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, model->meta);
    while (g_hash_table_iter_next(&iter, &key, &value))
        sink->meta(fresh, key, value);
    g_hash_table_iter_init(&iter, model->sites);
    while (g_hash_table_iter_next(&iter, NULL, &value))
        sink->site(fresh, value);
    for (guint i = 0; i < model->files->len; i++) {
        const char *file = g_ptr_array_index(model->files, i);
        const char *text = model_source(model, file);
        sink->source(fresh, file, text, strlen(text));
    }
}

static void
give_events(const Model *model, const GArray *kept, Model *fresh)
{
    for (guint i = 0; i < kept->len; i++) {
        gsize index = g_array_index(kept, gsize, i);

        if (i == 0 || index != g_array_index(kept, gsize, i - 1))
            model_sink()->event(fresh, model_event(model, index));
    }
}

static void
give_name(const StoredTrack *before, Model *fresh, StoredTrack *stored)
{
    const Track *track = &before->track;

    stored->track.name = model_keep(fresh, track->name, strlen(track->name));
    stored->track.detail = model_keep(fresh, track->detail, strlen(track->detail));
    stored->presented = before->presented;
    stored->number = before->number;
    stored->maker = before->maker ? model_site(fresh, before->maker->id) : NULL;
}

/* Numbered tracks keep their numbers, and later ones get the numbers that follow. */
static void
give_names(const Model *model, Model *fresh)
{
    for (int group = 0; group < TRACE_N_TRACKS; group++) {
        const GPtrArray *tracks = fresh->tracks[group];

        for (guint i = 0; i < tracks->len; i++) {
            StoredTrack *stored = g_ptr_array_index(tracks, i);
            give_name(store_track(model, stored->track.id), fresh, stored);
        }
        fresh->n_unnamed[group] = model->n_unnamed[group];
    }
    fresh->counted = model->counted || model_begin_ns(model) == 0;
    g_hash_table_unref(fresh->variable_uses);
    fresh->variable_uses = g_hash_table_ref(model->variable_uses);
}

static Model *
model_of_the_living(const Model *model)
{
    g_autoptr(GArray) kept = kept_events(model);
    Model *fresh = model_new();

    fresh->max_events = model->max_events;
    give_definitions(model, fresh);
    give_events(model, kept, fresh);
    if (model->has_ended)
        model_sink()->end(fresh, &model->end);
    give_names(model, fresh);
    fresh->losses = model->losses;
    fresh->n_left_out = model->n_left_out;
    return fresh;
}

void
model_forget(Model *model)
{
    Model *fresh = model_of_the_living(model);
    Model before = *model;

    *model = *fresh;
    *fresh = before;
    model_free(fresh);
}
