/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.c - events on a lane that take no time: a tick at the upper edge of the bar and, where
 * there is room, a tag that says what it is. Points that would touch share one tick. */
#include "ui/scene/points.h"

#include <math.h>

/* px; with less room than `least_words`, words are left out and only the glyph is shown. */
static const double least_words = 40, widest_tag = 180, least_cells = 24;

/* Points that one tick stands for. */
typedef struct {
    guint first, stop; /* in Track.points */
    double x;          /* of the first */
    double room;       /* to the next tick */
} Cluster;

static gsize
point_at(const Track *track, guint i)
{
    return g_array_index(track->points, gsize, i);
}

/* The number of the first point, from `low` on, that is at or after `event`. */
static guint
first_from(const Track *track, guint low, gsize event)
{
    guint high = track->points->len, step = 1;

    while (low + step < high && point_at(track, low + step) < event) {
        low += step;
        step *= 2;
    }
    high = MIN(high, low + step);
    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (point_at(track, middle) < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first event whose point does not touch the tick at `x`; found by whole columns, so that a
 * long run is not searched event by event. */
static gsize
event_behind(const Build *build, double x)
{
    const Columns *columns = &build->columns;
    double column = ceil((x + build->sizes->point_gap - columns->left) / columns->width);

    return g_array_index(columns->firsts, gsize,
                         (guint) CLAMP(column, 1, (double) columns->firsts->len - 1));
}

static Cluster
cluster_at(const Build *build, const Track *track, guint first)
{
    Cluster cluster = {.first = first, .x = build_x(build, point_at(track, first))};

    cluster.stop = MAX(first_from(track, first, event_behind(build, cluster.x)), first + 1);
    cluster.room = build->view->width - cluster.x;
    if (cluster.stop < track->points->len)
        cluster.room = MIN(cluster.room, build_x(build, point_at(track, cluster.stop)) - cluster.x);
    return cluster;
}

/* ---- one tick ---- */

static void
point_hit(const Lane *lane, Shape *shape, const Cluster *cluster)
{
    shape->hit = HIT_POINT;
    shape->track = lane->track->id;
    shape->group = lane->band->group;
    shape->event = point_at(lane->track, cluster->first);
    shape->n_told = cluster->stop - cluster->first;
}

/* As much of a point's sign as there is room for: all, a beginning, only the glyph; NULL: nothing.
 */
static char *
tag_text(const Build *build, const Lane *lane, const Cluster *cluster)
{
    double room = MIN(cluster->room - build->sizes->label_pad, widest_tag);
    g_autofree char *sign = model_point_sign(build->model, point_at(lane->track, cluster->first));
    g_autofree char *glyph = g_utf8_substring(sign, 0, *sign ? 1 : 0);

    if (!*sign || cluster->stop - cluster->first > 1)
        return NULL;
    if (build_text_width(build, FONT_TINY, sign) <= room)
        return g_steal_pointer(&sign);
    if (room >= least_words && !g_str_equal(sign, glyph))
        return build_cut_text(build, FONT_TINY, sign, room);
    return build_text_width(build, FONT_TINY, glyph) <= room ? g_steal_pointer(&glyph) : NULL;
}

/* A little flag at the top of the tick; it has no box where the lane is a line instead of a bar. */
static void
draw_tag(const Lane *lane, const Cluster *cluster, const char *text)
{
    const Build *build = lane->build;
    const Sizes *sizes = build->sizes;
    gboolean plain = lane->band->kind->arrows == ARROWS_DISC;
    double w = ceil(build_text_width(build, FONT_TINY, text) + sizes->label_pad * 0.75);
    double x = round(cluster->x), y = lane->y + 1;
    Shape *tag = scene_rect(build->scene, x, y, w, sizes->tag_height, plain ? ROLE_NONE : ROLE_TAG);

    tag->edge = plain ? ROLE_NONE : ROLE_TAG_EDGE;
    tag->radius = sizes->radius * 0.75;
    point_hit(lane, tag, cluster);
    scene_text(build->scene, x, y, w, sizes->tag_height, plain ? ROLE_TEXT_DIM : ROLE_TEXT,
               FONT_TINY, ALIGN_CENTER, text);
}

/* From the lane's upper edge down to its bar or line. */
static void
draw_tick(const Lane *lane, const Cluster *cluster)
{
    gboolean thin = lane->band->kind->arrows == ARROWS_DISC;
    double w = cluster->stop - cluster->first > 1 ? 3 : 1.5;
    double h = thin ? lane->h / 2 - 2 : lane->build->sizes->span_inset;
    Shape *tick =
        scene_rect(lane->build->scene, round(cluster->x) - 0.5, lane->y + 1, w, h, ROLE_POINT);

    point_hit(lane, tick, cluster);
}

static void
draw_picture(const Lane *lane, const Cluster *cluster)
{
    g_autofree char *text = tag_text(lane->build, lane, cluster);

    draw_tick(lane, cluster);
    if (text != NULL)
        draw_tag(lane, cluster, text);
}

/* ---- in characters ---- */

/* Whether a label stands in the cell at `x`. */
static gboolean
is_taken(const Scene *scene, guint first, double x, double y)
{
    for (guint i = first; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);

        if (shape->kind == SHAPE_TEXT && shape->y == y && floor(shape->x) <= x &&
            x < ceil(shape->x + shape->w))
            return TRUE;
    }
    return FALSE;
}

/* A glyph in the bar. */
static void
draw_glyph(const Lane *lane, const Cluster *cluster, const char *sign)
{
    g_autofree char *glyph = g_utf8_substring(sign, 0, 1);
    Shape *cell = scene_text(lane->build->scene, round(cluster->x), lane->y, 1, 1, ROLE_POINT,
                             FONT_BODY, ALIGN_LEFT, glyph);

    point_hit(lane, cell, cluster);
}

/* The words that the program chose, in the row below the bar, as far as there is room. */
static void
draw_words(const Lane *lane, const Cluster *cluster, const char *sign, double *pen)
{
    const Build *build = lane->build;
    double x = round(cluster->x), y = lane->y + lane->h + lane->below - 1;
    double needed = build_text_width(build, FONT_BODY, sign);
    double w = MIN(MAX(cluster->room - 1, least_cells), needed);

    if (x < *pen || *g_utf8_next_char(sign) == '\0')
        return;
    build_text(build, x, y, w, 1, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, sign);
    *pen = x + w + 1;
}

static void
draw_cells(const Lane *lane, const Cluster *cluster, guint first, double *pen)
{
    g_autofree char *sign =
        model_point_sign(lane->build->model, point_at(lane->track, cluster->first));

    if (!*sign)
        return;
    if (!is_taken(lane->build->scene, first, round(cluster->x), lane->y))
        draw_glyph(lane, cluster, sign);
    draw_words(lane, cluster, sign, pen);
}

void
points_draw(const Lane *lane, guint first)
{
    const Build *build = lane->build;
    const Track *track = lane->track;
    const GArray *firsts = build->columns.firsts;

    if (track->points == NULL || firsts->len < 2)
        return;
    guint i = first_from(track, 0, g_array_index(firsts, gsize, 0));
    double pen = 0; /* from where words have room */
    while (i < track->points->len) {
        Cluster cluster = cluster_at(build, track, i);

        if (cluster.x > build->view->width)
            return;
        if (build->sizes->tag_height > 0)
            draw_picture(lane, &cluster);
        else
            draw_cells(lane, &cluster, first, &pen);
        i = cluster.stop;
    }
}

/* Whether the program chose words for it. */
static gboolean
point_speaks(const Model *model, gsize event)
{
    g_autofree char *sign = model_point_sign(model, event);

    return g_utf8_strlen(sign, -1) > 1;
}

double
points_height(const Build *build, const Track *track)
{
    const GArray *firsts = build->columns.firsts;

    if (build->sizes->tag_height > 0 || track->points == NULL || firsts->len < 2)
        return 0;
    gsize end = g_array_index(firsts, gsize, firsts->len - 1);
    for (guint i = first_from(track, 0, g_array_index(firsts, gsize, 0));
         i < track->points->len && point_at(track, i) < end; i++)
        if (point_speaks(build->model, point_at(track, i)))
            return build->sizes->line_height;
    return 0;
}
