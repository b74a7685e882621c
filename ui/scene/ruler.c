/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler.c - the axis above the lanes; of the two, the axis of time is here. */
#include "ui/scene/ruler.h"

#include <math.h>

#include "ui/model/text.h"
#include "ui/scene/ruler-elastic.h"

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

    build_text(build, x, ruler->y, ruler->left - x, ruler->h, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT,
               axes[build->view->axis].ruler);
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
    double step = MAX(ruler_round_up(ruler->build->sizes->tick_gap / view->scale), 1);
    gint64 end_ns = model_duration_ns(ruler->build->model);

    for (;;) {
        g_autofree char *last =
            text_tick(time_at(ruler, view_unit(view, ruler->right)), (gint64) step, end_ns);
        double w = build_text_width(ruler->build, FONT_SMALL, last);

        if (step * view->scale >= w + ruler->build->sizes->tick_gap)
            return step;
        step = ruler_round_up(step * 1.5);
    }
}

static void
ruler_tick(Ruler *ruler, double unit, double step)
{
    const Build *build = ruler->build;
    double x = view_x(build->view, unit);
    double pad = build->sizes->label_pad * 0.75;
    gint64 end_ns = model_duration_ns(build->model);
    g_autofree char *text = text_tick(time_at(ruler, unit), (gint64) step, end_ns);

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
