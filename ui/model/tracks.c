/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracks.c - look up a model's tracks and what is on them. */
#include "ui/model/tracks.h"

#include "ui/model/rank.h"

gsize
count_up_to(const GArray *events, gsize event)
{
    gsize low = 0, high = events ? events->len : 0;

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (g_array_index(events, gsize, middle) <= event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

guint
model_turn(const Model *model, gsize index)
{
    return index == MODEL_NONE ? 0 : (guint) count_up_to(model->turns, index);
}

gsize
model_runs(const Model *model, gsize index)
{
    return index == MODEL_NONE ? 0 : rank_up_to(&model->runs, index);
}

gsize
model_gaps_before(const Model *model, gsize event)
{
    return event > 0 ? rank_up_to(&model->gap_events, event - 1) : 0;
}

const GPtrArray *
model_tracks(const Model *model, TraceTrack group)
{
    return model->tracks[group];
}

const Track *
model_track(const Model *model, guint32 id)
{
    StoredTrack *stored = store_track(model, id);

    return stored ? &stored->track : NULL;
}

gboolean
model_has_spans(const Model *model, TraceState state)
{
    return model->states >> state & 1;
}

gboolean
model_has_ends(const Model *model, TraceState state)
{
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (model->n_ended[group][state] > 0)
            return TRUE;
    return FALSE;
}

const Span *
track_span_at(const Track *track, gsize event)
{
    gsize low = 0, high = track->spans->len;

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (g_array_index(track->spans, Span, middle).begin <= event)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const Span *span = &g_array_index(track->spans, Span, low - 1);
    return event < span->end ? span : NULL;
}

const GArray *
model_arrows(const Model *model)
{
    return model->arrows;
}

const GArray *
model_output(const Model *model)
{
    return model->output;
}

const GArray *
model_gaps(const Model *model)
{
    return model->gaps;
}
