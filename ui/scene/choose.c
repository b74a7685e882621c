/* SPDX-License-Identifier: GPL-3.0-or-later */
/* choose.c - sorts the tracks by how much happens on them. */
#include "ui/scene/choose.h"

#include <string.h>

#include "ui/scene/build.h"
#include "ui/scene/lanes.h"

typedef struct {
    const Track *track;
    guint place; /* lower ones come first, however little happens on them */
    gsize n_events;
} Candidate;

/* How many of the track's events come before `event`. */
static gsize
count_before(const Track *track, gsize event)
{
    gsize low = 0, high = track->events->len;

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (g_array_index(track->events, gsize, middle) < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static gboolean
is_mirror(TraceTrack group)
{
    return lane_kinds[group].overview == OVERVIEW_SKIPS;
}

static int
by_events(gconstpointer a, gconstpointer b)
{
    const Candidate *one = a, *other = b;

    if (one->place != other->place)
        return one->place < other->place ? -1 : 1;
    if (one->n_events != other->n_events)
        return one->n_events > other->n_events ? -1 : 1;
    return one->track->id < other->track->id ? -1 : one->track->id > other->track->id;
}

static void
add_group(GArray *candidates, const Model *model, const ChooseRange *range, TraceTrack group)
{
    const GPtrArray *tracks = model_tracks(model, group);

    for (guint i = 0; i < tracks->len; i++) {
        const Track *track = g_ptr_array_index(tracks, i);
        Candidate one = {.track = track,
                         .place = group == TRACE_TRACK_LOOP ? 0
                                  : is_mirror(group)        ? 2
                                                            : 1};
        one.n_events = count_before(track, range->end) - count_before(track, range->first);
        if (one.place == 0 || view_has_track(model, track, range->first, range->end))
            g_array_append_val(candidates, one);
    }
}

GArray *
choose_busy(const Model *model, const ChooseRange *range, guint most, guint *ret_n_more)
{
    g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
    GArray *lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (range->mirrors || !is_mirror(group))
            add_group(candidates, model, range, group);
    g_array_sort(candidates, by_events);
    for (guint i = 0; i < MIN(candidates->len, most); i++)
        g_array_append_val(lanes, g_array_index(candidates, Candidate, i).track->id);
    *ret_n_more = candidates->len - lanes->len;
    return lanes;
}

gboolean
choose_named(const Model *model, const char *name, GArray *lanes)
{
    guint n = lanes->len;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        const GPtrArray *tracks = model_tracks(model, group);
        for (guint i = 0; i < tracks->len; i++) {
            const Track *track = g_ptr_array_index(tracks, i);
            if (strcmp(track->name, name) == 0)
                g_array_append_val(lanes, track->id);
        }
    }
    return lanes->len > n;
}
