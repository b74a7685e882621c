/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crowd.c - spans too many to be told apart: columns on a common background, each filled from below
 * in proportion to the time for which the track was busy. */
#include "ui/scene/crowd.h"

#include <math.h>

static void
ground_under(const Lane *lane, Ground *ground, const Piece *piece, double x, double end)
{
    const Build *build = lane->build;
    double inset = build->sizes->span_inset;

    if (x != ground->end || piece->base != ground->state) {
        Shape *shape =
            scene_rect(build->scene, x, lane->y + inset, 0, lane->h - 2 * inset, ROLE_NONE);
        lane_mark(lane, shape, piece);
        shape->state = piece->base;
        *ground = (Ground){.shape = build->scene->shapes->len - 1, .state = piece->base};
    }
    Shape *shape = &g_array_index(build->scene->shapes, Shape, ground->shape);
    shape->w = end - shape->x;
    piece_look(shape, &looks[piece->base]);
    ground->end = end;
}

/* A bar of `steps` steps in a column, above the lowest `below` steps, which another bar takes. */
static void
crowd_bar(const Lane *lane, double x, double w, TraceState state, guint below, guint steps)
{
    const Sizes *sizes = lane->build->sizes;
    double step = (lane->h - 2 * sizes->span_inset) / FILL_STEPS;
    double bottom = lane->y + lane->h - sizes->span_inset;
    double y = bottom - step * (below + steps), end = bottom - step * below;
    gboolean cells = sizes->rule <= 0;

    if (steps == 0)
        return;
    y = cells ? y : round(y);
    Shape *bar = scene_rect(lane->build->scene, x, y, w, (cells ? end : round(end)) - y, ROLE_NONE);
    piece_look(bar, &looks[state]);
    bar->state = state;
}

void
crowd_draw(const Lane *lane, Ground *ground, const Piece *piece)
{
    double x = round(MAX(piece->x, lane->build->scene->lanes_x - lane->build->sizes->indent));
    double end = round(MIN(piece->x + piece->w, lane->build->view->width + BUILD_OVERHANG));

    if (end <= x)
        return;
    ground_under(lane, ground, piece, x, end);
    crowd_bar(lane, x, end - x, TRACE_STATE_READY, piece->fill, piece->ready);
    crowd_bar(lane, x, end - x, piece->state, 0, piece->fill);
}
