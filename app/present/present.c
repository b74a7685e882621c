/* SPDX-License-Identifier: GPL-3.0-or-later */
/* present.c - which window is on which screen. */
#include "app/present/present.h"

#include "app/present/audience.h"
#include "app/present/notes-window.h"
#include "app/say/testlog.h"

typedef struct {
    Talk *talk;
    GtkApplication *application;
    GtkWidget *slides, *notes;
    GdkMonitor *slides_on, *notes_on; /* the same if there is one screen */
    guint inhibited;
} Present;

/* ---- screens ---- */

static GdkMonitor *
monitor_of(GtkWindow *window)
{
    GdkSurface *surface = gtk_native_get_surface(GTK_NATIVE(window));

    return gdk_display_get_monitor_at_surface(gdk_display_get_default(), surface);
}

/* A screen besides `monitor`; that itself if there is no other. */
static GdkMonitor *
monitor_beside(GdkMonitor *monitor)
{
    GListModel *all = gdk_display_get_monitors(gdk_display_get_default());

    for (guint i = 0; i < g_list_model_get_n_items(all); i++) {
        g_autoptr(GdkMonitor) other = g_list_model_get_item(all, i);
        if (other != monitor)
            return other;
    }
    return monitor;
}

/* With one screen, the slides have it, and the notes are a window behind them. */
static void
place(Present *self)
{
    if (self->notes_on != self->slides_on)
        gtk_window_fullscreen_on_monitor(GTK_WINDOW(self->notes), self->notes_on);
    gtk_window_present(GTK_WINDOW(self->notes));
    gtk_window_fullscreen_on_monitor(GTK_WINDOW(self->slides), self->slides_on);
    gtk_window_present(GTK_WINDOW(self->slides));
}

static void
swap(void *data)
{
    Present *self = data;
    GdkMonitor *slides_on = self->slides_on;

    self->slides_on = self->notes_on;
    self->notes_on = slides_on;
    place(self);
    test_log("slides and notes have changed places");
}

/* ---- the end ---- */

static void
on_ended(Talk *talk, Present *self)
{
    g_signal_handlers_disconnect_by_data(talk, self);
    if (self->inhibited)
        gtk_application_uninhibit(self->application, self->inhibited);
    gtk_window_destroy(GTK_WINDOW(self->slides));
    gtk_window_destroy(GTK_WINDOW(self->notes));
    g_object_unref(self->talk);
    g_free(self);
}

void
present_talk(Talk *talk, GtkWindow *window)
{
    Present *self = g_new0(Present, 1);

    self->talk = g_object_ref(talk);
    self->application = gtk_window_get_application(window);
    self->notes_on = monitor_of(window);
    self->slides_on = monitor_beside(self->notes_on);
    self->slides = audience_window_new(talk, self->application);
    self->notes = notes_window_new(
        talk, self->application, self->notes_on == self->slides_on ? NULL : G_CALLBACK(swap), self);
    self->inhibited = gtk_application_inhibit(self->application, GTK_WINDOW(self->slides),
                                              GTK_APPLICATION_INHIBIT_IDLE, "slides are shown");
    g_signal_connect(talk, "ended", G_CALLBACK(on_ended), self);
    place(self);
}
