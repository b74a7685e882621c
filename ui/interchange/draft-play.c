/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-play.c - puts a draft in order. In a draft the slices of a track nest, but those of a lane
 * in a recording do not: a track becomes a lane for each of its levels, and its flows and ticks go
 * to the first. */
#include "ui/interchange/draft-play.h"

#include <string.h>

#include "ui/interchange/draft-private.h"
#include "ui/interchange/draft-steps.h"

enum { FIRST_LANE = TRACE_LOOP_ID + 1 };

typedef struct {
    Draft *draft;
    const TraceSink *sink;
    void *data;
    GArray *steps; /* of DraftStep */
    gint64 origin_ns;
    guint64 number;
    guint32 n_lanes;
} Play;

/* ---- order ---- */

static int
by_flow(gconstpointer a, gconstpointer b)
{
    const DraftItem *one = a, *two = b;

    return one->value != two->value ? DRAFT_COMPARE(one->value, two->value)
                                    : DRAFT_COMPARE(one->time_ns, two->time_ns);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
    const DraftStep *one = a, *two = b;

    return DRAFT_COMPARE(one->time_ns, two->time_ns);
}

static int
by_place(gconstpointer a, gconstpointer b, gpointer data)
{
    const DraftTrack *one = draft_track(data, *(const guint32 *) a);
    const DraftTrack *two = draft_track(data, *(const guint32 *) b);
    gint64 first = draft_process(data, one->process)->order;
    gint64 second = draft_process(data, two->process)->order;

    if (first != second)
        return DRAFT_COMPARE(first, second);
    if (one->process != two->process)
        return DRAFT_COMPARE(one->process, two->process);
    return DRAFT_COMPARE(one->order, two->order);
}

/* ---- lanes ---- */

static void
say(Play *play, TraceEvent *event)
{
    event->number = ++play->number;
    play->sink->event(play->data, event);
}

static char *
lane_name(const Draft *draft, const DraftTrack *track)
{
    const char *own = g_ptr_array_index(draft->names, track->name ? track->name : track->fallback);
    const DraftProcess *process = &g_array_index(draft->processes, DraftProcess, track->process);
    const char *of = g_ptr_array_index(draft->names, process->name);

    return draft->processes->len > 1 && *of ? g_strdup_printf("%s: %s", of, own) : g_strdup(own);
}

static void
make_lanes(Play *play, DraftTrack *track)
{
    g_autofree char *name = lane_name(play->draft, track);

    track->first_lane = FIRST_LANE + play->n_lanes;
    for (guint level = 0; level < track->n_levels; level++) {
        TraceEvent event = {
            .kind = TRACE_TRACK_CREATED,
            .subject = track->first_lane + level,
            .value_type = TRACE_VALUE_LABEL,
            .value = level + 1,
            .text = name,
            .text_size = strlen(name),
        };

        say(play, &event);
        play->n_lanes++;
    }
}

/* Tracks on which nothing happened get no lane. */
static void
make_all_lanes(Play *play)
{
    guint n = play->draft->tracks->len;
    g_autofree guint32 *order = g_new(guint32, n);

    for (guint i = 0; i < n; i++)
        order[i] = i;
    g_qsort_with_data(order, (int) n, sizeof *order, by_place, play->draft);
    for (guint i = 0; i < n; i++)
        make_lanes(play, draft_track(play->draft, order[i]));
}

static void
place_steps(Play *play)
{
    for (guint i = 0; i < play->steps->len; i++) {
        DraftStep *step = &g_array_index(play->steps, DraftStep, i);

        step->lane = draft_track(play->draft, step->lane)->first_lane + step->object;
        step->object = TRACE_NOBODY;
    }
}

/* ---- flows ---- */

/* Collects the flows. Each track they touch gets a level, since a flow may be all that happened
 * there. */
static GArray *
take_flows(Draft *draft)
{
    GArray *flows = g_array_new(FALSE, FALSE, sizeof(DraftItem));

    for (guint i = 0; i < draft->items->len; i++) {
        const DraftItem *item = &g_array_index(draft->items, DraftItem, i);
        DraftTrack *track = draft_track(draft, item->track);

        if (item->type != DRAFT_FLOW)
            continue;
        g_array_append_vals(flows, item, 1);
        track->n_levels = MAX(track->n_levels, 1);
    }
    g_array_sort(flows, by_flow);
    return flows;
}

/* Adds a step from each place where a flow was to the next. */
static void
join_flows(Play *play, const GArray *flows)
{
    for (guint i = 1; i < flows->len; i++) {
        const DraftItem *item = &g_array_index(flows, DraftItem, i), *before = item - 1;
        DraftStep step = {
            .time_ns = item->time_ns,
            .lane = draft_track(play->draft, item->track)->first_lane,
            .object = draft_track(play->draft, before->track)->first_lane,
            .kind = TRACE_TRACK_FLOW,
        };

        if (item->value == before->value && step.lane != step.object)
            g_array_append_val(play->steps, step);
    }
}

/* ---- a run ---- */

static void
say_sites(Play *play)
{
    const Draft *draft = play->draft;

    for (guint i = 0; i < draft->sites->len; i++) {
        const DraftSite *row = &g_array_index(draft->sites, DraftSite, i);
        TraceSite site = {
            .id = i + 1,
            .line = row->line,
            .file = g_ptr_array_index(draft->names, row->file),
            .function = g_ptr_array_index(draft->names, row->function),
            .name = "",
        };

        play->sink->site(play->data, &site);
    }
}

/* Times count from the first event; a difference that does not fit is clamped. */
static gint64
run_time(const Play *play, gint64 time_ns)
{
    gint64 since_ns;

    return __builtin_sub_overflow(time_ns, play->origin_ns, &since_ns) ? G_MAXINT64 : since_ns;
}

static void
say_step(Play *play, const DraftStep *step)
{
    const char *name = g_ptr_array_index(play->draft->names, step->name);
    TraceEvent event = {
        .time_ns = run_time(play, step->time_ns),
        .kind = step->kind,
        .subject = step->lane,
        .object = step->object,
        .site = step->site,
        .value_type = step->name ? TRACE_VALUE_LABEL : step->value_type,
        .value = step->value,
        .text = step->name ? name : NULL,
        .text_size = strlen(name),
    };

    say(play, &event);
}

static void
say_steps(Play *play)
{
    g_array_sort(play->steps, by_time);
    if (play->steps->len)
        play->origin_ns = g_array_index(play->steps, DraftStep, 0).time_ns;
    for (guint i = 0; i < play->steps->len; i++)
        say_step(play, &g_array_index(play->steps, DraftStep, i));
}

void
draft_play(Draft *draft, const char *title, const TraceSink *sink, void *data)
{
    Play play = {
        .draft = draft,
        .sink = sink,
        .data = data,
        .steps = g_array_new(FALSE, FALSE, sizeof(DraftStep)),
    };
    g_autoptr(GArray) flows = take_flows(draft);

    if (draft->title)
        title = g_ptr_array_index(draft->names, draft->title);
    sink->meta(data, "title", title);
    sink->meta(data, "writer", "awaitscope convert");
    say_sites(&play);
    draft_read_steps(draft, play.steps);
    make_all_lanes(&play);
    place_steps(&play);
    join_flows(&play, flows);
    say_steps(&play);
    sink->end(data, &draft->end);
    g_array_unref(play.steps);
}
