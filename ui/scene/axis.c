/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.c - from events to places on a line and back. */
#include "ui/scene/axis.h"

#include <math.h>

/* On the elastic axis, gap number i follows event `after` and begins where that event ends; the
 * runs and gaps before it move that place. Both directions are binary searches. */

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
events_before(const Model *model, gsize event)
{
    gsize runs = event > 0 ? model_runs(model, event - 1) : 0;

    return (double) event + (double) runs * (AXIS_RUN_UNITS - 1);
}

static double
gap_begin(const Model *model, gsize i)
{
    return events_before(model, gap_at(model, i)->after + 1) + (double) i * AXIS_GAP_UNITS;
}

/* Units of `event` itself. */
static double
event_width(const Model *model, gsize event)
{
    return events_before(model, event + 1) - events_before(model, event);
}

/* How many gaps have begun at `unit`. */
static gsize
gaps_begun(const Model *model, double unit)
{
    gsize low = 0, high = n_gaps(model);

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (gap_begin(model, middle) <= unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double
axis_length(const Model *model, AxisKind axis)
{
    double length = axis == AXIS_TIME ? (double) model_span_ns(model)
                                      : events_before(model, model_n_events(model)) +
                                            (double) n_gaps(model) * AXIS_GAP_UNITS;

    return MAX(length, 1);
}

double
axis_of_event(const Model *model, AxisKind axis, gsize event)
{
    if (event >= model_n_events(model))
        return axis_length(model, axis);
    if (axis == AXIS_TIME)
        return (double) (model_event(model, event)->time_ns - model_begin_ns(model));
    return events_before(model, event) + (double) model_gaps_before(model, event) * AXIS_GAP_UNITS;
}

/* The place of a moment after `event`: in the gap, if one follows, else between the two events. */
static double
elastic_behind(const Model *model, gsize event, gint64 ns)
{
    double from = axis_of_event(model, AXIS_ELASTIC, event);
    double to = axis_of_event(model, AXIS_ELASTIC, event + 1);
    gint64 from_ns = model_event(model, event)->time_ns;
    gint64 to_ns = model_event(model, event + 1)->time_ns;

    if (ns == from_ns)
        return from;
    if (to - from > event_width(model, event))
        from += event_width(model, event);
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
        return elastic_behind(model, event, ns);
    return ns > model_duration_ns(model) ? axis_length(model, axis)
                                         : axis_of_event(model, axis, event);
}

/* The last event at or left of `unit`; the first event if there is none. */
static gsize
elastic_floor(const Model *model, double unit)
{
    gsize low = 0, high = model_n_events(model);

    while (low < high) {
        gsize middle = low + (high - low) / 2;
        if (axis_of_event(model, AXIS_ELASTIC, middle) <= unit)
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
axis_event_at(const Model *model, AxisKind axis, double unit)
{
    gsize n = model_n_events(model);

    if (n == 0 || !(unit >= 0))
        return 0;
    if (unit >= axis_length(model, axis))
        return n - 1;
    gsize left = axis == AXIS_TIME ? time_floor(model, unit) : elastic_floor(model, unit);
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
burst_at(const Model *model, gsize i)
{
    gsize first = i > 0 ? gap_at(model, i - 1)->after + 1 : 0;
    gsize last = i < n_gaps(model) ? gap_at(model, i)->after : model_n_events(model) - 1;

    return (AxisStretch){
        .first = first,
        .n_events = last - first + 1,
        .begin = axis_of_event(model, AXIS_ELASTIC, first),
        .end = axis_of_event(model, AXIS_ELASTIC, last) + event_width(model, last),
        .begin_ns = model_event(model, first)->time_ns,
        .end_ns = model_event(model, last)->time_ns,
    };
}

static AxisStretch
gap_stretch(const Model *model, gsize i)
{
    gsize after = gap_at(model, i)->after;

    return (AxisStretch){
        .first = after,
        .begin = gap_begin(model, i),
        .end = gap_begin(model, i) + AXIS_GAP_UNITS,
        .begin_ns = model_event(model, after)->time_ns,
        .end_ns = model_event(model, after + 1)->time_ns,
    };
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
narrow_gaps_end(const Model *model, gsize i, double least)
{
    double begin = i > 0 ? gap_begin(model, i - 1) + AXIS_GAP_UNITS : 0;

    return MAX(gaps_begun(model, begin + least - AXIS_GAP_UNITS), i);
}

/* The bursts from `i` on, each with the gap after it, up to but not including burst `stop`. */
static AxisStretch
joined_stretch(const Model *model, gsize i, gsize stop)
{
    AxisStretch joined = burst_at(model, i);
    AxisStretch last = gap_stretch(model, stop - 1);

    joined.n_events = gap_at(model, stop - 1)->after + 1 - joined.first;
    joined.end = last.end;
    joined.end_ns = last.end_ns;
    return joined;
}

/* Append what is narrow from burst `first` on as one stretch; returns the burst after it. */
static gsize
append_joined(const Model *model, GArray *stretches, gsize first, double end, double least)
{
    gsize stop = first, next = narrow_gaps_end(model, first, least);

    while (next > stop && gap_begin(model, stop) < end) {
        stop = next;
        next = narrow_gaps_end(model, stop, least);
    }
    if (stop > first) {
        AxisStretch joined = joined_stretch(model, first, stop);

        g_array_append_val(stretches, joined);
    }
    return stop;
}

GArray *
axis_stretches(const Model *model, double begin, double end, double least)
{
    GArray *stretches = g_array_new(FALSE, FALSE, sizeof(AxisStretch));
    gsize begun = gaps_begun(model, begin);

    if (model_n_events(model) == 0)
        return stretches;
    for (gsize i = begun > 0 ? begun - 1 : 0; i <= n_gaps(model); i++) {
        i = append_joined(model, stretches, i, end, least);
        AxisStretch burst = burst_at(model, i);
        if (burst.begin >= end)
            break;
        append_touching(stretches, burst, begin, end);
        if (i < n_gaps(model))
            append_touching(stretches, gap_stretch(model, i), begin, end);
    }
    return stretches;
}
