/* SPDX-License-Identifier: GPL-3.0-or-later */
/* holds.c - what held the loop for a long time, and between which lines of the source. */
#include "ui/model/store.h"

enum { LEAST_NS = 1000000, LEAST_PART = 10 };

static gint64
event_ns(const Model *model, gsize event)
{
    return model_event(model, MIN(event, model->n_events - 1))->time_ns;
}

/* Keeps them in order, the longest first; of two equally long ones, the earlier first. */
static void
keep_longest(GArray *holds, guint n, Hold hold)
{
    guint i = holds->len;

    while (i > 0 && g_array_index(holds, Hold, i - 1).duration_ns < hold.duration_ns)
        i--;
    if (i >= n)
        return;
    g_array_insert_val(holds, i, hold);
    if (holds->len > n)
        g_array_set_size(holds, n);
}

static gboolean
is_of_loop(const TraceEvent *event)
{
    return event->thread == 0;
}

/* The event of the loop's thread after which it has no event for the longest time. */
static gsize
before_silence(const Model *model, gsize begin, gsize end)
{
    gint64 longest_ns = -1;
    gsize before = begin, last = begin;

    for (gsize i = begin + 1; i <= end; i++) {
        if (!is_of_loop(model_event(model, i)))
            continue;
        if (event_ns(model, i) - event_ns(model, last) > longest_ns) {
            longest_ns = event_ns(model, i) - event_ns(model, last);
            before = last;
        }
        last = i;
    }
    return before;
}

static const TraceSite *
site_of(const Model *model, gsize event)
{
    const TraceEvent *one = model_event(model, event);

    return is_of_loop(one) ? model_site(model, one->site) : NULL;
}

/* Where the task was when its step began. A callback may be for a task, but it is not the task's.
 */
static void
hold_from_place(const Model *model, Hold *hold)
{
    Place place;

    if (*trace_states[hold->span->state].brief || !hold->who ||
        hold->who->group != TRACE_TRACK_TASK ||
        !model_place(model, hold->who, hold->span->begin, &place))
        return;
    hold->from_file = place.file;
    hold->from_line = place.line;
}

static void
hold_locate(const Model *model, Hold *hold)
{
    gsize end = MIN(hold->span->end, model->n_events - 1);
    gsize before = before_silence(model, hold->span->begin, end);
    const TraceSite *from = NULL, *to = NULL;

    hold->call = model_callback(model, hold->span);
    for (gsize i = before + 1; i-- > hold->span->begin + (hold->call != NULL) && !from;)
        from = site_of(model, i);
    for (gsize i = before + 1; i <= end && !to; i++)
        to = site_of(model, i);
    hold_from_place(model, hold);
    if (from) {
        hold->from_file = from->file;
        hold->from_line = from->line;
    }
    if (to) {
        hold->to_file = to->file;
        hold->to_line = to->line;
    }
}

GArray *
model_holds(const Model *model, guint n)
{
    GArray *holds = g_array_new(FALSE, TRUE, sizeof(Hold));
    const Track *loop = model_track(model, TRACE_LOOP_ID);
    gint64 least_ns = MAX(MIN(LEAST_NS, model_duration_ns(model) / LEAST_PART), 1);

    for (guint i = 0; loop && i < loop->spans->len; i++) {
        const Span *span = &g_array_index(loop->spans, Span, i);
        Hold hold = {
            .span = span,
            .who = model_track(model, span->object),
            .begin_ns = event_ns(model, span->begin),
            .duration_ns = event_ns(model, span->end) - event_ns(model, span->begin),
        };

        if (share_of(span->state) == SHARE_HELD && hold.duration_ns >= least_ns)
            keep_longest(holds, n, hold);
    }
    for (guint i = 0; i < holds->len; i++)
        hold_locate(model, &g_array_index(holds, Hold, i));
    return holds;
}
