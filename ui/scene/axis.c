/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.c - from events to places on a line and back. */
#include "ui/scene/axis.h"

#include <math.h>
#include <string.h>

/* On an axis that goes by events, gap number i follows event `after` and begins where that event
 * ends; the runs and gaps before it move that place. Both directions are binary searches. */

static const IdleGap *
gap_at(const Model *model, gsize i)
{
    return &g_array_index(model_gaps(model), IdleGap, i);
}

static gsize
n_gaps(const Model *model)
{
    return model_gaps(model)->len;
}

/* Units of the events before `event`, without the gaps among them. */
static double
events_before(const Model *model, AxisKind axis, gsize event)
{
    gsize runs = event > 0 ? model_runs(model, event - 1) : 0;

    return (double) event + (double) runs * (axes[axis].run_units - 1);
}

static double
gap_begin(const Model *model, AxisKind axis, gsize i)
{
    return events_before(model, axis, gap_at(model, i)->after + 1) +
           (double) i * axes[axis].gap_units;
}

/* Whether there is another gap, at the end, that is not over: nothing has happened for a while in a
 * run that goes on. */
static gboolean
is_silent(const Model *model)
{
    return model_n_events(model) > 0 && model_silent_ns(model) >= MODEL_IDLE_NS;
}

/* Units of `event` itself. */
static double
event_width(const Model *model, AxisKind axis, gsize event)
{
    return events_before(model, axis, event + 1) - events_before(model, axis, event);
}

double
axis_after_event(const Model *model, AxisKind axis, gsize event)
{
    return axis_of_event(model, axis, event) + event_width(model, axis, event);
}

