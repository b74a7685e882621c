/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column-heights.c - how high the panes of the right column are. */
#include "app/window/column-heights.h"

enum {
    OUTPUT_PX = 136, /* until the user gives it another height */
    OUTPUT_LEAST_PX = 64,
    OUTPUT_MOST_PX = 4000,
    CODE_LEAST_PX = 120,
    CODE_GOOD_PX = 200, /* which the loop does not take from it */
};

static gboolean
is_code_folded(Column *self)
{
    return pane_widget_get_folded(code_view_get_pane(CODE_VIEW(self->code)));
}

static gboolean
is_output_folded(Column *self)
{
    return pane_widget_get_folded(output_view_get_pane(OUTPUT_VIEW(self->output)));
}

/* Room for both sides of the handle. */
static int
both_heights(Column *self)
{
    GtkWidget *handle = gtk_widget_get_next_sibling(self->code);

    return gtk_widget_get_height(self->paned) - gtk_widget_get_height(handle);
}

static int
least_height(Column *self, GtkWidget *widget)
{
    int least;

    gtk_widget_measure(widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width(self->lower), &least,
                       NULL, NULL, NULL);
    return least;
}

/* By how much the loop's pane would be higher if all of it were in view. */
static int
loop_wish(Column *self)
{
    int least, natural;

    gtk_widget_measure(self->loop, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width(self->lower),
                       &least, &natural, NULL, NULL);
    return natural - least;
}

/* ---- the handle ---- */

static int
remembered_height(Column *self)
{
    gint64 px = settings_get_number(self->settings, "window", "output", OUTPUT_PX);

    return px >= OUTPUT_LEAST_PX && px <= OUTPUT_MOST_PX ? (int) px : OUTPUT_PX;
}

static gboolean
place(GtkWidget *widget, GdkFrameClock *clock, void *data)
{
    Column *self = data;

    if (both_heights(self) <= 0)
        return G_SOURCE_CONTINUE;
    int output = least_height(self, self->output);
    int wanted = is_output_folded(self) ? output : MAX(remembered_height(self), output);
    int code = both_heights(self) - least_height(self, self->lower) - (wanted - output);

    self->placing = 0;
    code = MAX(code - loop_wish(self), MIN(code, CODE_GOOD_PX));
    self->placed = is_code_folded(self) ? 0 : MAX(code, 0);
    self->loop_height = least_height(self, self->loop) + loop_wish(self);
    gtk_paned_set_position(GTK_PANED(self->paned), self->placed);
    return G_SOURCE_REMOVE;
}

/* Sizes may be changed with the next frame, not while they are being allocated. */
static void
place_soon(Column *self)
{
    if (!self->placing)
        self->placing = gtk_widget_add_tick_callback(GTK_WIDGET(self), place, self, NULL);
}

/* A position at its limit is that of panes that need their room, not what the user wants. */
static void
on_moved(GtkPaned *paned, GParamSpec *spec, Column *self)
{
    int position = gtk_paned_get_position(paned), most;
    int spare = both_heights(self) - position - least_height(self, self->lower);
    int more = MAX(spare - loop_wish(self), 0);

    g_object_get(paned, "max-position", &most, NULL);
    if (position != self->placed && position < most && !is_code_folded(self) &&
        !is_output_folded(self))
        settings_set_number(self->settings, "window", "output",
                            least_height(self, self->output) + more);
}

/* When the words need another line, the output gives it, so that nothing else moves. When the loop
 * needs more, the code does. */
static void
on_limits(GtkPaned *paned, GParamSpec *spec, Column *self)
{
    if (least_height(self, self->loop) + loop_wish(self) != self->loop_height)
        place_soon(self);
}

/* ---- folding ---- */

void
column_arrange(Column *self)
{
    gboolean folded = is_code_folded(self), silent = is_output_folded(self);

    gtk_paned_set_resize_start_child(GTK_PANED(self->paned), !folded);
    gtk_paned_set_resize_end_child(GTK_PANED(self->paned), folded);
    gtk_widget_set_size_request(self->code, -1, folded ? -1 : CODE_LEAST_PX);
    gtk_widget_set_size_request(self->output, -1, silent ? -1 : OUTPUT_LEAST_PX);
    gtk_widget_set_vexpand(self->output, !silent);
    place_soon(self);
}

void
column_keep_heights(Column *self)
{
    self->loop_height = -1;
    g_signal_connect(self->paned, "notify::max-position", G_CALLBACK(on_limits), self);
    g_signal_connect(self->paned, "notify::position", G_CALLBACK(on_moved), self);
    column_arrange(self);
}

void
column_leave_heights(Column *self)
{
    if (self->placing)
        gtk_widget_remove_tick_callback(GTK_WIDGET(self), self->placing);
    self->placing = 0;
    if (self->paned)
        g_signal_handlers_disconnect_by_data(self->paned, self);
}
