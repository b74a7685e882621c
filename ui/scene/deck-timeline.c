/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-timeline.c - lays the whole run out, so that nothing moves from page to page, and takes away
 * what has not happened yet. */
#include "ui/scene/deck-timeline.h"

#include <math.h>

#include "ui/scene/build.h"
#include "ui/scene/choose.h"
#include "ui/scene/frames.h"

/* px */
enum {
    LEAST_LANE = 18,
    MOST_LANE = 24,
    MOST_HEIGHT = 164,
    LABEL_GAP = 3,
    LEAST_OUTLINE = 4,
    LEGEND = 28
};

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
    shape->radius = 0;
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
        shape->tip = shape->tip ? shape->tip : shape->text;
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

/* The line is where `event` has happened and nothing after it: if the loop sleeps then, at the
 * beginning of its sleep. */
static void
show_as_at(const Deck *deck, Scene *scene, const View *view, gsize event)
{
    const Model *model = deck->model;
    double end = axis_of_event(model, view->axis, model_n_events(model) - 1),
           x = round(view_x(view, MIN(axis_after_event(model, view->axis, event), end)));
    double bottom = scene->lanes_y + MIN(scene->content_height, scene->lanes_height);

    take_future_away(deck, scene, x);
    scene_line(scene, x, scene->lanes_y, 0, bottom - scene->lanes_y, ROLE_PLAYHEAD, 2);
}

static View
view_of(const Model *model, gint64 from_ns, gint64 to_ns, double width, double height, Parts parts,
        const Sizes *sizes)
{
    return view_range(model, AXIS_ELASTIC, from_ns, to_ns < 0 ? G_MAXINT64 : to_ns, width, height,
                      PART_RULER | PART_NAMES | PART_PLAIN | parts, sizes);
}

/* Of what is above and below the lanes. */
static double
edges_height(const Deck *deck)
{
    return sizes_slide.ruler_height + (deck->n_more ? sizes_slide.note_height : 0);
}

/* Of the rows of coroutines below all tasks. */
static double
all_frames_height(const Deck *deck)
{
    guint n = 0;

    for (guint i = 0; i < deck->lanes->len; i++)
        n += frames_rows(model_track(deck->model, g_array_index(deck->lanes, guint32, i)));
    return n * sizes_slide.frame_height;
}

static double
least_height(const Deck *deck)
{
    return edges_height(deck) + deck->lanes->len * LEAST_LANE;
}

/* 0: there is no room for them. */
static double
frames_room(const Deck *deck)
{
    double h = all_frames_height(deck);

    return least_height(deck) + h <= MOST_HEIGHT ? h : 0;
}

static View
deck_view(const Deck *deck, double width, double height, Parts parts, const Sizes *sizes)
{
    Parts frames = frames_room(deck) > 0 ? PART_FRAMES : 0;
    View view =
        view_of(deck->model, deck->from_ns, deck->to_ns, width, height, parts | frames, sizes);

    view.ranged = FALSE; /* a lane that was asked for is there */
    view.only = deck->lanes;
    view.n_more = deck->n_more;
    return view;
}

/* As high as there is room for. */
static double
lane_height(const Deck *deck)
{
    double room = MOST_HEIGHT - edges_height(deck) - frames_room(deck);

    return CLAMP(floor(room / MAX(deck->lanes->len, 1)), LEAST_LANE, MOST_LANE);
}

double
deck_timeline_height(const Deck *deck)
{
    double h =
        edges_height(deck) + frames_room(deck) + MAX(deck->lanes->len, 1) * lane_height(deck);

    return MIN(h, MOST_HEIGHT);
}

Scene *
deck_timeline(const Deck *deck, gsize event, double width)
{
    Sizes sizes = sizes_slide;

    sizes.lane_height = lane_height(deck);
    View view = deck_view(deck, width, deck_timeline_height(deck), PART_MUTE, &sizes);
    Scene *scene = layout_scene(deck->model, &view, deck->metrics);
    show_as_at(deck, scene, &view, event);
    return scene;
}

Scene *
deck_timeline_whole(const Deck *deck, double width)
{
    Sizes sizes = sizes_slide;

    sizes.legend_height = LEGEND;
    sizes.lane_height = MOST_LANE;
    sizes.label_pad = sizes_picture.label_pad;
    View view = deck_view(deck, width, 0, PART_LEGEND, &sizes);
    sizes.margin_right = layout_margin(deck->model, &view, deck->metrics);
    view = deck_view(deck, width, 0, PART_LEGEND, &sizes);
    return layout_scene(deck->model, &view, deck->metrics);
}

GArray *
deck_lanes(const Model *model, gint64 from_ns, gint64 to_ns, guint *ret_n_more)
{
    View view = view_of(model, from_ns, to_ns, 1, 1, 0, &sizes_slide);
    ChooseRange range = {.first = view.first, .end = view.end};

    return choose_busy(model, &range, DECK_LANES, ret_n_more);
}
