/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-steps.c - turns the items found in a file into the events of a recording: nests the slices
 * of each track, and finds the end of each. */
#include "ui/interchange/draft-steps.h"

#include <string.h>

#include "ui/interchange/draft-private.h"

/* A slice that has not ended yet. */
typedef struct {
    gint64 end_ns; /* G_MAXINT64: unknown */
    guint level;
    gboolean awaits_end; /* began without a duration */
} Open;

typedef struct {
    Draft *draft;
    GArray *steps;    /* of DraftStep */
    GArray *open;     /* of Open, on the track being read; the outermost first */
    guint n_awaiting; /* how many of these await their end */
} Reading;

/* ---- order ---- */

/* The duration of a slice. Items without one get the maximum, which sorts them first. */
static gint64
rank_of(const DraftItem *item)
{
    return item->type == DRAFT_SLICE && item->value > 0 ? item->value : G_MAXINT64;
}

/* Order by track, then by time. Of slices that begin together the longest comes first, since it
 * encloses the others. All else stays in the order in which it was added: sorting is stable. */
static int
by_track(gconstpointer a, gconstpointer b)
{
    const DraftItem *one = a, *two = b;

    if (one->track != two->track)
        return DRAFT_COMPARE(one->track, two->track);
    if (one->time_ns != two->time_ns)
        return DRAFT_COMPARE(one->time_ns, two->time_ns);
    return DRAFT_COMPARE(rank_of(two), rank_of(one));
}

/* ---- slices ---- */

/* Until lanes are numbered, a step's lane is given as track and level; place_steps() makes one
 * number of both. */
static void
add_step(Reading *reading, const DraftItem *item, gint64 time_ns, guint level, guint32 kind)
{
    DraftStep step = {
        .time_ns = time_ns,
        .lane = item->track,
        .object = level,
        .kind = kind,
        .name = item->name,
        .site = item->site,
    };
    DraftTrack *track = draft_track(reading->draft, item->track);

    track->n_levels = MAX(track->n_levels, level + 1);
    g_array_append_val(reading->steps, step);
}

static Open *
innermost(Reading *reading)
{
    return reading->open->len ? &g_array_index(reading->open, Open, reading->open->len - 1) : NULL;
}

static void
drop_innermost(Reading *reading)
{
    reading->n_awaiting -= innermost(reading)->awaits_end;
    g_array_set_size(reading->open, reading->open->len - 1);
}

static void
end_innermost(Reading *reading, guint32 track, gint64 time_ns)
{
    DraftItem item = {.track = track};
    guint level = innermost(reading)->level;

    if (level < DRAFT_MAX_LEVELS)
        add_step(reading, &item, time_ns, level, TRACE_SLICE_END);
    drop_innermost(reading);
}

/* Ends the slices that are over by `time_ns`. */
static void
end_until(Reading *reading, guint32 track, gint64 time_ns)
{
    while (innermost(reading) && innermost(reading)->end_ns <= time_ns)
        end_innermost(reading, track, innermost(reading)->end_ns);
}

/* The states that we write ourselves as categories keep their colours. */
static guint32
slice_kind(const char *category)
{
    static const struct {
        const char *category;
        guint32 kind;
    } rows[] = {
#define ROW(state, word, share, span, end, slice, brief, joins, holder, stuck)                     \
    {word, TRACE_SLICE_##slice},
        TRACE_STATES(ROW)
#undef ROW
    };

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        if (!strcmp(category, rows[i].category))
            return rows[i].kind;
    return TRACE_SLICE_BEGIN;
}

/* A slice that would outlast the one around it is cut to end with it. */
static void
begin_slice(Reading *reading, const DraftItem *item)
{
    const char *category = g_ptr_array_index(reading->draft->names, item->category);
    Open slice = {
        .end_ns = G_MAXINT64, .level = reading->open->len, .awaits_end = item->type != DRAFT_SLICE};

    if (!slice.awaits_end && __builtin_add_overflow(item->time_ns, item->value, &slice.end_ns))
        slice.end_ns = G_MAXINT64 - 1;
    if (innermost(reading))
        slice.end_ns = MIN(slice.end_ns, innermost(reading)->end_ns);
    if (slice.level < DRAFT_MAX_LEVELS)
        add_step(reading, item, item->time_ns, slice.level, slice_kind(category));
    else
        reading->draft->n_left_out[DRAFT_TOO_DEEP]++;
    g_array_append_val(reading->open, slice);
    reading->n_awaiting += slice.awaits_end;
}

/* Ends the innermost slice that began without a duration, and all slices in it. */
static void
end_slice(Reading *reading, const DraftItem *item)
{
    guint n_awaiting = reading->n_awaiting;

    reading->draft->n_left_out[DRAFT_NO_BEGINNING] += n_awaiting == 0;
    while (n_awaiting > 0 && reading->n_awaiting == n_awaiting)
        end_innermost(reading, item->track, item->time_ns);
}

static void
add_tick(Reading *reading, const DraftItem *item)
{
    add_step(reading, item, item->time_ns, 0, TRACE_TRACK_TICK);
}

static void
add_count(Reading *reading, const DraftItem *item)
{
    add_step(reading, item, item->time_ns, 0, TRACE_COUNTER_SET);
    DraftStep *step = &g_array_index(reading->steps, DraftStep, reading->steps->len - 1);
    step->value = item->value;
    step->value_type = item->type == DRAFT_INT ? TRACE_VALUE_INT : TRACE_VALUE_REAL;
}

static void
ignore(Reading *reading, const DraftItem *item)
{
}

static void
take_item(Reading *reading, const DraftItem *item)
{
    static void (*const takers[])(Reading *, const DraftItem *) = {
        [DRAFT_BEGIN] = begin_slice, [DRAFT_END] = end_slice, [DRAFT_SLICE] = begin_slice,
        [DRAFT_TICK] = add_tick,     [DRAFT_INT] = add_count, [DRAFT_REAL] = add_count,
        [DRAFT_FLOW] = ignore,
    };

    end_until(reading, item->track, item->time_ns);
    takers[item->type](reading, item);
}

/* At the end of a track: ends the open slices whose end is known; the others stay open. */
static void
leave_track(Reading *reading, guint32 track)
{
    while (innermost(reading)) {
        if (innermost(reading)->end_ns < G_MAXINT64 - 1)
            end_innermost(reading, track, innermost(reading)->end_ns);
        else
            drop_innermost(reading);
    }
}

void
draft_read_steps(Draft *draft, GArray *steps)
{
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(Open));
    Reading reading = {.draft = draft, .steps = steps, .open = open};
    const GArray *items = draft->items;

    g_array_sort(draft->items, by_track);
    for (guint i = 0; i < items->len; i++) {
        const DraftItem *item = &g_array_index(items, DraftItem, i);

        take_item(&reading, item);
        if (i + 1 == items->len || (item + 1)->track != item->track)
            leave_track(&reading, item->track);
    }
}
