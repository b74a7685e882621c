/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-links.c - what the pointer is on in one part lights up in all; what is clicked is
 * selected.
 */
#include "app/window/window-links.h"

#include "app/say/testlog.h"
#include "app/window/window-files.h"

/* The part of the window's width that the column has until it is given another. */
static const double column_part = 0.47;

void
window_light(MainWindow *self)
{
    TimelineView *timeline = TIMELINE_VIEW(self->timeline);
    Lit lit = {timeline_view_get_selected(timeline), self->hovered};

    timeline_view_set_hovered(timeline, self->hovered);
    column_set_lit(AWAITSCOPE_COLUMN(self->column), lit);
}

static void
on_hovered(MainWindow *self, guint track)
{
    const Track *known = model_track(recording_get_model(self->shown), track);

    self->hovered = track;
    window_light(self);
    test_log("hover %s", known ? known->name : "nobody");
}

static void
on_track_chosen(MainWindow *self, guint track)
{
    timeline_view_select(TIMELINE_VIEW(self->timeline), track);
}

static void
on_event_chosen(MainWindow *self, guint64 event)
{
    timeline_view_set_playhead(TIMELINE_VIEW(self->timeline), (gsize) event);
}

void
window_link(MainWindow *self)
{
    g_signal_connect_swapped(self->timeline, "track-hovered", G_CALLBACK(on_hovered), self);
    g_signal_connect_swapped(self->column, "track-hovered", G_CALLBACK(on_hovered), self);
    g_signal_connect_swapped(self->column, "track-chosen", G_CALLBACK(on_track_chosen), self);
    g_signal_connect_swapped(self->column, "event-chosen", G_CALLBACK(on_event_chosen), self);
    g_signal_connect_swapped(column_get_code(AWAITSCOPE_COLUMN(self->column)), "source-wanted",
                             G_CALLBACK(window_on_source_wanted), self);
}

/* ---- the column's width ---- */

/* What is left of the position of the handle, and of the handle, which stands between the two. */
static int
column_width(GtkPaned *paned)
{
    GtkWidget *handle = gtk_widget_get_next_sibling(gtk_paned_get_start_child(paned));

    return gtk_widget_get_width(GTK_WIDGET(paned)) - gtk_paned_get_position(paned) -
           gtk_widget_get_width(handle);
}

static void
on_moved(GtkPaned *paned, GParamSpec *spec, MainWindow *self)
{
    if (gtk_widget_get_visible(self->column))
        settings_set_number(self->settings, "window", "column", column_width(paned));
}

static int
remembered_width(MainWindow *self)
{
    int width, height;

    gtk_window_get_default_size(GTK_WINDOW(self), &width, &height);
    width = MAX(COLUMN_MIN_WIDTH_PX, (int) (width * column_part));
    gint64 px = settings_get_number(self->settings, "window", "column", width);
    return px >= COLUMN_MIN_WIDTH_PX && px <= MAX_SIZE_PX ? (int) px : width;
}

static gboolean
restore_width(GtkWidget *paned, GdkFrameClock *clock, void *data)
{
    MainWindow *self = data;

    int more = column_width(GTK_PANED(paned)) - remembered_width(self);

    gtk_paned_set_position(GTK_PANED(paned), gtk_paned_get_position(GTK_PANED(paned)) + more);
    g_signal_connect(paned, "notify::position", G_CALLBACK(on_moved), self);
    return G_SOURCE_REMOVE;
}

/* Sizes are known only now; they may be changed with the next frame, not while they are being
 * allocated. */
static void
on_sized(GtkPaned *paned, GParamSpec *spec, MainWindow *self)
{
    g_signal_handlers_disconnect_by_func(paned, on_sized, self);
    gtk_widget_add_tick_callback(GTK_WIDGET(paned), restore_width, self, NULL);
}

void
window_keep_column_width(MainWindow *self)
{
    GtkWidget *paned = gtk_widget_get_parent(self->column);

    gtk_paned_set_resize_end_child(GTK_PANED(paned), FALSE);
    g_signal_connect(paned, "notify::max-position", G_CALLBACK(on_sized), self);
}
