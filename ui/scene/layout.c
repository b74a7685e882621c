/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.c - stack the parts and the lanes from top to bottom, and say what is drawn where. Pure:
 * no GTK, no clock, no globals. */
#include "ui/scene/build.h"

#include <math.h>

const Sizes sizes_picture = {
    .names_width = 154,
    .margin_right = 92,
    .title_height = 48,
    .overview_height = 48,
    .ruler_height = 42,
    .heading_height = 24,
    .legend_height = 26,
    .label_height = 20,
    .lane_height = {40, 40, 34, 26, 40, 34},
    .line_height = 15,
    .indent = 12,
    .span_inset = 7,
    .span_gap = 1,
    .rule = 1,
    .radius = 3,
    .disc = 17,
    .future_disc = 13,
    .min_span = 2,
    .label_min = 14,
    .label_pad = 8,
    .swatch = 20,
    .tick_gap = 24,
};

const Sizes sizes_text = {
    .names_width = 24,
    .margin_right = 16,
    .title_height = 1,
    .overview_height = 1,
    .ruler_height = 1,
    .heading_height = 1,
    .legend_height = 1,
    .lane_height = {1, 1, 1, 1, 1, 1},
    .line_height = 1,
    .disc = 1,
    .future_disc = 1,
    .min_span = 1,
    .label_min = 3,
    .label_pad = 1,
    .swatch = 2,
    .tick_gap = 3,
};

double
view_x(const View *view, double unit)
{
    return view->sizes->names_width + (unit - view->left) * view->scale;
}

double
view_unit(const View *view, double x)
{
    return view->left + (x - view->sizes->names_width) / view->scale;
}

/* [from, to] units between the names and the right margin. */
static View
view_of_units(AxisKind axis, double from, double to, double width, double height, Parts parts,
              const Sizes *sizes)
{
    double lanes = MAX(width - sizes->names_width - sizes->margin_right, 1);

    return (View){
        .axis = axis,
        .left = from,
        .scale = lanes / MAX(to - from, 1),
        .width = width,
        .height = height,
        .playhead = MODEL_NONE,
        .selected = TRACE_NOBODY,
        .parts = parts,
        .sizes = sizes,
    };
}

View
view_fit(const Model *model, AxisKind axis, double width, double height, Parts parts,
         const Sizes *sizes)
{
    return view_of_units(axis, 0, axis_length(model, axis), width, height, parts, sizes);
}

/* The first event stamped at `ns` or later; behind the last if none is. */
static gsize
first_event_from(const Model *model, gint64 ns)
{
    gsize before = ns > 0 ? model_event_at_time(model, ns - 1) : MODEL_NONE;

    return before == MODEL_NONE ? 0 : before + 1;
}

/* Where a moment begins: before the first of the events that are stamped with it. */
static double
beginning_of(const Model *model, AxisKind axis, gint64 ns)
{
    gsize first = first_event_from(model, ns);
    const TraceEvent *event = model_event(model, first);

    return event && event->time_ns == ns ? axis_of_event(model, axis, first)
                                         : axis_of_time(model, axis, ns);
}

View
view_range(const Model *model, AxisKind axis, gint64 from_ns, gint64 to_ns, double width,
           double height, Parts parts, const Sizes *sizes)
{
    gboolean to_end = to_ns >= model_duration_ns(model);
    double from = from_ns <= 0 ? 0 : beginning_of(model, axis, from_ns);
    double to = to_end ? axis_length(model, axis) : axis_of_time(model, axis, to_ns);

    View view = view_of_units(axis, from, MAX(to, from), width, height, parts, sizes);
    view.first = first_event_from(model, from_ns);
    view.end = to_end ? model_n_events(model) : first_event_from(model, to_ns + 1);
    view.ranged = view.first > 0 || view.end < model_n_events(model);
    return view;
}

