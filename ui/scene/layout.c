/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - stack the parts and the lanes from top to bottom, and say what is drawn where. Pure:
 * no GTK, no clock, no globals. */
#include "ui/scene/build.h"

#include <math.h>

/* Heights of the parts above and below the lanes; 0 for a part that is not wanted. */
static double
build_part_height(const Build *build, Parts part, double height)
{
    return build->view->parts & part ? height : 0;
}

static gboolean
band_is_open(const View *view, const Band *band)
{
    guint bit = 1u << band->group;

    return !(view->folded & bit) && (band->tracks->len > 0 || view->unfolded & bit);
}

static gboolean
is_theirs(const Model *model)
{
    guint n = 0;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        if (trace_tracks[group].whose == TRACE_THEIRS)
            n += model_tracks(model, group)->len;
    return n > 0;
}

/* A heading without lanes says that a run did not use such things. Not every run could have locks;
 * of a file of another program nothing is known but its tracks. */
static gboolean
band_is_shown(const Build *build, const Band *band)
{
    return band->tracks->len + band->n_left_out > 0 ||
           (trace_tracks[band->group].empty == TRACE_EMPTY_SHOWN && !is_theirs(build->model));
}

static gboolean
track_is_in_range(const Build *build, const Track *track)
{
    const View *view = build->view;
    gsize before = view->first > 0 ? view->first - 1 : MODEL_NONE;
    const Span *span = view->first > 0 ? track_span_at(track, before) : NULL;

    return track->group == TRACE_TRACK_LOOP ||
           (span && trace_states[span->state].span != TRACE_SPAN_IDLE) ||
           model_step(build->model, track, before, 1) < view->end;
}

/* All of a group, or those that the range of the view has something of. */
static GPtrArray *
band_tracks(const Build *build, TraceTrack group)
{
    const GPtrArray *all = model_tracks(build->model, group);
    GPtrArray *tracks;

    if (!build->view->ranged)
        return g_ptr_array_ref((GPtrArray *) all);
    tracks = g_ptr_array_new();
    for (guint i = 0; i < all->len; i++)
        if (track_is_in_range(build, all->pdata[i]))
            g_ptr_array_add(tracks, all->pdata[i]);
    return tracks;
}

/* Place the bands from lanes_y on; returns the height of all lanes. */
static double
build_stack(Build *build)
{
    double top = build->scene->lanes_y - build->view->scroll;
    double y = top;

    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++) {
        Band *band = &build->bands[group];

        band->group = group;
        band->tracks = band_tracks(build, group);
        band->n_left_out = model_tracks(build->model, group)->len - band->tracks->len;
        band->open = band_is_open(build->view, band);
        band->shown = band_is_shown(build, band);
        band->y = y;
        band->lane_height =
            build->sizes->lane_height > 0 ? build->sizes->lane_height : lane_kinds[group].height;
        if (band->shown)
            y += build->sizes->heading_height;
        if (band->open)
            y += band->tracks->len * band->lane_height;
    }
    return y - top;
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

/* What stands above the lanes, from top to bottom. */
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
    scene->content_height = build_stack(build);
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
    arrows_draw(build);
    scene_unclip(scene);
    for (gsize i = 0; i < G_N_ELEMENTS(tops); i++)
        if (build->view->parts & tops[i].part) {
            tops[i].draw(build, y);
            y += top_height(build, i);
        }
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

    build_measure(&build);
    build_draw(&build);
    columns_clear(&build.columns);
    for (TraceTrack group = 0; group < TRACE_N_TRACKS; group++)
        g_ptr_array_unref(build.bands[group].tracks);
    return build.scene;
}
