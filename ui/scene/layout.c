/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - stack the parts and the lanes from top to bottom, and have each drawn in its place.
 * Pure: no GTK, no clock, no globals. */
#include "ui/scene/arrows.h"
#include "ui/scene/bands.h"
#include "ui/scene/bookmarks.h"
#include "ui/scene/lanes.h"
#include "ui/scene/legend.h"
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

static void
build_measure(Build *build)
{
    Scene *scene = build->scene;
    double legend = build_part_height(build, PART_LEGEND, legend_height(build));

    scene->lanes_x = build->sizes->names_width;
    scene->lanes_width = MAX(scene->width - scene->lanes_x, 0);
    for (gsize i = 0; i < G_N_ELEMENTS(tops); i++)
        scene->lanes_y += top_height(build, i);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        build->bands[group].kind = &lane_kinds[group];
    scene->content_height =
        bands_stack(build, scene->height > 0 ? MAX(scene->height - scene->lanes_y - legend, 1) : 0);
    if (scene->height <= 0)
        scene->height = scene->lanes_y + scene->content_height + legend;
    build->lanes_bottom = MAX(scene->height - legend, scene->lanes_y);
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
