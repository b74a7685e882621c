/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler.c - the axis above the lanes: times, bursts and gaps. */
#include "ui/scene/ruler.h"

#include <math.h>

#include "ui/model/text.h"

/* A ruler being drawn; labels go from left to right and do not overlap. */
typedef struct {
    const Build *build;
    double y, h; /* of its bar */
    double left, right;
    double taken; /* px up to which there are labels */
    double least; /* px that the shortest label needs */
    GArray *used; /* of Room: taken by labels and bursts; NULL on the axis of time */
} Ruler;

/* From .. to, px. */
typedef struct {
    double from, to;
} Room;

static Ruler
ruler_begin(const Build *build, double y)
{
    const Sizes *sizes = build->sizes;

    return (Ruler){
        .build = build,
        .y = y + sizes->label_height,
        .h = sizes->ruler_height - sizes->label_height,
        .left = build->scene->lanes_x - sizes->indent / 2,
        .right = build->view->width,
        .taken = 0,
        .least = build_text_width(build, FONT_SMALL, "1 s"),
    };
}

static void
ruler_name(const Ruler *ruler)
{
    const Build *build = ruler->build;
    double x = build->sizes->indent;
    const char *name = build->view->axis == AXIS_TIME ? "time" : "elastic time";

    build_text(build, x, ruler->y, ruler->left - x, ruler->h, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT,
               name);
}

static void
ruler_use(const Ruler *ruler, double from, double to)
{
    Room room = {from, to};

    if (ruler->used)
        g_array_append_val(ruler->used, room);
}

/* Adds a label in [from, to) if all of it fits there, right of the one before. */
static gboolean
ruler_label(Ruler *ruler, double from, double to, Role role, Font font, Align align,
            const char *text)
{
    double w = build_text_width(ruler->build, font, text);
    double spare;

    from = MAX(from, ruler->taken);
    spare = MIN(to, ruler->right) - from - w;
    if (spare < 0)
        return FALSE;
    from += align == ALIGN_RIGHT ? spare : align == ALIGN_CENTER ? floor(spare / 2) : 0;
    scene_text(ruler->build->scene, from, ruler->y, w, ruler->h, role, font, ALIGN_LEFT, text);
    ruler->taken = from + w + MAX(ruler->build->sizes->label_pad, 1);
    ruler_use(ruler, from, ruler->taken);
    return TRUE;
}

static double
stretch_x(const Ruler *ruler, double unit)
{
    return CLAMP(view_x(ruler->build->view, unit), ruler->left, ruler->right);
}

static void
ruler_bar(const Ruler *ruler, const AxisStretch *stretch)
{
    const Build *build = ruler->build;
    double x = stretch_x(ruler, stretch->begin);
    double w = stretch_x(ruler, stretch->end) - x;

    if (build->sizes->rule <= 0 || stretch->n_events == 0)
        return;
    scene_rect(build->scene, x, ruler->y, MAX(w, 1), ruler->h, ROLE_RULER);
    if (view_x(build->view, stretch->begin) >= ruler->left)
        scene_line(build->scene, x, ruler->y, 0, ruler->h, ROLE_TEXT_DIM, build->sizes->rule);
}

/* "0.000 s  31 events"; the time may extend into the gap after the burst. */
static void
ruler_burst(Ruler *ruler, const AxisStretch *burst, const AxisStretch *next, gint64 shown_ns)
{
    double pad = ruler->build->sizes->label_pad * 0.75;
    double x = stretch_x(ruler, burst->begin) + pad;
    double end = stretch_x(ruler, burst->end) - pad;
    double room = next == NULL ? ruler->right : stretch_x(ruler, next->end) - pad;

    if (room - x < ruler->least)
        return;
    g_autofree char *time = text_time(burst->begin_ns, shown_ns);
    g_autofree char *count =
        g_strdup_printf("%zu event%s", burst->n_events, burst->n_events == 1 ? "" : "s");
    if (!ruler_label(ruler, x, room, ROLE_TEXT, FONT_SMALL_BOLD, ALIGN_LEFT, time))
        return;
    ruler_label(ruler, x, end, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_RIGHT, count);
    if (burst->end_ns - burst->begin_ns < MODEL_IDLE_NS) /* all of it is at that time */
        ruler_use(ruler, x, end + pad);
}

/* "— 1.000 s —", with a dash at each end of the gap. Without dashes it would read like a moment, so
 * it has both or is left out. */