/* How many gaps have begun at `unit`. */
static gsize
gaps_begun(const Model *model, AxisKind axis, double unit)
{
    gsize low = 0, high = n_gaps(model);

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (gap_begin(model, axis, middle) <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double
axis_length(const Model *model, AxisKind axis)
{
    gsize gaps = n_gaps(model) + (gsize) is_silent(model);
    double length = axis == AXIS_TIME ? (double) model_span_ns(model)
                                      : events_before(model, axis, model_n_events(model)) +
                                            (double) gaps * axes[axis].gap_units;

    return MAX(length, 1);
}

double
axis_of_event(const Model *model, AxisKind axis, gsize event)
{
    if (event >= model_n_events(model))
        return axis_length(model, axis);
    if (axis == AXIS_TIME)
        return (double) (model_event(model, event)->time_ns - model_begin_ns(model));
    return events_before(model, axis, event) +
           (double) model_gaps_before(model, event) * axes[axis].gap_units;
}

/* The place of a moment after `event`: in the gap, if one follows, else between the two events. */
static double
place_behind(const Model *model, AxisKind axis, gsize event, gint64 ns)
{
    double from = axis_of_event(model, axis, event);
    double to = axis_of_event(model, axis, event + 1);
    double width = event_width(model, axis, event);
    gint64 from_ns = model_event(model, event)->time_ns;
    gint64 to_ns = model_event(model, event + 1)->time_ns;

    if (ns == from_ns)
        return from;
    if (to - from > width)
        from += width;
    return from + (to - from) * ((double) (ns - from_ns) / (double) (to_ns - from_ns));
}

double
axis_of_time(const Model *model, AxisKind axis, gint64 ns)
{
    if (axis == AXIS_TIME)
        return (double) MAX(ns - model_begin_ns(model), 0);
    gsize event = model_event_at_time(model, ns);
    if (event == MODEL_NONE)
        return 0;
    if (event + 1 < model_n_events(model))
        return place_behind(model, axis, event, ns);
    return ns > model_duration_ns(model) ? axis_length(model, axis)
                                         : axis_of_event(model, axis, event);
}

static gsize
event_floor(const Model *model, AxisKind axis, double unit)
{
    gsize low = 0, high = model_n_events(model);

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (axis_of_event(model, axis, middle) <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? low - 1 : 0;
}

static gsize
time_floor(const Model *model, double unit)
{
    gsize event = model_event_at_time(model, (gint64) unit + model_begin_ns(model));

    return event == MODEL_NONE ? 0 : event;
}

gsize
axis_event_before(const Model *model, AxisKind axis, double unit)
{
    gsize n = model_n_events(model);

    if (n == 0 || !(unit >= 0))
        return 0;
    if (unit >= axis_length(model, axis))
        return n - 1;
    return axis == AXIS_TIME ? time_floor(model, unit) : event_floor(model, axis, unit);
}

gsize
axis_event_at(const Model *model, AxisKind axis, double unit)
{
    gsize n = model_n_events(model);

    if (n == 0 || !(unit >= 0))
        return 0;
    if (unit >= axis_length(model, axis))
        return n - 1;
    gsize left = axis_event_before(model, axis, unit);
    if (left + 1 >= n)
        return n - 1;
    double to_left = unit - axis_of_event(model, axis, left);
    double to_right = axis_of_event(model, axis, left + 1) - unit;
    if (fabs(to_left) < to_right)
        return left;
    /* Of several at the same time, the last: the picture there shows the state after all of them.
     */
    return axis == AXIS_TIME ? model_event_at_time(model, model_event(model, left + 1)->time_ns)
                             : left + 1;
}

/* The burst before gap `i`; if there is no such gap, the last burst. */
static AxisStretch
burst_at(const Model *model, AxisKind axis, gsize i)
{
    gsize first = i > 0 ? gap_at(model, i - 1)->after + 1 : 0;
    gsize last = i < n_gaps(model) ? gap_at(model, i)->after : model_n_events(model) - 1;

    return (AxisStretch){
        .first = first,
        .n_events = last - first + 1,
        .begin = axis_of_event(model, axis, first),
        .end = axis_of_event(model, axis, last) + event_width(model, axis, last),
        .begin_ns = model_event(model, first)->time_ns,
        .end_ns = model_event(model, last)->time_ns,
    };
}

/* From the event `after` until `end_ns`. */
static AxisStretch
stretch_after(const Model *model, AxisKind axis, gsize after, double begin, gint64 end_ns)
{
    return (AxisStretch){
        .first = after,
        .begin = begin,
        .end = begin + axes[axis].gap_units,
        .begin_ns = model_event(model, after)->time_ns,
        .end_ns = end_ns,
    };
}

static AxisStretch
gap_stretch(const Model *model, AxisKind axis, gsize i)
{
    gsize after = gap_at(model, i)->after;

    return stretch_after(model, axis, after, gap_begin(model, axis, i),
                         model_event(model, after + 1)->time_ns);
}

static AxisStretch
silent_stretch(const Model *model, AxisKind axis)
{
    return stretch_after(model, axis, model_n_events(model) - 1,
                         axis_length(model, axis) - axes[axis].gap_units, model_duration_ns(model));
}

static void
append_touching(GArray *stretches, AxisStretch stretch, double begin, double end)
{
    if (stretch.begin < end && begin < stretch.end)
        g_array_append_val(stretches, stretch);
}

/* The first gap that is not over within `least` units of the beginning of burst `i`; at least `i`.
 */
static gsize
narrow_gaps_end(const Model *model, AxisKind axis, gsize i, double least)
{
    double begin = i > 0 ? gap_begin(model, axis, i - 1) + axes[axis].gap_units : 0;

    return MAX(gaps_begun(model, axis, begin + least - axes[axis].gap_units), i);
}

/* The bursts from `i` on, each with the gap after it, up to but not including burst `stop`. */
static AxisStretch
joined_stretch(const Model *model, AxisKind axis, gsize i, gsize stop)
{
    AxisStretch joined = burst_at(model, axis, i);
    AxisStretch last = gap_stretch(model, axis, stop - 1);

    joined.n_events = gap_at(model, stop - 1)->after + 1 - joined.first;
    joined.end = last.end;
    joined.end_ns = last.end_ns;
    return joined;
}

/* Append what is narrow from burst `first` on as one stretch; returns the burst after it. */
static gsize
append_joined(const Model *model, AxisKind axis, GArray *stretches, gsize first, double end,
              double least)
{
    gsize stop = first, next = narrow_gaps_end(model, axis, first, least);

    while (next > stop && gap_begin(model, axis, stop) < end) {
        stop = next;
        next = narrow_gaps_end(model, axis, stop, least);
    }
    if (stop > first) {
        AxisStretch joined = joined_stretch(model, axis, first, stop);

        g_array_append_val(stretches, joined);
    }
    return stop;
}

GArray *
axis_stretches(const Model *model, AxisKind axis, double begin, double end, double least)
{
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(AxisStretch));
    gsize begun = gaps_begun(model, axis, begin);

    if (model_n_events(model) == 0)
        return stretches;
    for (gsize i = begun > 0 ? begun - 1 : 0; i <= n_gaps(model); i++) {
        i = append_joined(model, axis, stretches, i, end, least);
        AxisStretch burst = burst_at(model, axis, i);
        if (burst.begin >= end)
            break;
        append_touching(stretches, burst, begin, end);
        if (i < n_gaps(model))
            append_touching(stretches, gap_stretch(model, axis, i), begin, end);
        else if (is_silent(model))
            append_touching(stretches, silent_stretch(model, axis), begin, end);
    }
    return stretches;
}

gboolean
axis_find(const char *name, AxisKind *ret_axis)
{
    for (AxisKind axis = 0; axis < N_AXES; axis++)
        if (strcmp(axes[axis].name, name) == 0) {
            *ret_axis = axis;
            return TRUE;
        }
    return FALSE;
}

/* ---- the table ---- */

const AxisInfo axes[N_AXES] = {
    [AXIS_TIME] = {.name = "time",
                   .title = "Time",
                   .about = "Time axis: to scale",
                   .ruler = "time",
                   .pace = 1e9,
                   .closest = 0.5},
    [AXIS_ELASTIC] = {.name = "elastic",
                      .title = "Elastic",
                      .about = "Elastic axis: bursts are widened, idle stretches are squeezed",
                      .ruler = "not to scale",
                      .run_units = 8,
                      .gap_units = 24,
                      .pace = 24,
                      .closest = 120},
    [AXIS_STEPS] = {.name = "steps",
                    .title = "Steps",
                    .about = "Steps axis: a column for each event, whenever it happened",
                    .ruler = "steps",
                    .run_units = 1,
                    .pace = 2,
                    .closest = 160,
                    .legible = 48},
};