double
build_x(const Build *build, gsize event)
{
    return view_x(build->view, axis_of_event(build->model, build->view->axis, event));
}

double
build_text_width(const Build *build, Font font, const char *text)
{
    return build->metrics->width(build->metrics->data, font, text);
}

/* The longest beginning of `text` that fits with an ellipsis; NULL when not a letter does. */
static char *
build_cut_text(const Build *build, Font font, const char *text, double w)
{
    glong low = 0;
    glong high = g_utf8_strlen(text, -1);

    while (low < high) {
        glong middle = (low + high + 1) / 2;
        g_autofree char *beginning = g_utf8_substring(text, 0, middle);
        g_autofree char *cut = g_strconcat(g_strchomp(beginning), "…", NULL);

        if (build_text_width(build, font, cut) <= w)
            low = middle;
        else
            high = middle - 1;
    }
    if (low == 0)
        return NULL;
    g_autofree char *beginning = g_utf8_substring(text, 0, low);
    return g_strconcat(g_strchomp(beginning), "…", NULL);
}

/* The box of a text is no wider than the text, so that others can tell what is free. */
static Shape *
build_fitting_text(const Build *build, double x, double y, double w, double h, Role role, Font font,
                   Align align, const char *text)
{
    double needed = build_text_width(build, font, text);

    x += (w - needed) * scene_align_part(align);
    return scene_text(build->scene, x, y, needed, h, role, font, align, text);
}

Shape *
build_text(const Build *build, double x, double y, double w, double h, Role role, Font font,
           Align align, const char *text)
{
    g_autofree char *cut = NULL;

    if (text[0] == '\0' || w <= 0)
        return NULL;
    if (build_text_width(build, font, text) <= w)
        return build_fitting_text(build, x, y, w, h, role, font, align, text);
    cut = build_cut_text(build, font, text, w);
    if (cut == NULL)
        return NULL;
    Shape *shape = build_fitting_text(build, x, y, w, h, role, font, align, cut);
    shape->tip = scene_string(build->scene, text);
    return shape;
}

double
band_lane_height(const Build *build, const Band *band)
{
    return build->sizes->lane_height[band->group];
}

static int
track_by_id(const void *id, const void *track)
{
    guint32 wanted = *(const guint32 *) id;
    guint32 found = (*(const Track *const *) track)->id;

    return (wanted > found) - (wanted < found);
}

const Band *
build_lane(const Build *build, guint32 id, double *ret_y)
{
    const Track *track = model_track(build->model, id);
    const Band *band = track == NULL ? NULL : &build->bands[track->group];
    void *const *place;

    if (band == NULL || !band->open)
        return NULL;
    place = bsearch(&id, band->tracks->pdata, band->tracks->len, sizeof(void *), track_by_id);
    if (place == NULL)
        return NULL;
    *ret_y = band->y + build->sizes->heading_height +
             (double) (place - band->tracks->pdata) * band_lane_height(build, band);
    return band;
}

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

/* A heading without lanes says that a run did not use such things. Not every run could have locks;
 * of a file of another program nothing is known but its tracks. */
static gboolean
band_is_shown(const Build *build, const Band *band)
{
    gboolean usual = band->group != TRACE_TRACK_SYNC && band->group != TRACE_TRACK_OTHER;

    return band->tracks->len + band->n_left_out > 0 ||
           (usual && model_tracks(build->model, TRACE_TRACK_OTHER)->len == 0);
}

static gboolean
track_is_in_range(const Build *build, const Track *track)
{
    const View *view = build->view;
    gsize before = view->first > 0 ? view->first - 1 : MODEL_NONE;
    const Span *span = view->first > 0 ? track_span_at(track, before) : NULL;

    return track->group == TRACE_TRACK_LOOP || (span && span->state != TRACE_STATE_IDLE) ||
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
        if (band->shown)
            y += build->sizes->heading_height;
        if (band->open)
            y += band->tracks->len * band_lane_height(build, band);
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