static gboolean
ruler_gap_label(Ruler *ruler, double x, double end, const char *text)
{
    const Build *build = ruler->build;
    double pad = MAX(build->sizes->label_pad / 2, 1);
    double dash = MAX(build->sizes->label_pad, 1);
    double middle = ruler->y + ruler->h / 2;

    x = MAX(x + pad / 2, ruler->taken);
    end = MIN(end - pad / 2, ruler->right);
    if (!ruler_label(ruler, x + dash + pad / 2, end - dash - pad / 2, ROLE_TEXT_DIM, FONT_SMALL,
                     ALIGN_CENTER, text))
        return FALSE;
    scene_line(build->scene, x, middle, dash, 0, ROLE_TEXT_DIM, 1);
    scene_line(build->scene, end - dash, middle, dash, 0, ROLE_TEXT_DIM, 1);
    ruler_use(ruler, x, end);
    return TRUE;
}

static void
ruler_gap(Ruler *ruler, const AxisStretch *gap, gint64 shown_ns)
{
    double x = stretch_x(ruler, gap->begin);
    double end = stretch_x(ruler, gap->end);

    if (end - x < ruler->least)
        return;
    g_autofree char *exact = text_time(gap->end_ns - gap->begin_ns, shown_ns);
    g_autofree char *brief = text_duration(gap->end_ns - gap->begin_ns);

    if (!ruler_gap_label(ruler, x, end, exact))
        ruler_gap_label(ruler, x, end, brief);
}

static void
ruler_elastic_bars(Ruler *ruler, const GArray *stretches)
{
    for (guint i = 0; i < stretches->len; i++)
        ruler_bar(ruler, &g_array_index(stretches, AxisStretch, i));
}

static void
ruler_elastic_labels(Ruler *ruler, const GArray *stretches)
{
    gint64 shown_ns = model_span_ns(ruler->build->model);

    for (guint i = 0; i < stretches->len; i++) {
        const AxisStretch *stretch = &g_array_index(stretches, AxisStretch, i);

        if (stretch->n_events == 0)
            ruler_gap(ruler, stretch, shown_ns);
        else
            ruler_burst(ruler, stretch, i + 1 < stretches->len ? stretch + 1 : NULL, shown_ns);
    }
}

/* The smallest of 1, 2 and 5 times a power of ten that is at least `least`. */
static double
round_step(double least)
{
    static const double steps[] = {1, 2, 5};
    double power = pow(10, floor(log10(least)));

    for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i] * power >= least * (1 - 1e-9))
            return steps[i] * power;
    return 10 * power;
}

static gint64
time_at(const Ruler *ruler, double unit)
{
    return (gint64) unit + model_begin_ns(ruler->build->model);
}

/* Nanoseconds from tick to tick, enough to keep their labels apart. */
static double
ruler_step(const Ruler *ruler)
{
    const View *view = ruler->build->view;
    double step = MAX(round_step(ruler->build->sizes->tick_gap / view->scale), 1);

    for (;;) {
        g_autofree char *last =
            text_time(time_at(ruler, view_unit(view, ruler->right)), (gint64) step);
        double w = build_text_width(ruler->build, FONT_SMALL, last);

        if (step * view->scale >= w + ruler->build->sizes->tick_gap)
            return step;
        step = round_step(step * 1.5);
    }
}

static void
ruler_tick(Ruler *ruler, double unit, double step)
{
    const Build *build = ruler->build;
    double x = view_x(build->view, unit);
    double pad = build->sizes->label_pad * 0.75;
    g_autofree char *text = text_time(time_at(ruler, unit), (gint64) step);

    if (build->sizes->rule > 0)
        scene_line(build->scene, x, ruler->y, 0, ruler->h, ROLE_TEXT_DIM, build->sizes->rule);
    ruler_label(ruler, x + pad, ruler->right, ROLE_TEXT, FONT_SMALL, ALIGN_LEFT, text);
}

static void
ruler_time_ticks(Ruler *ruler)
{
    const View *view = ruler->build->view;
    double step = ruler_step(ruler);
    double end = MIN(view_unit(view, ruler->right), axis_length(ruler->build->model, AXIS_TIME));
    double begin = (double) model_begin_ns(ruler->build->model);
    double least = MAX(view_unit(view, ruler->left), 0) + begin;
    double tick = ceil(least / step) * step - begin; /* a round time, not a round unit */

    for (; tick <= end; tick += step)
        ruler_tick(ruler, tick, step);
}

