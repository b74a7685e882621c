/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview.c - the whole run in a few rows, and which part of it is in view. However many tracks
 * there are, they share as many rows as there is room for, and each pixel of a row is drawn once.
 */
#include "ui/scene/overview.h"

#include <math.h>

#include "ui/scene/lanes.h"
#include "ui/scene/lod.h"

/* Each row samples about so many of its tracks, fewer if that is more work than six full ones. */
enum { ROW_SAMPLES = 64, ROW_FULL_LANES = 6 };

static const double row_pitch = 4, row_height = 3, frame_inset = 7;

/* The box of the overview, and the tracks it shows. */
typedef struct {
    const Build *build;
    View view; /* of the whole run */
    Columns columns;
    double x, y, w, h;
    GPtrArray *tracks; /* of const Track * */
    GByteArray *row;   /* TraceState of each px of the row being drawn */
} Overview;

static GPtrArray *
overview_tracks(const Build *build)
{
    GPtrArray *tracks = g_ptr_array_new();

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        const GPtrArray *all = build->bands[group].tracks;

        for (guint i = 0; lane_kinds[group].overview == OVERVIEW_SHOWS && i < all->len; i++)
            g_ptr_array_add(tracks, g_ptr_array_index(all, i));
    }
    return tracks;
}

static Overview
overview_begin(const Build *build, double y)
{
    const Sizes *sizes = build->sizes;
    Overview overview = {
        .build = build,
        .view = view_fit(build->model, build->view->axis, build->view->width, 0, 0, sizes),
        .x = build->scene->lanes_x,
        .y = y + frame_inset,
        .w = MAX(build->view->width - build->scene->lanes_x - sizes->margin_right, 1),
        .h = sizes->overview_height - 2 * frame_inset,
        .tracks = overview_tracks(build),
    };

    overview.view.width = overview.x + overview.w;
    overview.columns = columns_new(build->model, &overview.view);
    overview.row = g_byte_array_new();
    g_byte_array_set_size(overview.row, (guint) ceil(overview.w));
    return overview;
}

static void
overview_end(Overview *overview)
{
    g_ptr_array_unref(overview->tracks);
    columns_clear(&overview->columns);
    g_byte_array_unref(overview->row);
}

static void
row_take_piece(const Overview *overview, const Piece *piece)
{
    double first = MAX(floor(piece->x - overview->x), 0);
    double stop = MIN(ceil(piece->x + piece->w - overview->x), overview->row->len);

    for (double i = first; i < stop; i++) {
        guint8 *state = &overview->row->data[(guint) i];

        if (looks[piece->state].urgency > looks[*state].urgency)
            *state = (guint8) piece->state;
    }
}

static void
row_take_track(const Overview *overview, const Track *track)
{
    Lod lod = lod_begin(overview->build->model, &overview->view, &overview->columns, track);
    Piece piece;

    lod.plain = TRUE;
    while (lod_next(&lod, &piece))
        row_take_piece(overview, &piece);
}

/* The colour that stands for a state where there is no room for more. */
static Role
row_role(TraceState state)
{
    const Look *look = &looks[state];

    if (look->pattern == PATTERN_HATCH)
        return look->mark;
    return look->edge != ROLE_NONE ? look->edge : look->fill;
}

/* Adjoining pixels of the same state become one rect. */
static void
row_draw(const Overview *overview, double y, double h)
{
    const guint8 *states = overview->row->data;
    guint n = overview->row->len;

    for (guint i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && states[next] == states[i]; next++)
            ;
        if (row_role(states[i]) != ROLE_NONE)
            scene_rect(overview->build->scene, overview->x + i, y, next - i, h, row_role(states[i]))
                ->state = states[i];
    }
}

/* The step from one sampled track to the next. */
static guint
row_step(const Overview *overview, guint first, guint stop)
{
    guint step = MAX((stop - first) / ROW_SAMPLES, 1);
    guint full = overview->columns.firsts->len, work = 0;

    for (guint i = first; i < stop; i += step) {
        const Track *track = g_ptr_array_index(overview->tracks, i);

        work += MIN(track->spans->len, full);
    }
    return step * (1 + work / (ROW_FULL_LANES * full + 1));
}

static void
overview_row(const Overview *overview, guint first, guint stop, double y, double h)
{
    guint step = row_step(overview, first, stop);

    memset(overview->row->data, TRACE_STATE_NONE, overview->row->len);
    for (guint i = first; i < stop; i += step)
        row_take_track(overview, g_ptr_array_index(overview->tracks, i));
    row_draw(overview, y, h);
}

static void
overview_rows(const Overview *overview)
{
    double inner = overview->h - row_pitch;
    guint n = overview->tracks->len;
    guint rows = (guint) CLAMP(floor(inner / row_pitch), 1, MAX(n, 1));
    double pitch = MIN(inner / rows, 2 * row_pitch);
    double y = overview->y + (overview->h - rows * pitch) / 2 + (pitch - row_height) / 2;

    for (guint i = 0; i < rows; i++)
        overview_row(overview, n * i / rows, n * (i + 1) / rows, round(y + i * pitch), row_height);
}

/* Frames the part in view, unless that is the whole run. */
static void
overview_frame(const Overview *overview)
{
    const View *view = overview->build->view;
    double left = view_x(&overview->view, view->left);
    double right = view_x(&overview->view, view_unit(view, view->width));
    double x = MAX(left, overview->x - 2);
    double end = MIN(right, overview->x + overview->w + 2);

    if (left <= overview->x + 0.5 && right >= overview->x + overview->w - 0.5)
        return;
    Shape *frame = scene_rect(overview->build->scene, x, overview->y, MAX(end - x, 4), overview->h,
                              ROLE_VIEWPORT);
    frame->edge = ROLE_VIEWPORT_EDGE;
    frame->radius = overview->build->sizes->radius;
}

static void
overview_box(const Overview *overview)
{
    const Build *build = overview->build;
    Shape *box = scene_rect(build->scene, overview->x - 6, overview->y, overview->w + 12,
                            overview->h, ROLE_OVERVIEW);

    box->edge = ROLE_OVERVIEW_EDGE;
    box->radius = build->sizes->radius + 1;
    build_text(build, build->sizes->indent, overview->y, overview->x - 2 * build->sizes->indent,
               overview->h, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT, "Whole run");
}

/* The pointer's target is exactly as wide as the run, so that a place in it is a place in time. */
static void
overview_target(const Overview *overview)
{
    scene_rect(overview->build->scene, overview->x, overview->y, overview->w, overview->h,
               ROLE_NONE)
        ->hit = HIT_OVERVIEW;
}

void
overview_draw(const Build *build, double y)
{
    Overview overview = overview_begin(build, y);

    overview_box(&overview);
    overview_rows(&overview);
    overview_frame(&overview);
    overview_target(&overview);
    overview_end(&overview);
}
