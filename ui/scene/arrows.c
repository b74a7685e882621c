/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arrows.c - the arrows from what woke or cancelled a task to the task's lane. Those that matter
 * now are strong: cancellations, and arrows that touch the selected lane or are at the playhead. */
#include "ui/scene/arrows.h"

#include <math.h>

#include "ui/scene/bands.h"

enum {
    MANY_ARROWS = 200,  /* more in view: only the strong ones are drawn */
    MAX_ARROWS = 20000, /* more in view: only those at the playhead are looked for */
    MAX_LABELS = 16,    /* more would say nothing new */
};

/* An arrow with its ends in the scene. */
typedef struct {
    const Arrow *arrow;
    double x, y, end_x, end_y;
    gboolean strong;
} ArrowFlight;

/* A rectangle of the scene, px. */
typedef struct {
    double x, y, w, h;
} Box;

static guint
arrows_search(const GArray *arrows, gsize event)
{
    guint low = 0, high = arrows->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(arrows, Arrow, middle).event < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether it is at the playhead's event or the next: it has just happened, or is about to. */
static gboolean
arrow_is_now(const View *view, const Arrow *arrow)
{
    return view->playhead != MODEL_NONE &&
           (arrow->event == view->playhead || arrow->event == view->playhead + 1);
}

static gboolean
arrow_is_strong(const View *view, const Arrow *arrow)
{
    gboolean touches = view->selected != TRACE_NOBODY &&
                       (arrow->from == view->selected || arrow->to == view->selected);

    return touches || arrow_is_now(view, arrow);
}

/* A track that has ended caused the event by ending, so the arrow starts at the sign of its end. */
static double
arrow_start_x(const Build *build, const Arrow *arrow)
{
    const Track *from = model_track(build->model, arrow->from);
    gboolean ended = from->last != MODEL_NONE && from->last <= arrow->event;

    return build_x(build, ended ? from->last : arrow->event);
}

/* How far from the middle of its lane an arrow starts or ends: at the edge of the span or disc. */
static double
arrow_reach(const Build *build, const Band *band)
{
    if (band->kind->arrows == ARROWS_DISC)
        return build->sizes->future_disc / 2 + 1;
    return band->lane_height / 2 - build->sizes->span_inset + 1;
}

static gboolean
flight_find(const Build *build, const Arrow *arrow, ArrowFlight *ret_flight)
{
    double from_y, to_y, way;
    const Band *from = band_of(build, arrow->from, &from_y);
    const Band *to = band_of(build, arrow->to, &to_y);

    if (from == NULL || to == NULL || arrow->from == arrow->to)
        return FALSE;
    way = to_y > from_y ? 1 : -1;
    *ret_flight = (ArrowFlight){
        .arrow = arrow,
        .x = arrow_start_x(build, arrow),
        .y = from_y + from->lane_height / 2 + way * arrow_reach(build, from),
        .end_x = build_x(build, arrow->event),
        .end_y = to_y + to->lane_height / 2 - way * arrow_reach(build, to),
        .strong = arrow->link == TRACE_LINK_CANCEL || arrow_is_strong(build->view, arrow),
    };
    return TRUE;
}

/* A start far to the left is brought nearer: the part out there says little and costs much. */
static void
flight_draw(const Build *build, const ArrowFlight *flight)
{
    double x = MAX(flight->x, -build->view->width);
    Role role = flight->strong ? ROLE_ARROW : ROLE_ARROW_DIM;

    scene_arrow(build->scene, x, flight->y, flight->end_x - x, flight->end_y - flight->y, role)
        ->line_width = flight->strong ? 1.5 : 1.25;
}

static gboolean
boxes_touch(const Box *a, const Box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static gboolean
shape_is_in_the_way(const Shape *shape)
{
    return shape->kind == SHAPE_TEXT || shape->kind == SHAPE_DISC || shape->kind == SHAPE_ARROW ||
           (shape->kind == SHAPE_RECT && shape->hit == HIT_SPAN);
}

/* The width and height of an arrow may be negative. */
static Box
shape_box(const Shape *shape)
{
    return (Box){
        .x = MIN(shape->x, shape->x + shape->w),
        .y = MIN(shape->y, shape->y + shape->h),
        .w = MAX(fabs(shape->w), 1),
        .h = MAX(fabs(shape->h), 1),
    };
}

/* The boxes that a label must not overlap, of Box. */
static GArray *
boxes_taken(const Build *build)
{
    const GArray *shapes = build->scene->shapes;
    GArray *taken = g_array_new(FALSE, FALSE, sizeof(Box));

    for (guint i = 0; i < shapes->len; i++) {
        const Shape *shape = &g_array_index(shapes, Shape, i);
        Box box = shape_box(shape);

        if (shape_is_in_the_way(shape))
            g_array_append_val(taken, box);
    }
    return taken;
}

static gboolean
box_is_free(const Build *build, const GArray *taken, const Box *box)
{
    if (box->x < build->scene->lanes_x || box->x + box->w > build->view->width ||
        box->y < build->scene->lanes_y || box->y + box->h > build->lanes_bottom)
        return FALSE;
    for (guint i = 0; i < taken->len; i++)
        if (boxes_touch(&g_array_index(taken, Box, i), box))
            return FALSE;
    return TRUE;
}

/* A place for a label beside the arrow, in the middle of a lane that it crosses; tries the right
 * side, then the left. */
static gboolean
label_place(const Build *build, const GArray *taken, const ArrowFlight *flight, Box *box)
{
    double lane = build->bands[TRACE_TRACK_TASK].lane_height;
    double beside = build->sizes->indent;
    double top = MIN(flight->y, flight->end_y), bottom = MAX(flight->y, flight->end_y);

    box->y = top + build->sizes->span_inset + (lane - box->h) / 2;
    for (; box->y + box->h <= bottom; box->y += lane / 2) {
        box->x = MAX(flight->x, flight->end_x) + beside;
        if (box_is_free(build, taken, box))
            return TRUE;
        box->x = MIN(flight->x, flight->end_x) - 2 * beside - box->w;
        if (box_is_free(build, taken, box))
            return TRUE;
    }
    return FALSE;
}

static void
flight_label(const Build *build, GArray *taken, const ArrowFlight *flight)
{
    const char *text = "cancel()";
    const Sizes *sizes = build->sizes;
    Box box = {
        .w = build_text_width(build, FONT_SMALL, text) + 2 * sizes->label_pad,
        .h = sizes->line_height + 4,
    };

    if (!label_place(build, taken, flight, &box))
        return;
    g_array_append_val(taken, box);
    Shape *tag = scene_rect(build->scene, box.x, box.y, box.w, box.h, ROLE_TAG);
    tag->edge = ROLE_TAG_EDGE;
    tag->radius = sizes->radius;
    scene_text(build->scene, box.x, box.y, box.w, box.h, ROLE_TEXT, FONT_SMALL, ALIGN_CENTER, text);
}

/* The arrows to look at, [*ret_first, stop). */
static guint
arrows_range(const Build *build, guint *ret_first)
{
    const GArray *arrows = model_arrows(build->model);
    const View *view = build->view;
    double left = view_unit(view, build->scene->lanes_x);
    gsize first = axis_event_at(build->model, view->axis, MAX(left, 0));
    gsize last = axis_event_at(build->model, view->axis, view_unit(view, view->width));
    guint stop = arrows_search(arrows, last + 1);

    *ret_first = arrows_search(arrows, first);
    if (stop - *ret_first <= MAX_ARROWS)
        return stop;
    *ret_first = arrows_search(arrows, view->playhead);
    return view->playhead == MODEL_NONE ? *ret_first : arrows_search(arrows, view->playhead + 2);
}

/* The arrows to draw: those whose two lanes are both there, in order of their events. */
static GArray *
flights_find(const Build *build)
{
    GArray *flights = g_array_new(FALSE, FALSE, sizeof(ArrowFlight));
    const GArray *arrows = model_arrows(build->model);
    guint first, stop = arrows_range(build, &first);
    gboolean many = stop - first > MANY_ARROWS;

    for (guint i = first; i < stop; i++) {
        const Arrow *arrow = &g_array_index(arrows, Arrow, i);
        ArrowFlight flight;

        if (many && !arrow_is_strong(build->view, arrow))
            continue;
        if (flight_find(build, arrow, &flight))
            g_array_append_val(flights, flight);
    }
    return flights;
}

static void
flights_draw(const Build *build, const GArray *flights, gboolean strong)
{
    for (guint i = 0; i < flights->len; i++)
        if (g_array_index(flights, ArrowFlight, i).strong == strong)
            flight_draw(build, &g_array_index(flights, ArrowFlight, i));
}

/* The next arrow of a cancel request at or after `i`; NULL: none. */
static const ArrowFlight *
next_cancel(const GArray *flights, guint i)
{
    for (; i < flights->len; i++)
        if (g_array_index(flights, ArrowFlight, i).arrow->link == TRACE_LINK_CANCEL)
            return &g_array_index(flights, ArrowFlight, i);
    return NULL;
}

/* Labels each canceller once: at the last of its arrows, where the others do not cross the label.
 */
static void
flights_label(const Build *build, const GArray *flights)
{
    g_autoptr(GArray) taken = boxes_taken(build);
    const ArrowFlight *first = (const ArrowFlight *) flights->data,
                      *flight = next_cancel(flights, 0);

    for (guint n = 0; flight != NULL && n < MAX_LABELS;) {
        const ArrowFlight *next = next_cancel(flights, (guint) (flight - first) + 1);

        if (next == NULL || next->arrow->from != flight->arrow->from) {
            flight_label(build, taken, flight);
            n++;
        }
        flight = next;
    }
}

void
arrows_draw(const Build *build)
{
    double left = build->scene->lanes_x - build->sizes->indent / 2;
    g_autoptr(GArray) flights = NULL;

    if (build->sizes->rule <= 0 || model_n_events(build->model) == 0)
        return;
    flights = flights_find(build);
    scene_clip(build->scene, left, build->scene->lanes_y, build->view->width - left,
               build->lanes_bottom - build->scene->lanes_y);
    flights_draw(build, flights, FALSE);
    flights_draw(build, flights, TRUE);
    flights_label(build, flights);
    scene_unclip(build->scene);
}
