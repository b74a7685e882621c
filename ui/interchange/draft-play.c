/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draft-play.c - put a draft in order. The slices of a track nest, those of a lane do not: a track
 * becomes a lane for each of its levels, and its flows and ticks go to the first. */
#include <string.h>

#include "ui/interchange/draft-private.h"

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b) ? 1 : 0)

enum { FIRST_LANE = TRACE_LOOP_ID + 1 };

/* An event of the recording to come. */
typedef struct {
    gint64 time_ns, value;
    guint32 lane, object, kind, name, site;
    TraceValue value_type;
} Step;

/* A slice that goes on. */
typedef struct {
    gint64 end_ns; /* G_MAXINT64: not known */
    guint level;
    gboolean
        awaits_end; /* was begun without a duration; ends with what is around it at the latest */
} Open;

typedef struct {
    Draft *draft;
    const TraceSink *sink;
    void *data;
    GArray *steps;    /* of Step */
    GArray *open;     /* of Open: of the track being read, the outermost first */
    guint n_awaiting; /* of these */
    gint64 origin_ns, last_ns;
    guint64 number;
    guint32 n_lanes;
} Play;

/* ---- order ---- */

/* How long a slice lasts; what takes no time comes before those that do. */
static gint64
rank_of(const DraftItem *item)
{
    return item->type == DRAFT_SLICE && item->value > 0 ? item->value : G_MAXINT64;
}

/* Those of a track in order of time; of slices that begin together the longest first, since it is
 * around the others. Else what was added first stays first: sorting is stable. */
static int
by_track(gconstpointer a, gconstpointer b)
{
    const DraftItem *one = a, *two = b;

    if (one->track != two->track)
        return COMPARE(one->track, two->track);
    if (one->time_ns != two->time_ns)
        return COMPARE(one->time_ns, two->time_ns);
    return COMPARE(rank_of(two), rank_of(one));
}

static int
by_flow(gconstpointer a, gconstpointer b)
{
    const DraftItem *one = a, *two = b;

    return one->value != two->value ? COMPARE(one->value, two->value)
                                    : COMPARE(one->time_ns, two->time_ns);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
    const Step *one = a, *two = b;

    return COMPARE(one->time_ns, two->time_ns);
}

static int
by_place(gconstpointer a, gconstpointer b, gpointer data)
{
    const DraftTrack *one = draft_track(data, *(const guint32 *) a);
    const DraftTrack *two = draft_track(data, *(const guint32 *) b);
    gint64 first = draft_process(data, one->process)->order;
    gint64 second = draft_process(data, two->process)->order;

    if (first != second)
        return COMPARE(first, second);
    if (one->process != two->process)
        return COMPARE(one->process, two->process);
    return COMPARE(one->order, two->order);
}

/* ---- slices ---- */

/* A lane within its track until lanes are numbered: then place_steps() makes one number of both. */
static void
add_step(Play *play, const DraftItem *item, gint64 time_ns, guint level, guint32 kind)
{
    Step step = {
        .time_ns = time_ns,
        .lane = item->track,
        .object = level,
        .kind = kind,
        .name = item->name,
        .site = item->site,
    };
    DraftTrack *track = draft_track(play->draft, item->track);

    track->n_levels = MAX(track->n_levels, level + 1);
    g_array_append_val(play->steps, step);
}

static Open *
innermost(Play *play)
{
    return play->open->len ? &g_array_index(play->open, Open, play->open->len - 1) : NULL;
}

static void
drop_innermost(Play *play)
{
    play->n_awaiting -= innermost(play)->awaits_end;
    g_array_set_size(play->open, play->open->len - 1);
}

static void
end_innermost(Play *play, guint32 track, gint64 time_ns)
{
    DraftItem item = {.track = track};
    guint level = innermost(play)->level;

    if (level < DRAFT_MAX_LEVELS)
        add_step(play, &item, time_ns, level, TRACE_SLICE_END);
    drop_innermost(play);
}

/* Those that are over by then. */
static void
end_until(Play *play, guint32 track, gint64 time_ns)
{
    while (innermost(play) && innermost(play)->end_ns <= time_ns)
        end_innermost(play, track, innermost(play)->end_ns);
}

/* States that we write ourselves keep their colour. */
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

/* One that would last longer than that around it ends with it. */
static void
begin_slice(Play *play, const DraftItem *item)
{
    const char *category = g_ptr_array_index(play->draft->names, item->category);
    Open slice = {
        .end_ns = G_MAXINT64, .level = play->open->len, .awaits_end = item->type != DRAFT_SLICE};

    if (!slice.awaits_end && __builtin_add_overflow(item->time_ns, item->value, &slice.end_ns))
        slice.end_ns = G_MAXINT64 - 1;
    if (innermost(play))
        slice.end_ns = MIN(slice.end_ns, innermost(play)->end_ns);
    if (slice.level < DRAFT_MAX_LEVELS)
        add_step(play, item, item->time_ns, slice.level, slice_kind(category));
    else
        play->draft->n_left_out[DRAFT_TOO_DEEP]++;
    g_array_append_val(play->open, slice);
    play->n_awaiting += slice.awaits_end;
}

