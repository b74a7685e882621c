/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler-elastic.c - bursts with their times, gaps with their lengths, and round times. */
#include "ui/scene/ruler-elastic.h"

#include "ui/model/text.h"
#include "ui/scene/ruler-steps.h"

/* "0 s  31 events"; the time may extend into the gap after the burst, and that of the first burst
 * as far as it needs. On the axis of steps its columns have numbers, so it is not counted. */
static void
ruler_burst(Ruler *ruler, const AxisStretch *burst, const AxisStretch *next, gboolean first)
{
    double pad = ruler->build->sizes->label_pad * 0.75;
    double x = ruler_x(ruler, burst->begin) + pad;
    double end = ruler_x(ruler, burst->end) - pad;
    double room = next == NULL || first ? ruler->right : ruler_x(ruler, next->end) - pad;

    if (room - x < ruler->least || !ruler_boundary(ruler, view_x(ruler->build->view, burst->begin)))
        return;
    g_autofree char *time = text_duration(burst->begin_ns);
    g_autofree char *count =
        g_strdup_printf("%zu event%s", burst->n_events, burst->n_events == 1 ? "" : "s");
    if (!ruler_label(ruler, x, room, ROLE_TEXT, FONT_SMALL_BOLD, ALIGN_LEFT, time))
        return;
    g_array_append_val(ruler->told, burst->begin_ns);
    if (ruler->build->view->axis == AXIS_STEPS || ruler->build->view->parts & PART_PLAIN)
        return;
    ruler_label(ruler, x, end, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_RIGHT, count);
    if (burst->end_ns - burst->begin_ns < MODEL_IDLE_NS) /* all of it is at that time */
        ruler_use(ruler, x, end + pad);
}

/* "— 1 s —", with a dash at each end of the gap, so that it does not read like a moment. */
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

/* Where there is no room for dashes, the length is small. */
static void
ruler_gap(Ruler *ruler, const AxisStretch *gap)
{
    double x = ruler_x(ruler, gap->begin), end = ruler_x(ruler, gap->end);
    g_autofree char *length = text_duration(gap->end_ns - gap->begin_ns);

    if (!ruler_gap_label(ruler, x, end, length) && ruler->build->sizes->rule > 0)
        ruler_label(ruler, x + 1, end - 1, ROLE_TEXT_DIM, FONT_TINY, ALIGN_CENTER, length);
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
    for (guint i = 0; i < stretches->len; i++) {
        const AxisStretch *stretch = &g_array_index(stretches, AxisStretch, i);

        if (stretch->n_events == 0)
            ruler_gap(ruler, stretch);
        else
            ruler_burst(ruler, stretch, i + 1 < stretches->len ? stretch + 1 : NULL, i == 0);
    }
}

static gboolean
is_told(const Ruler *ruler, gint64 ns)
{
    for (guint i = 0; i < ruler->told->len; i++)
        if (g_array_index(ruler->told, gint64, i) == ns)
            return TRUE;
    return FALSE;
}

/* A round time where bursts have no room for theirs; it has its own background, since it may lie
 * across several bursts. */
static void
ruler_round_time(Ruler *ruler, gint64 ns, gint64 step_ns, gint64 end_ns)
{
    const Build *build = ruler->build;
    double x = view_x(build->view, axis_of_time(build->model, build->view->axis, ns));
    double pad = build->sizes->label_pad * 0.75;
    g_autofree char *text = text_tick(ns, step_ns, end_ns);
    double w = build_text_width(build, FONT_SMALL, text);

    if (x < ruler->left || !ruler_is_free(ruler, x - pad, x + w + 2 * pad) ||
        !ruler_boundary(ruler, x))
        return;
    if (build->sizes->rule > 0)
        scene_rect(build->scene, x + build->sizes->rule, ruler->y, w + 2 * pad, ruler->h,
                   ROLE_RULER);
    scene_text(build->scene, x + pad, ruler->y, w, ruler->h, ROLE_TEXT, FONT_SMALL, ALIGN_LEFT,
               text);
    ruler_use(ruler, x, x + w + 2 * pad + build->sizes->tick_gap);
}

static gint64
ruler_ns_at(const Ruler *ruler, double x)
{
    const Build *build = ruler->build;
    gsize event = axis_event_at(build->model, build->view->axis, view_unit(build->view, x));

    return model_event(build->model, event)->time_ns;
}

/* The step between round times, as if time passed evenly, so that they stay put while the view
 * moves. */
static gint64
ruler_round_step(const Ruler *ruler, gint64 to_ns, gint64 shown_ns)
{
    const Sizes *sizes = ruler->build->sizes;
    g_autofree char *last = text_tick(to_ns, shown_ns / 1000, to_ns);
    double w = build_text_width(ruler->build, FONT_SMALL, last);
    double right = ruler_x(ruler, axis_length(ruler->build->model, ruler->build->view->axis));
    double most = (right - ruler->left) / (w + 3 * sizes->label_pad + sizes->tick_gap);

    return (gint64) ruler_round_up(MAX((double) shown_ns / MAX(most, 1), 1));
}

static void
ruler_round_times(Ruler *ruler)
{
    gint64 from_ns = ruler_ns_at(ruler, ruler->left), to_ns = ruler_ns_at(ruler, ruler->right);
    gint64 step_ns = to_ns > from_ns ? ruler_round_step(ruler, to_ns, to_ns - from_ns) : 0;

    if (step_ns == 0)
        return;
    for (gint64 ns = from_ns - from_ns % step_ns; ns <= to_ns - step_ns;) {
        ns += step_ns;
        if (!is_told(ruler, ns))
            ruler_round_time(ruler, ns, step_ns, to_ns);
    }
}

void
ruler_elastic(Ruler *ruler)
{
    const View *view = ruler->build->view;
    g_autoptr(GArray) boundaries = g_array_new(FALSE, FALSE, sizeof(double));
    g_autoptr(GArray) used = g_array_new(FALSE, FALSE, sizeof(Room));
    g_autoptr(GArray) told = g_array_new(FALSE, FALSE, sizeof(gint64));
    g_autoptr(GArray) stretches =
        axis_stretches(ruler->build->model, view->axis, view_unit(view, ruler->left),
                       view_unit(view, ruler->right), view->sizes->tick_apart / view->scale);

    ruler_elastic_bars(ruler, stretches);
    ruler->used = used;
    ruler->boundaries = boundaries;
    ruler->told = told;
    ruler_elastic_labels(ruler, stretches);
    if (stretches->len > 0 && view->axis == AXIS_STEPS)
        ruler_steps(ruler);
    else if (stretches->len > 0)
        ruler_round_times(ruler);
    ruler->used = ruler->boundaries = ruler->told = NULL;
}
