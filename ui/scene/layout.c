/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - stack the parts and the lanes from top to bottom, and have each drawn in its place.
 * Pure: no GTK, no clock, no globals. */
#include "ui/scene/arrows.h"
#include "ui/scene/bands.h"
#include "ui/scene/bars.h"
#include "ui/scene/bookmarks.h"
#include "ui/scene/lanes.h"
#include "ui/scene/legend.h"
#include "ui/scene/lines.h"
#include "ui/scene/lod.h"
#include "ui/scene/overview.h"
#include "ui/scene/playhead.h"
#include "ui/scene/ruler.h"

#include <math.h>

/* Heights of the parts above and below the lanes; 0 for a part that is not wanted. */
static double
build_part_height(const Build *build, Parts part, double height)
{
    return build->view->parts & part ? height : 0;
}

static void
title_draw(const Build *build, double y)
{
    const char *title = model_meta(build->model, "title");
    const Sizes *sizes = build->sizes;

    if (title != NULL)
        build_text(build, sizes->indent, y, build->view->width - 2 * sizes->indent,
                   sizes->title_height, ROLE_TEXT, FONT_TITLE, ALIGN_LEFT, title);
}

/* The parts above the lanes, from top to bottom. */
static const struct {
    Parts part;
    gsize height; /* where in Sizes */
    void (*draw)(const Build *build, double y);
} tops[] = {
    {PART_TITLE, offsetof(Sizes, title_height), title_draw},
    {PART_OVERVIEW, offsetof(Sizes, overview_height), overview_draw},
    {PART_RULER, offsetof(Sizes, ruler_height), ruler_draw},
};

static double
top_height(const Build *build, gsize i)
{
    return build_part_height(build, tops[i].part,
                             G_STRUCT_MEMBER(double, build->sizes, tops[i].height));
}

/* How many lanes there are besides those that are shown, right below these. */
static void
note_draw(const Build *build)
{
    const Scene *scene = build->scene;
    const Sizes *sizes = build->sizes;
    guint n = build->view->n_more;
    double y = MIN(scene->lanes_y + scene->content_height, build->lanes_bottom);
    g_autofree char *text = g_strdup_printf("%u more lane%s", n, n == 1 ? "" : "s");

    build_text(build, sizes->indent, y, build->view->width - sizes->indent, sizes->note_height,
               ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT, text);
}

static void
find_lanes(Build *build)
{
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        build->bands[group].kind = &lane_kinds[group];
    bands_fill(build);
}

static void
build_measure(Build *build)
{
    Scene *scene = build->scene;
    find_lanes(build);
    double note = build->view->n_more ? build->sizes->note_height : 0;
    double legend = build_part_height(build, PART_LEGEND, legend_height(build)) + note;

    scene->lanes_x = build->sizes->names_width;
    scene->lanes_width = MAX(scene->width - scene->lanes_x, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(tops); i++)
        scene->lanes_y += top_height(build, i);
    scene->content_height =
        bands_stack(build, scene->height > 0 ? MAX(scene->height - scene->lanes_y - legend, 1) : 0);
    if (scene->height <= 0)
        scene->height = scene->lanes_y + scene->content_height + legend;
    build->lanes_bottom = MAX(scene->height - legend, scene->lanes_y);
    build->legend_top = build->lanes_bottom + note;
    scene->lanes_height = build->lanes_bottom - scene->lanes_y;
}

static void
build_draw(const Build *build)
{
    Scene *scene = build->scene;
    double y = 0;

    scene_rect(scene, 0, 0, scene->width, scene->height, ROLE_BACKGROUND);
    scene_clip(scene, 0, scene->lanes_y, scene->width, build->lanes_bottom - scene->lanes_y);
    lanes_draw(build);
    if (!(build->view->parts & PART_PLAIN))
        arrows_draw(build);
    scene_unclip(scene);
    for (gsize i = 0; i < G_N_ELEMENTS(tops); i++)
        if (build->view->parts & tops[i].part) {
            tops[i].draw(build, y);
            y += top_height(build, i);
        }
    bookmarks_draw(build);
    playhead_draw(build);
    if (build->view->n_more)
        note_draw(build);
    if (build->view->parts & PART_LEGEND)
        legend_draw(build);
}

Scene *
layout_scene(const Model *model, const View *view, const TextMetrics *metrics)
{
    Build build = {
        .model = model,
        .view = view,
        .columns = columns_new(model, view),
        .sizes = view->sizes,
        .metrics = metrics,
        .scene = scene_new(view->width, view->height),
    };

    build.scene->model = model;
    build_measure(&build);
    build_draw(&build);
    columns_clear(&build.columns);
    bands_clear(&build);
    return build.scene;
}

/* What lane number so many needs right of its end, given where that is. */
static void
margin_grow(const Lane *lane, double *margin)
{
    const Build *build = lane->build;
    const View *view = build->view;
    gboolean says = lane->band->kind->draw != bars_draw && lane->band->kind->draw != lines_draw;
    double lanes = view->width - build->sizes->names_width;
    double units = (lanes - build->sizes->margin_right) / view->scale;
    double need = bars_end_width(lane);

    if (!says || need <= 0 || lane->track->last >= model_n_events(build->model))
        return;
    double at = (axis_of_event(build->model, view->axis, lane->track->last) - view->left) / units;
    if (at > 0 && at <= 1)
        *margin = MAX(*margin, lanes - (lanes - need) / at);
}

double
layout_margin(const Model *model, const View *view, const TextMetrics *metrics)
{
    static const double most = 1.0 / 3;
    Build build = {.model = model, .view = view, .sizes = view->sizes, .metrics = metrics};
    double margin = view->sizes->margin_right;

    find_lanes(&build);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        for (guint i = 0; i < build.bands[group].tracks->len; i++) {
            const Lane lane = {.build = &build,
                               .band = &build.bands[group],
                               .track = g_ptr_array_index(build.bands[group].tracks, i)};
            margin_grow(&lane, &margin);
        }
    bands_clear(&build);
    return MIN(margin,
               MAX((view->width - view->sizes->names_width) * most, view->sizes->margin_right));
}
