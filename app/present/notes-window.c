/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-window.c - puts the speaker's window together; it is always dark. */
#include "app/present/notes-window.h"

#include <adwaita.h>

#include "app/present/go-to.h"
#include "app/present/notes-chapters.h"
#include "app/present/notes-clocks.h"
#include "app/present/notes-slide.h"
#include "app/present/notes-track.h"
#include "app/present/notes-words.h"
#include "app/present/talk-keys.h"

enum { WIDTH = 1180, HEIGHT = 760, GAP = 18 };

/* ---- the bar at the top ---- */

static GtkWidget *
title_bar_new(Talk *talk, GCallback swap, void *data)
{
    GtkWidget *bar = gtk_header_bar_new(), *end = gtk_button_new_with_label("End");
    GtkWidget *other = gtk_button_new_with_label("Swap Screens");
    GtkWidget *title = adw_window_title_new("Notes", swap ? "the slides are on the other screen"
                                                          : "the slides are behind this window");

    g_signal_connect_object(end, "clicked", G_CALLBACK(talk_end), talk, G_CONNECT_SWAPPED);
    gtk_header_bar_pack_start(GTK_HEADER_BAR(bar), end);
    gtk_header_bar_set_title_widget(GTK_HEADER_BAR(bar), title);
    gtk_header_bar_pack_end(GTK_HEADER_BAR(bar), other);
    gtk_widget_set_visible(other, swap != NULL);
    if (swap)
        g_signal_connect_swapped(other, "clicked", swap, data);
    return bar;
}

/* ---- the bar at the bottom ---- */

static void
on_back(Talk *talk)
{
    talk_step(talk, -1);
}

static void
on_next(Talk *talk)
{
    talk_step(talk, 1);
}

static void
on_black(Talk *talk)
{
    talk_toggle_cover(talk, COVER_BLACK);
}

static void
on_go(GtkButton *button, Talk *talk)
{
    go_to_ask(talk, GTK_WINDOW(gtk_widget_get_root(GTK_WIDGET(button))));
}

static GtkWidget *
add_button(GtkWidget *box, const char *label, GCallback run, Talk *talk, GConnectFlags how)
{
    GtkWidget *button = gtk_button_new_with_label(label);

    g_signal_connect_object(button, "clicked", run, talk, how);
    gtk_box_append(GTK_BOX(box), button);
    return button;
}

static GtkWidget *
key_new(const TalkKeyWords *words)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 6);
    GtkWidget *key = gtk_label_new(words->key), *does = gtk_label_new(words->does);

    gtk_widget_add_css_class(key, "notes-key");
    gtk_widget_add_css_class(does, "dim");
    gtk_box_append(GTK_BOX(box), key);
    gtk_box_append(GTK_BOX(box), does);
    return box;
}

/* In as many rows as it takes, since text may be large. */
static GtkWidget *
keys_new(void)
{
    GtkWidget *keys = gtk_flow_box_new();
    gsize n;
    const TalkKeyWords *words = talk_keys_words(&n);

    gtk_flow_box_set_selection_mode(GTK_FLOW_BOX(keys), GTK_SELECTION_NONE);
    gtk_flow_box_set_max_children_per_line(GTK_FLOW_BOX(keys), (guint) n);
    for (gsize i = 0; i < n; i++)
        gtk_flow_box_append(GTK_FLOW_BOX(keys), key_new(&words[i]));
    return keys;
}

static GtkWidget *
bottom_new(Talk *talk)
{
    GtkWidget *bottom = gtk_box_new(GTK_ORIENTATION_VERTICAL, 8);
    GtkWidget *row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);

    add_button(row, "◀ Back", G_CALLBACK(on_back), talk, G_CONNECT_SWAPPED);
    gtk_widget_add_css_class(
        add_button(row, "▶ Next Step", G_CALLBACK(on_next), talk, G_CONNECT_SWAPPED),
        "suggested-action");
    gtk_box_append(GTK_BOX(row), notes_track_new(talk));
    add_button(row, "Black", G_CALLBACK(on_black), talk, G_CONNECT_SWAPPED);
    add_button(row, "Go to Step…", G_CALLBACK(on_go), talk, 0);
    gtk_box_append(GTK_BOX(bottom), row);
    gtk_box_append(GTK_BOX(bottom), keys_new());
    gtk_widget_add_css_class(bottom, "notes-bottom");
    return bottom;
}

/* ---- between them ---- */

static GtkWidget *
left_new(Talk *talk)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, GAP);

    gtk_box_append(GTK_BOX(box), notes_slide_new(talk, "Now", 0));
    gtk_box_append(GTK_BOX(box), notes_words_new(talk));
    return box;
}

static GtkWidget *
right_new(Talk *talk)
{
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, GAP);

    gtk_box_append(GTK_BOX(box), notes_slide_new(talk, "Next", 1));
    gtk_box_append(GTK_BOX(box), notes_slide_next_words_new(talk));
    gtk_box_append(GTK_BOX(box), notes_clocks_new(talk));
    gtk_box_append(GTK_BOX(box), notes_chapters_new(talk));
    return box;
}

/* Of eight columns, the left side has five. */
static GtkWidget *
middle_new(Talk *talk)
{
    GtkWidget *grid = gtk_grid_new();

    gtk_grid_set_column_homogeneous(GTK_GRID(grid), TRUE);
    gtk_grid_set_column_spacing(GTK_GRID(grid), GAP);
    gtk_grid_attach(GTK_GRID(grid), left_new(talk), 0, 0, 5, 1);
    gtk_grid_attach(GTK_GRID(grid), right_new(talk), 5, 0, 3, 1);
    gtk_widget_set_vexpand(grid, TRUE);
    gtk_widget_add_css_class(grid, "notes-middle");
    return grid;
}

/* ---- the window ---- */

static gboolean
on_close(GtkWindow *window, Talk *talk)
{
    talk_end(talk);
    return TRUE;
}

GtkWidget *
notes_window_new(Talk *talk, GtkApplication *application, GCallback swap, void *data)
{
    GtkWidget *window = adw_application_window_new(application);
    GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);

    gtk_window_set_title(GTK_WINDOW(window), "Notes");
    gtk_window_set_default_size(GTK_WINDOW(window), WIDTH, HEIGHT);
    gtk_box_append(GTK_BOX(box), title_bar_new(talk, swap, data));
    gtk_box_append(GTK_BOX(box), middle_new(talk));
    gtk_box_append(GTK_BOX(box), bottom_new(talk));
    adw_application_window_set_content(ADW_APPLICATION_WINDOW(window), box);
    gtk_widget_add_css_class(window, "notes");
    g_signal_connect_object(window, "close-request", G_CALLBACK(on_close), talk, 0);
    talk_keys_add(window, talk);
    return window;
}
