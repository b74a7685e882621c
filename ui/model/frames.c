/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.c - the coroutines that a task is in, one inside the other. Each depth is a track of its
 * own, in no list of tracks, so anything that draws spans can draw frames. */
#include "ui/model/frames.h"

#include "ui/model/digest.h"
#include "ui/model/shares.h"

static StoredTrack *
level_new(const StoredTrack *owner, gsize index)
{
    StoredTrack *level = g_new0(StoredTrack, 1);

    level->track = (Track){
        .id = owner->track.id,
        .group = owner->track.group,
        .name = "",
        .detail = "",
        .first = index,
        .last = MODEL_NONE,
        .outcome_text = "",
        .spans = g_array_new(FALSE, FALSE, sizeof(Span)),
        .events = g_array_new(FALSE, FALSE, sizeof(gsize)),
    };
    return level;
}

static void
level_free(gpointer data)
{
    StoredTrack *level = data;

    g_array_unref(level->track.spans);
    g_array_unref(level->track.events);
    digest_free(level->digest);
    if (level->blocks)
        g_array_unref(level->blocks);
    g_free(level);
}

/* The track of the frames at `depth`; NULL when they are too deep to be kept. */
static StoredTrack *
level_at(StoredTrack *stored, guint depth, gsize index)
{
    if (depth >= MODEL_MAX_FRAMES)
        return NULL;
    if (!stored->levels)
        stored->levels = g_ptr_array_new_with_free_func(level_free);
    if (depth == stored->levels->len)
        g_ptr_array_add(stored->levels, level_new(stored, index));
    return g_ptr_array_index(stored->levels, depth);
}

void
frames_enter(Model *model, StoredTrack *stored, gsize index)
{
    Span span = {
        .begin = index, .end = MODEL_NONE, .state = TRACE_STATE_FRAME, .object = TRACE_NOBODY};
    guint32 site = model_event(model, index)->site;

    if (stored->track.last != MODEL_NONE)
        return;
    if (!stored->open)
        stored->open = g_array_new(FALSE, FALSE, sizeof site);
    StoredTrack *level = level_at(stored, stored->open->len, index);
    g_array_append_val(stored->open, site);
    if (!level)
        return;
    shares_begin(model, level, &span);
    g_array_append_val(level->track.spans, span);
    model->states |= 1u << span.state;
    digest_add(level);
}

/* Ends the frames from `depth` on. */
static void
close_from(StoredTrack *stored, guint depth, gsize index)
{
    for (guint i = depth; i < stored->open->len && i < stored->levels->len; i++) {
        GArray *spans = ((StoredTrack *) g_ptr_array_index(stored->levels, i))->track.spans;

        g_array_index(spans, Span, spans->len - 1).end = index;
    }
    g_array_set_size(stored->open, depth);
}

/* Frames still open inside the one that is left have lost their ends, so they end here too. */
void
frames_leave(Model *model, StoredTrack *stored, gsize index)
{
    guint32 site = model_event(model, index)->site;

    for (guint depth = stored->open ? stored->open->len : 0; depth > 0; depth--)
        if (g_array_index(stored->open, guint32, depth - 1) == site) {
            close_from(stored, depth - 1, index);
            return;
        }
}

void
frames_end(StoredTrack *stored, gsize index)
{
    if (stored->open && stored->track.last == MODEL_NONE)
        close_from(stored, 0, index);
}

void
frames_clear(StoredTrack *stored)
{
    g_clear_pointer(&stored->levels, g_ptr_array_unref);
    g_clear_pointer(&stored->open, g_array_unref);
}

guint
track_n_frames(const Track *track)
{
    const GPtrArray *levels = ((const StoredTrack *) track)->levels;

    return levels ? levels->len : 0;
}

const Track *
track_frames(const Track *track, guint depth)
{
    const StoredTrack *level = g_ptr_array_index(((const StoredTrack *) track)->levels, depth);

    return &level->track;
}
