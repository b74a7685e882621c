/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-input.c - a click on a line goes to the next time it ran, with Shift to the one before, as
 * Enter does for the line of the cursor; a click on a tag selects its task. A drag selects text. */
#include "ui/widgets/code-input.h"

#include <math.h>

#include "ui/widgets/code-lines.h"

enum { DRAG_THRESHOLD_PX = 4 };

/* The task whose tag is at (x, y) px of the text view. */
static guint32
tag_at(CodeView *self, double x, double y)
{
    double gutter_x, gutter_y;

    if (!gtk_widget_translate_coordinates(self->view, GTK_WIDGET(self->gutter), x, y, &gutter_x,
                                          &gutter_y))
        return TRACE_NOBODY;
    return code_gutter_track_at(self->gutter, gutter_x, gutter_y);
}

static void
go_to_line(CodeView *self, guint line, gboolean back)
{
    gsize from = self->event == MODEL_NONE ? 0 : self->event;

    if (self->model && self->file && line)
        linked_choose_event(self,
                            model_next_at_line(self->model, self->file, line, from, back ? -1 : 1));
}

/* ---- the pointer ---- */

static void
on_pressed(GtkGestureClick *gesture, int n, double x, double y, CodeView *self)
{
    self->press_x = x;
    self->press_y = y;
    self->focus = gtk_root_get_focus(gtk_widget_get_root(self->view));
}

/* The text view has taken the focus and, with Shift, has selected up to here; undo that, so that
 * keys go on stepping. */
static void
give_back_focus(CodeView *self)
{
    GtkTextIter cursor;
    GtkTextBuffer *buffer = GTK_TEXT_BUFFER(self->buffer);
    GtkRoot *root = gtk_widget_get_root(self->view);

    gtk_text_buffer_get_iter_at_mark(buffer, &cursor, gtk_text_buffer_get_insert(buffer));
    gtk_text_buffer_place_cursor(buffer, &cursor);
    if (self->focus && self->focus != self->view)
        gtk_root_set_focus(root, self->focus);
}

static void
on_released(GtkGestureClick *gesture, int n, double x, double y, CodeView *self)
{
    GdkModifierType state =
        gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));
    guint32 track = tag_at(self, x, y);

    if (hypot(x - self->press_x, y - self->press_y) > DRAG_THRESHOLD_PX)
        return;
    give_back_focus(self);
    if (track != TRACE_NOBODY)
        linked_choose_track(self, track);
    else
        go_to_line(self, code_line_at(self, y), (state & GDK_SHIFT_MASK) != 0);
}

static void
on_motion(GtkEventControllerMotion *controller, double x, double y, CodeView *self)
{
    guint line = code_line_at(self, y);
    guint32 track = tag_at(self, x, y);

    linked_hover(self, &self->hover,
                 track != TRACE_NOBODY ? track : code_gutter_first_at(self->gutter, line));
    gtk_widget_set_cursor_from_name(GTK_WIDGET(self->gutter),
                                    track != TRACE_NOBODY ? "pointer" : NULL);
}

static void
on_leave(GtkEventControllerMotion *controller, CodeView *self)
{
    linked_hover(self, &self->hover, TRACE_NOBODY);
}

static gboolean
on_query_tooltip(GtkWidget *view, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                 CodeView *self)
{
    g_autofree char *text =
        keyboard ? NULL : code_gutter_describe(self->gutter, code_line_at(self, y));

    gtk_tooltip_set_text(tooltip, text);
    return text != NULL;
}

/* ---- keys ---- */

static gboolean
on_key(GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
       CodeView *self)
{
    GtkTextBuffer *buffer = GTK_TEXT_BUFFER(self->buffer);
    GtkTextIter cursor;

    if (key != GDK_KEY_Return && key != GDK_KEY_KP_Enter)
        return FALSE;
    gtk_text_buffer_get_iter_at_mark(buffer, &cursor, gtk_text_buffer_get_insert(buffer));
    go_to_line(self, self->first + (guint) gtk_text_iter_get_line(&cursor),
               (state & GDK_SHIFT_MASK) != 0);
    return TRUE;
}

/* ---- controllers ---- */

static void
add(CodeView *self, GtkEventController *controller)
{
    gtk_event_controller_set_propagation_phase(controller, GTK_PHASE_CAPTURE);
    gtk_widget_add_controller(self->view, controller);
}

void
code_input_init(CodeView *self)
{
    GtkGesture *click = gtk_gesture_click_new();
    GtkEventController *motion = gtk_event_controller_motion_new();
    GtkEventController *key = gtk_event_controller_key_new();

    g_signal_connect(click, "pressed", G_CALLBACK(on_pressed), self);
    g_signal_connect(click, "released", G_CALLBACK(on_released), self);
    g_signal_connect(motion, "motion", G_CALLBACK(on_motion), self);
    g_signal_connect(motion, "leave", G_CALLBACK(on_leave), self);
    g_signal_connect(key, "key-pressed", G_CALLBACK(on_key), self);
    gtk_widget_set_has_tooltip(self->view, TRUE);
    g_signal_connect(self->view, "query-tooltip", G_CALLBACK(on_query_tooltip), self);
    add(self, GTK_EVENT_CONTROLLER(click));
    add(self, motion);
    add(self, key);
}
