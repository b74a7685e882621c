/* SPDX-License-Identifier: GPL-3.0-or-later */
/* legend.c - what the colours, patterns and signs mean, in as many rows as the width asks for. */
#include "ui/scene/build.h"

/* In the order of a lane's life. An end is a disc, all else a swatch. */
static const struct {
    TraceState state;
    gboolean disc;
    const char *name;
} entries[] = {
    {TRACE_STATE_RUNNING, FALSE, "running"},
    {TRACE_STATE_READY, FALSE, "ready"},
    {TRACE_STATE_WAITING, FALSE, "waiting"},
    {TRACE_STATE_CANCELLED, FALSE, "cancelling"},
    {TRACE_STATE_DONE, TRUE, "done"},
    {TRACE_STATE_CANCELLED, TRUE, "cancelled"},
    {TRACE_STATE_FAILED, TRUE, "failed"},
    {TRACE_STATE_ASLEEP, FALSE, "loop asleep"},
    {TRACE_STATE_CALLBACK, FALSE, "callback, timer"},
};

/* Where the next entry goes. */
typedef struct {
    const Build *build;
    double x, y;
} Pen;

static double
entry_sample_width(const Build *build, gsize i)
{
    return entries[i].disc ? build->sizes->future_disc : build->sizes->swatch;
}

static double
entry_space(const Build *build)
{
    return MAX(build->sizes->label_pad * 0.75, 1);
}

static double
entry_width(const Build *build, gsize i)
{
    return entry_sample_width(build, i) + entry_space(build) +
           build_text_width(build, FONT_SMALL, entries[i].name);
}

/* Make room for an entry, on the next row when this one is full. */
static void
pen_fit(Pen *pen, double w)
{
    const Sizes *sizes = pen->build->sizes;

    if (pen->x > sizes->indent && pen->x + w > pen->build->view->width - sizes->indent) {
        pen->x = sizes->indent;
        pen->y += sizes->legend_height;
    }
}

static void
pen_advance(Pen *pen, double w)
{
    pen->x += w + MAX(2 * pen->build->sizes->label_pad, 2);
}

static void
entry_sample(const Pen *pen, gsize i)
{
    const Build *build = pen->build;
    const Look *look = &looks[entries[i].state];
    double h = build->sizes->future_disc;
    double y = pen->y + (build->sizes->legend_height - h) / 2;
    Shape *shape;

    if (entries[i].disc) {
        scene_disc(build->scene, pen->x, y, h, entries[i].state);
        return;
    }
    shape = scene_rect(build->scene, pen->x, y, build->sizes->swatch, h, look->fill);
    shape->edge = look->edge;
    shape->pattern = look->pattern;
    shape->mark = look->mark;
    shape->radius = build->sizes->radius * 0.75;
    shape->state = entries[i].state;
}

static void
entry_draw(const Pen *pen, gsize i)
{
    const Build *build = pen->build;
    double x = pen->x + entry_sample_width(build, i) + entry_space(build);

    entry_sample(pen, i);
    build_text(build, x, pen->y, build->view->width - x, build->sizes->legend_height, ROLE_TEXT_DIM,
               FONT_SMALL, ALIGN_LEFT, entries[i].name);
}

double
legend_height(const Build *build)
{
    Pen pen = {build, build->sizes->indent, 0};

    for (gsize i = 0; i < G_N_ELEMENTS(entries); i++) {
        pen_fit(&pen, entry_width(build, i));
        pen_advance(&pen, entry_width(build, i));
    }
    return pen.y + build->sizes->legend_height + build->sizes->indent / 2;
}

void
legend_draw(const Build *build)
{
    Pen pen = {build, build->sizes->indent, build->lanes_bottom + build->sizes->indent / 4};

    scene_rect(build->scene, 0, build->lanes_bottom, build->view->width,
               build->scene->height - build->lanes_bottom, ROLE_BACKGROUND);
    for (gsize i = 0; i < G_N_ELEMENTS(entries); i++) {
        pen_fit(&pen, entry_width(build, i));
        entry_draw(&pen, i);
        pen_advance(&pen, entry_width(build, i));
    }
}
