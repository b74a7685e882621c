/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-timeline.c - lays the whole run out, so that nothing moves from page to page, and takes away
 * what has not happened yet. */
#include "ui/scene/deck-timeline.h"

#include <math.h>

#include "ui/scene/build.h"

/* px */
enum { LEAST_LANE = 18, MOST_LANE = 27, LABEL_GAP = 3, LEAST_OUTLINE = 4, NOTE = 16 };

enum { MOST_LANES = 7 };

/* Leaves the box of a span that is still to come, without what it says. */
static gboolean
as_outline(const Deck *deck, Shape *shape)
{
    if (!deck->outline || shape->kind != SHAPE_RECT || shape->state == TRACE_STATE_NONE ||
        shape->w < LEAST_OUTLINE)
        return FALSE;
    shape->fill = ROLE_NONE;
    shape->edge = ROLE_NOBODY;
    shape->pattern = PATTERN_NONE;
    shape->line_width = 1;
    shape->dashed = TRUE;
    return TRUE;
}

/* Cuts a shape at `x`; what is right of it is added to `scene` as an outline. */
static gboolean
cut(const Deck *deck, Scene *scene, Shape *shape, double x)
{
    Shape rest = *shape;

    if (shape->kind != SHAPE_RECT || shape->state == TRACE_STATE_NONE || shape->x + shape->w <= x)
        return TRUE;
    rest.x = x;
    rest.w = shape->x + shape->w - x;
    shape->w = x - shape->x;
    if (as_outline(deck, &rest))
        g_array_append_val(scene->shapes, rest);
    return shape->w > 0;
}

/* A label is no wider than what is left of its span. */
static gboolean
shorten(const Deck *deck, Scene *scene, Shape *shape, double x)
{
    Build build = {.metrics = deck->metrics};
    double w = x - LABEL_GAP - shape->x;

    if (shape->kind != SHAPE_TEXT || shape->x + shape->w <= x - LABEL_GAP)
        return TRUE;
    if (build_text_width(&build, shape->font, shape->text) > w) {
        g_autofree char *text = build_cut_text(&build, shape->font, shape->text, w);
        shape->text = scene_string(scene, text);
    }
    shape->w = w;
    return shape->text != NULL;
}

static gboolean
is_of_lanes(const Scene *scene, const Shape *shape)
{
    return shape->y >= scene->lanes_y - 0.5 && shape->x >= scene->lanes_x &&
           shape->kind != SHAPE_CLIP && shape->kind != SHAPE_UNCLIP;
}

static void
take_future_away(const Deck *deck, Scene *scene, double x)
{
    GArray *shapes = scene->shapes;

    scene->shapes = g_array_new(FALSE, FALSE, sizeof(Shape));
    for (guint i = 0; i < shapes->len; i++) {
        Shape shape = g_array_index(shapes, Shape, i);
        gboolean keep =
            !is_of_lanes(scene, &shape) ||
            (shape.x >= x ? as_outline(deck, &shape)
                          : shorten(deck, scene, &shape, x) && cut(deck, scene, &shape, x));
        if (keep)
            g_array_append_val(scene->shapes, shape);
    }
    g_array_unref(shapes);
}

/* The line is at the beginning of `next`, up to which everything has happened. */
static void
show_as_at(const Deck *deck, Scene *scene, const View *view, gsize next)
{
    double x = view_x(view, axis_of_event(deck->model, view->axis, next));
    double bottom = scene->lanes_y + MIN(scene->content_height, scene->lanes_height);

    take_future_away(deck, scene, x);
    scene_line(scene, x, 0, 0, bottom, ROLE_PLAYHEAD, 2);
}

static void
note_left_out(const Deck *deck, Scene *scene, double y)
{
    Build build = {.metrics = deck->metrics, .scene = scene};
    g_autofree char *text =
        g_strdup_printf("%u more lane%s", deck->n_left_out, deck->n_left_out == 1 ? "" : "s");

    if (deck->n_left_out)
        build_text(&build, 0, y, scene->width, NOTE, ROLE_TEXT_DIM, FONT_SMALL, ALIGN_LEFT, text);
}

Scene *
deck_timeline(const Deck *deck, gsize event, double width, double height)
{
    Sizes sizes = sizes_slide;

    height -= deck->n_left_out ? NOTE : 0;
    double room = (height - sizes.ruler_height) / MAX(deck->lanes->len, 1);
    sizes.lane_height = CLAMP(floor(room), LEAST_LANE, MOST_LANE);
    View view = view_fit(deck->model, AXIS_ELASTIC, width, height,
                         PART_RULER | PART_NAMES | PART_PLAIN, &sizes);
    view.only = deck->lanes;
    Scene *scene = layout_scene(deck->model, &view, deck->metrics);
    if (event != MODEL_NONE)
        show_as_at(deck, scene, &view, MIN(event + 1, model_n_events(deck->model) - 1));
    note_left_out(deck, scene, height);
    return scene;
}

static void
add_lanes(GPtrArray *lanes, const Model *model, TraceTrack group)
{
    const GPtrArray *tracks = model_tracks(model, group);

    for (guint i = 0; i < tracks->len; i++)
        g_ptr_array_add(lanes, g_ptr_array_index(tracks, i));
}

static int
by_events(gconstpointer a, gconstpointer b)
{
    const Track *one = *(const Track *const *) a, *other = *(const Track *const *) b;

    if (one->events->len != other->events->len)
        return one->events->len > other->events->len ? -1 : 1;
    return one->id < other->id ? -1 : one->id > other->id;
}

GArray *
deck_lanes(const Model *model, guint *ret_left_out)
{
    GArray *lanes = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GPtrArray) tracks = g_ptr_array_new();

    add_lanes(tracks, model, TRACE_TRACK_TASK);
    add_lanes(tracks, model, TRACE_TRACK_WORKER);
    g_ptr_array_sort(tracks, by_events);
    for (guint i = 0; i < MIN(tracks->len, MOST_LANES); i++)
        g_array_append_val(lanes, ((const Track *) g_ptr_array_index(tracks, i))->id);
    *ret_left_out = tracks->len - lanes->len;
    return lanes;
}
