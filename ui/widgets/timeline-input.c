/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-input.c - pointer and wheel on the timeline. Keys are actions of the window.
 *
 * A press on the ruler moves the playhead, a press on the overview the viewport. On a lane, a drag
 * moves the playhead and a click selects the lane; a click on a heading folds the group. */
#include "ui/widgets/timeline-input.h"

#include <math.h>

#include "ui/widgets/timeline-view.h"

enum { DRAG_THRESHOLD_PX = 4, WHEEL_PX = 60 };

static const double wheel_zoom = 1.25;

static void
move_viewport(TimelineView *self, double x)
{
    const Scene *scene = timeline_scene(self);
    View *view = &self->view;
    double share = (x - scene->lanes_x) / MAX(1, scene->lanes_width);

    view->left =
        share * axis_length(self->model, view->axis) - scene->lanes_width / view->scale / 2;
    self->following = FALSE;
    timeline_view_touch(self);
}

/* A click in a lane moves the playhead there and selects the lane; a click that changes neither
 * unselects it. */
static void
click_lane(TimelineView *self, const Shape *shape, double x)
{
    const Scene *scene = timeline_scene(self);
    gsize before = self->view.playhead;
    guint32 track = shape->track;

    if (x >= scene->lanes_x)
        timeline_drag_playhead(self, x);
    if (track == self->view.selected && before == self->view.playhead)
        track = TRACE_NOBODY;
    timeline_view_select(self, track);
}

static DragKind
drag_of(const Shape *shape)
{
    static const DragKind drags[] = {
        [HIT_SPAN] = DRAG_LANE,      [HIT_POINT] = DRAG_LANE,        [HIT_LANE] = DRAG_LANE,
        [HIT_RULER] = DRAG_PLAYHEAD, [HIT_OVERVIEW] = DRAG_VIEWPORT, [HIT_GROUP] = DRAG_NOTHING,
        [HIT_NOTHING] = DRAG_NOTHING};

    return shape ? drags[shape->hit] : DRAG_NOTHING;
}

static void
drag_to(TimelineView *self, double x)
{
    if (self->drag == DRAG_VIEWPORT)
        move_viewport(self, x);
    else if (self->drag == DRAG_PLAYHEAD)
        timeline_drag_playhead(self, x);
}

static void
on_drag_begin(GtkGestureDrag *gesture, double x, double y, TimelineView *self)
{
    const Shape *shape = scene_hit(timeline_scene(self), x, y);

    gtk_widget_grab_focus(GTK_WIDGET(self));
    self->drag = drag_of(shape);
    self->drag_x = x;
    self->drag_y = y;
    self->drag_moved = FALSE;
    drag_to(self, x);
}

static void
on_drag_update(GtkGestureDrag *gesture, double dx, double dy, TimelineView *self)
{
    if (fabs(dx) > DRAG_THRESHOLD_PX || fabs(dy) > DRAG_THRESHOLD_PX)
        self->drag_moved = TRUE;
    if (self->drag_moved && self->drag == DRAG_LANE &&
        self->drag_x >= timeline_scene(self)->lanes_x)
        self->drag = DRAG_PLAYHEAD;
    drag_to(self, self->drag_x + dx);
}

static void
on_drag_end(GtkGestureDrag *gesture, double dx, double dy, TimelineView *self)
{
    const Shape *shape = scene_hit(timeline_scene(self), self->drag_x, self->drag_y);

    if (!self->drag_moved && shape && self->drag == DRAG_LANE)
        click_lane(self, shape, self->drag_x);
    else if (!self->drag_moved && shape && shape->hit == HIT_GROUP)
        timeline_view_toggle_group(self, shape->group);
    self->drag = DRAG_NOTHING;
}

static void
pan(TimelineView *self, double px)
{
    self->view.left += px / self->view.scale;
    timeline_view_touch(self);
}

static gboolean
on_scroll(GtkEventControllerScroll *controller, double dx, double dy, TimelineView *self)
{
    GdkModifierType state =
        gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(controller));
    GtkAdjustment *vertical = self->vadjustment;

    if (state & GDK_CONTROL_MASK)
        timeline_view_zoom(self, pow(wheel_zoom, -dy), self->pointer_x);
    else if (state & GDK_SHIFT_MASK)
        pan(self, (dx + dy) * WHEEL_PX);
    else
        gtk_adjustment_set_value(vertical, gtk_adjustment_get_value(vertical) + dy * WHEEL_PX);
    if (dx != 0 && !(state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)))
        pan(self, dx * WHEEL_PX);
    return TRUE;
}

static void
on_motion(GtkEventControllerMotion *controller, double x, double y, TimelineView *self)
{
    static const char *const cursors[] = {
        [HIT_NOTHING] = NULL,    [HIT_SPAN] = NULL,       [HIT_LANE] = NULL,
        [HIT_POINT] = NULL,      [HIT_GROUP] = "pointer", [HIT_RULER] = "ew-resize",
        [HIT_OVERVIEW] = "grab",
    };
    const Shape *shape = scene_hit(timeline_scene(self), x, y);
    HitKind hit = shape ? shape->hit : HIT_NOTHING;

    self->pointer_x = x;
    gtk_widget_set_cursor_from_name(GTK_WIDGET(self), cursors[hit]);
    linked_hover(self, &self->hover, shape ? shape->track : TRACE_NOBODY); /* a new scene comes */
}

static void
on_leave(GtkEventControllerMotion *controller, TimelineView *self)
{
    linked_hover(self, &self->hover, TRACE_NOBODY);
}

static void
on_pinch_begin(GtkGesture *gesture, GdkEventSequence *sequence, TimelineView *self)
{
    self->pinch = 1;
}

static void
on_pinch(GtkGestureZoom *gesture, double scale, TimelineView *self)
{
    double x = -1, y;

    gtk_gesture_get_bounding_box_center(GTK_GESTURE(gesture), &x, &y);
    timeline_view_zoom(self, scale / self->pinch, x);
    self->pinch = scale;
}

static void
add(TimelineView *self, void *controller, const char *signal, void *function)
{
    g_signal_connect(controller, signal, G_CALLBACK(function), self);
}

void
timeline_input_init(TimelineView *self)
{
    GtkGesture *drag = gtk_gesture_drag_new(), *pinch = gtk_gesture_zoom_new();
    GtkEventController *motion = gtk_event_controller_motion_new();
    GtkEventController *scroll =
        gtk_event_controller_scroll_new(GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

    add(self, drag, "drag-begin", on_drag_begin);
    add(self, drag, "drag-update", on_drag_update);
    add(self, drag, "drag-end", on_drag_end);
    add(self, pinch, "begin", on_pinch_begin);
    add(self, pinch, "scale-changed", on_pinch);
    add(self, motion, "motion", on_motion);
    add(self, motion, "leave", on_leave);
    add(self, scroll, "scroll", on_scroll);
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drag));
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(pinch));
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    gtk_widget_add_controller(GTK_WIDGET(self), scroll);
}