static void
ruler_time_bar(const Ruler *ruler)
{
    AxisStretch whole = {
        .n_events = 1,
        .end = axis_length(ruler->build->model, AXIS_TIME),
    };

    ruler_bar(ruler, &whole);
}

static void
ruler_time(Ruler *ruler)
{
    ruler_time_bar(ruler);
    ruler_time_ticks(ruler);
}

static gboolean
ruler_is_free(const Ruler *ruler, double from, double to)
{
    for (guint i = 0; i < ruler->used->len; i++) {
        const Room *room = &g_array_index(ruler->used, Room, i);

        if (from < room->to && room->from < to)
            return FALSE;
    }
    return to <= ruler->right;
}

/* A round time where bursts have no room for theirs; it has its own background, since it may lie
 * across several bursts. */
static void
ruler_round_time(const Ruler *ruler, gint64 ns, gint64 step_ns)
{
    const Build *build = ruler->build;
    double x = view_x(build->view, axis_of_time(build->model, AXIS_ELASTIC, ns));
    double pad = build->sizes->label_pad * 0.75;
    g_autofree char *text = text_time(ns, step_ns);
    double w = build_text_width(build, FONT_SMALL, text);

    if (x < ruler->left || !ruler_is_free(ruler, x - pad, x + w + 2 * pad))
        return;
    if (build->sizes->rule > 0) {
        scene_rect(build->scene, x, ruler->y, w + 2 * pad, ruler->h, ROLE_RULER);
        scene_line(build->scene, x, ruler->y, 0, ruler->h, ROLE_TEXT_DIM, build->sizes->rule);
    }
    scene_text(build->scene, x + pad, ruler->y, w, ruler->h, ROLE_TEXT, FONT_SMALL, ALIGN_LEFT,
               text);
    ruler_use(ruler, x, x + w + 2 * pad + build->sizes->tick_gap);
}

static gint64
ruler_ns_at(const Ruler *ruler, double x)
{
    const Build *build = ruler->build;
    gsize event = axis_event_at(build->model, AXIS_ELASTIC, view_unit(build->view, x));

    return model_event(build->model, event)->time_ns;
}

/* The step between round times, as if time passed evenly, so that they stay put while the view
 * moves. */
static gint64
ruler_round_step(const Ruler *ruler, gint64 to_ns, gint64 shown_ns)
{
    const Sizes *sizes = ruler->build->sizes;
    g_autofree char *last = text_time(to_ns, shown_ns);
    double w = build_text_width(ruler->build, FONT_SMALL, last);
    double right = stretch_x(ruler, axis_length(ruler->build->model, AXIS_ELASTIC));
    double most = (right - ruler->left) / (w + 3 * sizes->label_pad + sizes->tick_gap);

    return (gint64) round_step(MAX((double) shown_ns / MAX(most, 1), 1));
}

static void
ruler_round_times(const Ruler *ruler)
{
    gint64 from_ns = ruler_ns_at(ruler, ruler->left), to_ns = ruler_ns_at(ruler, ruler->right);
    gint64 step_ns = to_ns > from_ns ? ruler_round_step(ruler, to_ns, to_ns - from_ns) : 0;

    if (step_ns == 0)
        return;
    for (gint64 ns = from_ns - from_ns % step_ns; ns <= to_ns - step_ns;) {
        ns += step_ns;
        ruler_round_time(ruler, ns, step_ns);
    }
}

static void
ruler_elastic(Ruler *ruler)
{
    const View *view = ruler->build->view;
    g_autoptr(GArray) used = g_array_new(FALSE, FALSE, sizeof(Room));
    g_autoptr(GArray) stretches =
        axis_stretches(ruler->build->model, view_unit(view, ruler->left),
                       view_unit(view, ruler->right), view->sizes->min_span / view->scale);

    ruler_elastic_bars(ruler, stretches);
    ruler->used = used;
    ruler_elastic_labels(ruler, stretches);
    if (stretches->len > 0)
        ruler_round_times(ruler);
    ruler->used = NULL;
}

void
ruler_draw(const Build *build, double y)
{
    Ruler ruler = ruler_begin(build, y);
    Shape *ground = scene_rect(build->scene, ruler.left, y, ruler.right - ruler.left,
                               build->sizes->ruler_height, ROLE_NONE);

    ground->hit = HIT_RULER;
    ruler_name(&ruler);
    if (build->view->axis == AXIS_TIME)
        ruler_time(&ruler);
    else
        ruler_elastic(&ruler);
}
