/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-input.c - a click on a box selects its task, one on "8 more" opens the list. */
#include "ui/widgets/loop-input.h"

const Shape *
loop_hit(LoopPicture *self, double x, double y)
{
    double scale = loop_picture_get_scale(self);
    const Scene *scene = loop_picture_get_scene(self);

    return scene ? scene_hit(scene, x / scale, y / scale) : NULL;
}

static void
choose(LoopPicture *self, const Shape *shape)
{
    if (shape->hit == HIT_BOX) {
        linked_choose_track(self, shape->track);
        return; /* a new scene may have come */
    }
    if (shape->hit != HIT_MORE)
        return;
    self->view.opened ^= 1u << shape->number;
    loop_stop_moves(self);
    loop_forget_scene(self);
    gtk_widget_queue_resize(GTK_WIDGET(self));
}

const Shape *
loop_target(LoopPicture *self, guint n)
{
    const Scene *scene = loop_picture_get_scene(self);

    for (guint i = 0; scene && i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->hit != HIT_NOTHING && n-- == 0)
            return shape;
    }
    return NULL;
}

/* ---- pointer and keys ---- */

static void
on_released(GtkGestureClick *gesture, int n, double x, double y, LoopPicture *self)
{
    const Shape *shape = loop_hit(self, x, y);

    if (shape)
        choose(self, shape);
}

static void
on_motion(GtkEventControllerMotion *controller, double x, double y, LoopPicture *self)
{
    const Shape *shape = loop_hit(self, x, y);

    gtk_widget_set_cursor_from_name(GTK_WIDGET(self), shape ? "pointer" : NULL);
    linked_hover(self, &self->hover, shape ? shape->track : TRACE_NOBODY);
}

static void
on_leave(GtkEventControllerMotion *controller, LoopPicture *self)
{
    linked_hover(self, &self->hover, TRACE_NOBODY);
}

/* Up and Down go from box to box, Enter chooses. */
static gboolean
on_key(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
       LoopPicture *self)
{
    const Shape *shape = loop_target(self, self->focus);

    if (key == GDK_KEY_Down && loop_target(self, self->focus + 1))
        self->focus++;
    else if (key == GDK_KEY_Up && self->focus > 0)
        self->focus--;
    else if (key == GDK_KEY_Return && shape)
        choose(self, shape);
    else
        return FALSE;
    gtk_widget_queue_draw(GTK_WIDGET(self));
    return TRUE;
}

void
loop_input_init(LoopPicture *self)
{
    GtkGesture *click = gtk_gesture_click_new();
    GtkEventController *motion = gtk_event_controller_motion_new();
    GtkEventController *key = gtk_event_controller_key_new();

    g_signal_connect(click, "released", G_CALLBACK(on_released), self);
    g_signal_connect(motion, "motion", G_CALLBACK(on_motion), self);
    g_signal_connect(motion, "leave", G_CALLBACK(on_leave), self);
    g_signal_connect(key, "key-pressed", G_CALLBACK(on_key), self);
    gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
    gtk_widget_add_controller(GTK_WIDGET(self), motion);
    gtk_widget_add_controller(GTK_WIDGET(self), key);
}
