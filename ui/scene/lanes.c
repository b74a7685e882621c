/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lanes.c - the lanes in view with their names, and the headings of their groups. The table of the
 * kinds of lanes is at the end. */
#include "ui/scene/lanes.h"

#include "ui/scene/bands.h"
#include "ui/scene/bars.h"
#include "ui/scene/frames.h"
#include "ui/scene/lines.h"
#include "ui/scene/points.h"

/* The name, and the detail below it, or after it where the lane is only one line high. */
static void
lane_name(const Lane *lane)
{
    const Build *build = lane->build;
    const Sizes *sizes = build->sizes;
    gboolean selected = lane->track->id == build->view->selected;
    gboolean below = lane->h >= 2 * sizes->line_height && lane->track->detail[0] != '\0';
    double x = sizes->indent;
    double right = sizes->names_width - MAX(sizes->indent, 1);
    double h = below ? sizes->line_height : lane->h;
    double y = below ? lane->y + lane->h / 2 - h - sizes->rule : lane->y;
    Font font = selected ? FONT_BOLD : FONT_BODY;

    build_text(build, x, y, right - x, h, ROLE_TEXT, font, ALIGN_LEFT, lane->track->name);
    if (build->view->parts & PART_PLAIN)
        return;
    if (!below)
        x += build_text_width(build, font, lane->track->name) + MAX(sizes->indent / 2, 1);
    build_text(build, x, below ? y + h + sizes->rule : y, right - x, h, ROLE_TEXT_DIM, FONT_MONO,
               ALIGN_LEFT, lane->track->detail);
}

static void
lane_ground(const Lane *lane)
{
    const Build *build = lane->build;
    guint32 id = lane->track->id;
    Role role = id == build->view->selected  ? ROLE_SELECTED
                : id == build->view->hovered ? ROLE_HOVERED
                                             : ROLE_NONE;
    double h = lane->h + lane->below;
    Shape *shape = scene_rect(build->scene, 0, lane->y, build->view->width, h, role);

    shape->hit = HIT_LANE;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    double rule = build->sizes->lane_rule;
    if (rule > 0)
        scene_line(build->scene, 0, lane->y + h - rule / 2, build->view->width, 0, ROLE_LINE, rule);
}

static void
lane_draw(const Lane *lane)
{
    guint first = lane->build->scene->shapes->len;

    lane->band->kind->draw(lane);
    if (!(lane->build->view->parts & PART_PLAIN))
        points_draw(lane, first);
}

static void
band_summary(const Build *build, const Band *band, double left)
{
    guint n = model_tracks(build->model, band->group)->len;
    g_autofree char *summary = model_group_summary(build->model, band->group);
    const char *text = n ? summary : "not used in this run";
    g_autofree char *here = band->n_in_range < n
                                ? g_strdup_printf("%s; %u in this range", text, band->n_in_range)
                                : NULL;

    build_text(build, left, band->y, build->view->width - build->sizes->indent - left,
               build->sizes->heading_height, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_RIGHT,
               here ? here : text);
}

static void
band_heading(const Build *build, const Band *band)
{
    g_autofree char *name =
        g_strconcat(band->open ? "▾ " : "▸ ", trace_tracks[band->group].heading, NULL);
    double x = build->sizes->indent / 2;
    double w = build_text_width(build, FONT_BOLD, name);
    Shape *shape = scene_rect(build->scene, 0, band->y, build->view->width,
                              build->sizes->heading_height, ROLE_PANEL);

    shape->hit = HIT_GROUP;
    shape->group = band->group;
    build_text(build, x, band->y, build->view->width - x, build->sizes->heading_height, ROLE_TEXT,
               FONT_BOLD, ALIGN_LEFT, name);
    band_summary(build, band, x + w + 2 * build->sizes->indent + 1);
}

static void
lanes_draw_names(const Build *build)
{
    if (!(build->view->parts & PART_NAMES))
        return;
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        band_each_lane(build, &build->bands[group], lane_name);
}

/* The rule between the names and the lanes. */
static void
lanes_draw_rule(const Build *build)
{
    double top = build->scene->lanes_y;
    double bottom =
        MIN(build->lanes_bottom, top + build->scene->content_height - build->view->scroll);

    if (build->sizes->lane_rule > 0 && build->view->parts & PART_NAMES)
        scene_line(build->scene, build->scene->lanes_x - build->sizes->indent / 2, top, 0,
                   bottom - top, ROLE_LINE, build->sizes->lane_rule);
}

void
lanes_draw(const Build *build)
{
    double left = build->scene->lanes_x - build->sizes->indent / 2;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        band_each_lane(build, &build->bands[group], lane_ground);
    lanes_draw_names(build);
    lanes_draw_rule(build);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (build->bands[group].shown)
            band_heading(build, &build->bands[group]);
    scene_clip(build->scene, left, build->scene->lanes_y, build->view->width - left,
               build->lanes_bottom - build->scene->lanes_y);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        band_each_lane(build, &build->bands[group], lane_draw);
    scene_unclip(build->scene);
}

/* clang-format off */
/* How the lanes of a kind of track are drawn, a row each. The columns:
 *
 *   track     of sched/trace/kinds.h
 *   height    of a lane in a picture, px
 *   overview  whether the overview SHOWS its lanes, or SKIPS them because they only mirror others
 *   arrows    begin and end at the edge of its BAR or of its DISC
 *   draw      the function that draws what is on a lane
 */
#define LANES(X)                                            \
    /* track  height  overview  arrows  draw */             \
    X(LOOP,   40,     SKIPS,    BAR,    bars_draw)          \
    X(TASK,   40,     SHOWS,    BAR,    frames_draw)        \
    X(SYNC,   34,     SKIPS,    BAR,    bars_draw_with_end) \
    X(FUTURE, 26,     SKIPS,    DISC,   lines_draw)         \
    X(WORKER, 40,     SHOWS,    BAR,    bars_draw_with_end) \
    X(OTHER,  34,     SHOWS,    BAR,    bars_draw_with_end)
/* clang-format on */

const LaneKind lane_kinds[TRACE_N_TRACKS] = {
#define ROW(track, height_, overview_, arrows_, draw_)                                             \
    [TRACE_TRACK_##track] = {.height = height_,                                                    \
                             .overview = OVERVIEW_##overview_,                                     \
                             .arrows = ARROWS_##arrows_,                                           \
                             .draw = draw_},
    LANES(ROW)
#undef ROW
};

#define BIT(track, ...) | 1u << TRACE_TRACK_##track
_Static_assert((0 LANES(BIT)) == (1u << TRACE_N_TRACKS) - 1, "each kind of track has a row");
#undef BIT
