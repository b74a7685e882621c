/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-clocks.c - how long the talk has taken, and the time of day. */
#include "app/present/notes-clocks.h"

#include "app/present/notes-label.h"

enum { TICK_MS = 250 };

typedef struct {
    Talk *talk; /* not owned */
    GtkWidget *elapsed, *pause, *day;
} NotesClocks;

static void
show_times(const NotesClocks *self)
{
    gint64 s = talk_get_elapsed_us(self->talk) / G_USEC_PER_SEC;
    g_autofree char *elapsed =
        s < 3600 ? g_strdup_printf("%d:%02d", (int) s / 60, (int) s % 60)
                 : g_strdup_printf("%d:%02d:%02d", (int) s / 3600, (int) s / 60 % 60, (int) s % 60);
    g_autoptr(GDateTime) now = g_date_time_new_now_local();
    g_autofree char *day = g_date_time_format(now, "%H:%M");

    gtk_label_set_text(GTK_LABEL(self->elapsed), elapsed);
    gtk_label_set_text(GTK_LABEL(self->day), day);
}

static gboolean
on_tick(void *box)
{
    show_times(g_object_get_data(box, "clocks"));
    return G_SOURCE_CONTINUE;
}

static void
on_destroy(GtkWidget *box, void *tick)
{
    g_source_remove(GPOINTER_TO_UINT(tick));
}

static void
on_changed(Talk *talk, GtkWidget *box)
{
    const NotesClocks *self = g_object_get_data(G_OBJECT(box), "clocks");
    gboolean counting = talk_is_counting(talk);

    gtk_button_set_icon_name(GTK_BUTTON(self->pause), counting ? "media-playback-pause-symbolic"
                                                               : "media-playback-start-symbolic");
    gtk_widget_set_tooltip_text(self->pause, counting ? "Pause" : "Go on");
    show_times(self);
}

/* A card with a large time and what it is. */
static GtkWidget *
card_new(Talk *talk, GtkWidget *time, const char *what, GtkWidget *buttons)
{
    GtkWidget *card = gtk_box_new(GTK_ORIENTATION_VERTICAL, 4);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 4);
    GtkWidget *label = notes_label_new(talk, what, 1, FALSE);

    gtk_widget_set_hexpand(time, TRUE);
    gtk_box_append(GTK_BOX(row), time);
    if (buttons)
        gtk_box_append(GTK_BOX(row), buttons);
    gtk_widget_add_css_class(label, "dim");
    gtk_box_append(GTK_BOX(card), row);
    gtk_box_append(GTK_BOX(card), label);
    gtk_widget_add_css_class(card, "notes-card");
    gtk_widget_set_hexpand(card, TRUE);
    return card;
}

static GtkWidget *
buttons_new(Talk *talk, GtkWidget *pause)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
    GtkWidget *again = gtk_button_new_from_icon_name("view-refresh-symbolic");

    gtk_widget_set_tooltip_text(again, "Count from 0");
    gtk_widget_add_css_class(pause, "flat");
    gtk_widget_add_css_class(again, "flat");
    gtk_widget_set_valign(box, GTK_ALIGN_CENTER);
    gtk_box_append(GTK_BOX(box), pause);
    gtk_box_append(GTK_BOX(box), again);
    g_signal_connect_object(pause, "clicked", G_CALLBACK(talk_toggle_counting), talk,
                            G_CONNECT_SWAPPED);
    g_signal_connect_object(again, "clicked", G_CALLBACK(talk_count_again), talk,
                            G_CONNECT_SWAPPED);
    return box;
}

GtkWidget *
notes_clocks_new(Talk *talk)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 12);
    NotesClocks clocks = {
        .talk = talk,
        .elapsed = notes_label_new(talk, "", 2.4, TRUE),
        .pause = gtk_button_new(),
        .day = notes_label_new(talk, "", 2.4, TRUE),
    };
    guint tick = g_timeout_add(TICK_MS, on_tick, box);

    gtk_box_set_homogeneous(GTK_BOX(box), TRUE);
    gtk_box_append(GTK_BOX(box), card_new(talk, clocks.elapsed, "since the beginning",
                                          buttons_new(talk, clocks.pause)));
    gtk_box_append(GTK_BOX(box), card_new(talk, clocks.day, "time of day", NULL));
    g_object_set_data_full(G_OBJECT(box), "clocks", g_memdup2(&clocks, sizeof clocks), g_free);
    g_signal_connect(box, "destroy", G_CALLBACK(on_destroy), GUINT_TO_POINTER(tick));
    g_signal_connect_object(talk, "changed", G_CALLBACK(on_changed), box, 0);
    on_changed(talk, box);
    return box;
}
