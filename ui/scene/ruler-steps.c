/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler-steps.c - a column has the number of its event, as the playhead's label says it. */
#include "ui/scene/ruler-steps.h"

static char *
number_of(const Ruler *ruler, gsize event)
{
    const TraceEvent *shown = model_event(ruler->build->model, event);

    return g_strdup_printf("%" G_GUINT64_FORMAT, (guint64) shown->number);
}

/* From number to number, in columns: round, and enough to keep them apart. */
static gsize
number_step(const Ruler *ruler)
{
    const Build *build = ruler->build;
    g_autofree char *last = number_of(ruler, model_n_events(build->model) - 1);
    double w = build_text_width(build, FONT_SMALL, last) + build->sizes->label_pad;

    return (gsize) ruler_round_up(MAX(w / build->view->scale, 1));
}

static void
draw_number(const Ruler *ruler, gsize event)
{
    const Build *build = ruler->build;
    g_autofree char *text = number_of(ruler, event);
    double column = view_x(build->view, axis_of_event(build->model, build->view->axis, event));
    double w = build_text_width(build, FONT_SMALL, text);
    double x = column + MAX((build->view->scale - w) / 2, 0);

    if (x < ruler->left || !ruler_is_free(ruler, x, x + w))
        return;
    scene_text(build->scene, x, ruler->y, w, ruler->h, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT, text);
}

void
ruler_steps(Ruler *ruler)
{
    const Build *build = ruler->build;
    const View *view = build->view;
    gsize step = number_step(ruler);
    gsize first = axis_event_before(build->model, view->axis, view_unit(view, ruler->left));
    gsize last = axis_event_before(build->model, view->axis, view_unit(view, ruler->right));
    gsize begin = model_event(build->model, first)->number;

    for (gsize event = first + (step - begin % step) % step; event <= last; event += step)
        draw_number(ruler, event);
}
