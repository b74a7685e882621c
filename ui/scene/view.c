/* SPDX-License-Identifier: GPL-3.0-or-later */
/* view.c - the sizes of pictures and of text, and views of a whole recording or a part. */
#include "ui/scene/view.h"

#include <math.h>

#include "ui/model/steps.h"

const Sizes sizes_picture = {
    .names_width = 154,
    .margin_right = 92,
    .title_height = 48,
    .overview_height = 48,
    .ruler_height = 42,
    .heading_height = 24,
    .legend_height = 26,
    .label_height = 20,
    .frame_height = 17,
    .tag_height = 13,
    .point_gap = 4,
    .line_height = 15,
    .indent = 12,
    .span_inset = 7,
    .span_gap = 1,
    .rule = 1,
    .lane_rule = 1,
    .radius = 3,
    .disc = 17,
    .future_disc = 13,
    .min_span = 2,
    .label_min = 14,
    .label_pad = 8,
    .swatch = 14,
    .tick_apart = 40,
    .tick_gap = 24,
    .note_height = 22,
};

const Sizes sizes_slide = {
    .names_width = 84,
    .margin_right = 30,
    .ruler_height = 20,
    .frame_height = 18,
    .point_gap = 4,
    .line_height = 15,
    .span_inset = 3,
    .span_gap = 1,
    .rule = 1,
    .radius = 3,
    .disc = 15,
    .future_disc = 11,
    .min_span = 2,
    .label_min = 14,
    .label_pad = 6,
    .swatch = 14,
    .tick_apart = 40,
    .tick_gap = 24,
    .note_height = 16,
};

const Sizes sizes_text = {
    .names_width = 24,
    .margin_right = 16,
    .title_height = 1,
    .overview_height = 1,
    .ruler_height = 1,
    .heading_height = 1,
    .legend_height = 1,
    .lane_height = 1,
    .frame_height = 1,
    .point_gap = 3,
    .line_height = 1,
    .disc = 1,
    .future_disc = 1,
    .min_span = 1,
    .label_min = 3,
    .label_pad = 1,
    .swatch = 2,
    .tick_apart = 1,
    .tick_gap = 3,
    .note_height = 1,
};

double
view_x(const View *view, double unit)
{
    return view->sizes->names_width + (unit - view->left) * view->scale;
}

double
view_unit(const View *view, double x)
{
    return view->left + (x - view->sizes->names_width) / view->scale;
}

/* A view with [from, to] units between the names and the right margin. */
static View
view_of_units(AxisKind axis, double from, double to, double width, double height, Parts parts,
              const Sizes *sizes)
{
    double lanes = MAX(width - sizes->names_width - sizes->margin_right, 1);

    return (View){
        .axis = axis,
        .left = from,
        .scale = lanes / MAX(to - from, 1),
        .width = width,
        .height = height,
        .playhead = MODEL_NONE,
        .selected = TRACE_NOBODY,
        .parts = parts,
        .sizes = sizes,
    };
}

View
view_fit(const Model *model, AxisKind axis, double width, double height, Parts parts,
         const Sizes *sizes)
{
    return view_of_units(axis, 0, axis_length(model, axis), width, height, parts, sizes);
}

/* The first event stamped at `ns` or later; the number of all events if none is. */
static gsize
first_event_from(const Model *model, gint64 ns)
{
    gsize before = ns > 0 ? model_event_at_time(model, ns - 1) : MODEL_NONE;

    return before == MODEL_NONE ? 0 : before + 1;
}

/* The place where a moment begins: at the first of the events stamped with it. */
static double
beginning_of(const Model *model, AxisKind axis, gint64 ns)
{
    gsize first = first_event_from(model, ns);
    const TraceEvent *event = model_event(model, first);

    return event && event->time_ns == ns ? axis_of_event(model, axis, first)
                                         : axis_of_time(model, axis, ns);
}

View
view_range(const Model *model, AxisKind axis, gint64 from_ns, gint64 to_ns, double width,
           double height, Parts parts, const Sizes *sizes)
{
    gboolean to_end = to_ns >= model_duration_ns(model);
    double from = from_ns <= 0 ? 0 : beginning_of(model, axis, from_ns);
    double to = to_end ? axis_length(model, axis) : axis_of_time(model, axis, to_ns);

    View view = view_of_units(axis, from, MAX(to, from), width, height, parts, sizes);
    view.first = first_event_from(model, from_ns);
    view.end = to_end ? model_n_events(model) : first_event_from(model, to_ns + 1);
    view.ranged = view.first > 0 || view.end < model_n_events(model);
    return view;
}

gboolean
view_has_track(const Model *model, const Track *track, gsize first, gsize end)
{
    gsize before = first > 0 ? first - 1 : MODEL_NONE;
    const Span *span = first > 0 ? track_span_at(track, before) : NULL;

    return (span && trace_states[span->state].span != TRACE_SPAN_IDLE) ||
           model_step(model, STEP_LANE, track, before, 1) < end;
}
