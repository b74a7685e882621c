/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.c - draws the coroutines that a task is in below its bar, like a flame: a thin one, or a
 * row for each depth if the task is selected or there is room for the frames of all tasks. */
#include "ui/scene/frames.h"

#include <math.h>

#include "ui/scene/bars.h"
#include "ui/scene/lod.h"

enum { MAX_ROWS = 8, MAX_LINES = 3 };

static gboolean
is_unfolded(const Build *build, const Track *track)
{
    return build->unfolds || track->id == build->view->selected;
}

gboolean
frames_are_shown(const Build *build)
{
    return !(build->view->parts & PART_PLAIN) || build->view->parts & PART_FRAMES;
}

double
frames_height(const Build *build, const Track *track)
{
    gboolean has_rows = frames_are_shown(build) && is_unfolded(build, track);

    return has_rows ? frames_rows(track) * build->sizes->frame_height : 0;
}

guint
frames_rows(const Track *track)
{
    return MIN(track_n_frames(track), MAX_ROWS);
}

/* The frames at `depth` as a lane of their own, whose bar and margins are `h` high. */
static Lane
frame_lane(const Lane *lane, guint depth, double y, double h)
{
    double inset = lane->build->sizes->span_inset;

    return (Lane){
        .build = lane->build,
        .band = lane->band,
        .track = track_frames(lane->track, depth),
        .y = y - inset,
        .h = h + 2 * inset,
    };
}

static void
draw_rows(const Lane *lane)
{
    const Sizes *sizes = lane->build->sizes;
    double y = lane->y + lane->h - MAX(sizes->span_inset - sizes->span_gap, 0);
    guint n = frames_rows(lane->track);

    for (guint depth = 0; depth < n; depth++, y += sizes->frame_height) {
        Lane row = frame_lane(lane, depth, y, sizes->frame_height - sizes->span_gap);

        bars_draw(&row);
    }
}

static void
draw_line(const Lane *line)
{
    const Build *build = line->build;
    double inset = build->sizes->span_inset;
    Lod lod = lod_begin(build->model, build->view, &build->columns, line->track);
    Piece piece;
    double x, w;

    while (lod_next(&lod, &piece))
        if (piece_box(build, &piece, &x, &w)) {
            Shape *shape = scene_rect(build->scene, x, line->y + inset, w, line->h - 2 * inset,
                                      looks[TRACE_STATE_FRAME].edge);
            shape->state = TRACE_STATE_FRAME;
            lane_mark(line, shape, &piece);
            if (w >= build->sizes->label_min && !piece.merged)
                lane_describe(shape);
        }
}

/* Draws thin lines in the margin below the bar, which has room for a few depths. */
static void
draw_lines(const Lane *lane)
{
    double room = lane->build->sizes->span_inset - 1;
    guint n = MIN(track_n_frames(lane->track), MAX_LINES);
    double pitch = MIN(room / MAX(n, 1), 3), h = floor(pitch * 0.75 * 2) / 2;

    for (guint depth = 0; depth < n && h > 0; depth++) {
        Lane line = frame_lane(lane, depth, lane->y + lane->h - room + depth * pitch, h);

        draw_line(&line);
    }
}

void
frames_draw(const Lane *lane)
{
    bars_draw_with_end(lane);
    if (!frames_are_shown(lane->build) || track_n_frames(lane->track) == 0)
        return;
    if (is_unfolded(lane->build, lane->track))
        draw_rows(lane);
    else
        draw_lines(lane);
}