/* Ends the innermost slice that was begun without a duration, and all within. */
static void
end_slice(Play *play, const DraftItem *item)
{
    guint n_awaiting = play->n_awaiting;

    play->draft->n_left_out[DRAFT_NO_BEGINNING] += n_awaiting == 0;
    while (n_awaiting > 0 && play->n_awaiting == n_awaiting)
        end_innermost(play, item->track, item->time_ns);
}

static void
add_tick(Play *play, const DraftItem *item)
{
    add_step(play, item, item->time_ns, 0, TRACE_TRACK_TICK);
}

static void
add_count(Play *play, const DraftItem *item)
{
    add_step(play, item, item->time_ns, 0, TRACE_COUNTER_SET);
    Step *step = &g_array_index(play->steps, Step, play->steps->len - 1);
    step->value = item->value;
    step->value_type = item->type == DRAFT_INT ? TRACE_VALUE_INT : TRACE_VALUE_REAL;
}

static void
ignore(Play *play, const DraftItem *item)
{
}

static void
take_item(Play *play, const DraftItem *item)
{
    static void (*const takers[])(Play *, const DraftItem *) = {
        [DRAFT_BEGIN] = begin_slice, [DRAFT_END] = end_slice, [DRAFT_SLICE] = begin_slice,
        [DRAFT_TICK] = add_tick,     [DRAFT_INT] = add_count, [DRAFT_REAL] = add_count,
        [DRAFT_FLOW] = ignore,
    };

    end_until(play, item->track, item->time_ns);
    takers[item->type](play, item);
}

/* What has an end but no item behind it; what has none stays open. */
static void
leave_track(Play *play, guint32 track)
{
    while (innermost(play)) {
        if (innermost(play)->end_ns < G_MAXINT64 - 1)
            end_innermost(play, track, innermost(play)->end_ns);
        else
            drop_innermost(play);
    }
}

static void
read_items(Play *play)
{
    const GArray *items = play->draft->items;

    g_array_sort(play->draft->items, by_track);
    for (guint i = 0; i < items->len; i++) {
        const DraftItem *item = &g_array_index(items, DraftItem, i);

        take_item(play, item);
        if (i + 1 == items->len || (item + 1)->track != item->track)
            leave_track(play, item->track);
    }
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

/* Tracks on which nothing happened have no lane. */
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
        Step *step = &g_array_index(play->steps, Step, i);

        step->lane = draft_track(play->draft, step->lane)->first_lane + step->object;
        step->object = TRACE_NOBODY;
    }
}

/* ---- flows ---- */

/* A flow may be all that happened on a track. */
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

/* From each place that a flow was at to the next. */
static void
join_flows(Play *play, const GArray *flows)
{
    for (guint i = 1; i < flows->len; i++) {
        const DraftItem *item = &g_array_index(flows, DraftItem, i), *before = item - 1;
        Step step = {
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

/* Times begin at the first event, and may be farther apart than there is room for. */
static gint64
run_time(const Play *play, gint64 time_ns)
{
    gint64 since_ns;

    return __builtin_sub_overflow(time_ns, play->origin_ns, &since_ns) ? G_MAXINT64 : since_ns;
}

static void
say_step(Play *play, const Step *step)
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
        play->origin_ns = g_array_index(play->steps, Step, 0).time_ns;
    for (guint i = 0; i < play->steps->len; i++)
        say_step(play, &g_array_index(play->steps, Step, i));
}

void
draft_play(Draft *draft, const char *title, const TraceSink *sink, void *data)
{
    Play play = {
        .draft = draft,
        .sink = sink,
        .data = data,
        .steps = g_array_new(FALSE, FALSE, sizeof(Step)),
        .open = g_array_new(FALSE, FALSE, sizeof(Open)),
    };
    g_autoptr(GArray) flows = take_flows(draft);

    if (draft->title)
        title = g_ptr_array_index(draft->names, draft->title);
    sink->meta(data, "title", title);
    sink->meta(data, "writer", "awaitscope convert");
    say_sites(&play);
    read_items(&play);
    make_all_lanes(&play);
    place_steps(&play);
    join_flows(&play, flows);
    say_steps(&play);
    sink->end(data, &draft->end);
    g_array_unref(play.steps);
    g_array_unref(play.open);
}
