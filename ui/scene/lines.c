/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.c - a lane as a thin line from a ring to the disc that says how it ended. */
#include "ui/scene/lines.h"

#include <math.h>

#include "ui/scene/lod.h"

static void
line_end(const Lane *lane, gsize event, TraceState state, double diameter)
{
    const Build *build = lane->build;
    double x = build_x(build, event);

    if (x < build->scene->lanes_x - diameter || x > build->view->width + diameter)
        return;
    Shape *shape = scene_disc(build->scene, x - diameter / 2, lane->y + (lane->h - diameter) / 2,
                              diameter, state);
    shape->hit = HIT_SPAN;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    shape->event = event;
}

/* A thin line; the pointer hits it anywhere in the height of the lane. */
static void
line_piece(const Lane *lane, const Piece *piece)
{
    const Build *build = lane->build;
    double thick = MIN(3, lane->h);
    double inset = build->sizes->span_inset / 2;
    double x, w;

    if (!piece_box(build, piece, &x, &w))
        return;
    Shape *line = scene_rect(build->scene, x, lane->y + (lane->h - thick) / 2, w, thick,
                             looks[piece->state].fill);
    line->state = piece->state;
    Shape *shape = scene_rect(build->scene, x, lane->y + inset, w, lane->h - 2 * inset, ROLE_NONE);
    lane_mark(lane, shape, piece);
    if (w >= build->sizes->label_min)
        lane_describe(shape);
}

void
lines_draw(const Lane *lane)
{
    Lod lod = lod_begin(lane->build->model, lane->build->view, &lane->build->columns, lane->track);
    Piece piece;
    double diameter = lane->build->sizes->future_disc;

    while (lod_next(&lod, &piece))
        if (looks[piece.state].fill != ROLE_NONE)
            line_piece(lane, &piece);
    if (lane->build->sizes->rule > 0)
        line_end(lane, lane->track->first, TRACE_STATE_PENDING, round(diameter * 0.6));
    if (lane->track->last != MODEL_NONE && looks[lane->track->outcome].end.disc != ROLE_NONE)
        line_end(lane, lane->track->last, lane->track->outcome, diameter);
}
