/* SPDX-License-Identifier: GPL-3.0-or-later */
/* audience.c - a window with a slide in it. */
#include "app/present/audience.h"

#include "app/present/talk-keys.h"

void
audience_show_page(SlideView *slide, Talk *talk, guint page)
{
    g_autofree char *words = talk_words(talk, page);

    slide_view_set_page(slide, deck_pages_scene(talk_get_pages(talk), page), talk_get_theme(talk),
                        words);
}

static void
on_changed(Talk *talk, SlideView *slide)
{
    slide_view_set_cover(slide, talk_get_cover(talk));
    slide_view_set_spot(slide, talk_has_spot(talk));
    gtk_widget_set_cursor_from_name(GTK_WIDGET(slide), "none");
}

static void
on_turned(Talk *talk, SlideView *slide)
{
    audience_show_page(slide, talk, talk_get_page(talk));
    on_changed(talk, slide);
}

static void
on_pressed(GtkGestureClick *click, int n, double x, double y, Talk *talk)
{
    guint button = gtk_gesture_single_get_current_button(GTK_GESTURE_SINGLE(click));

    talk_step(talk, button == GDK_BUTTON_SECONDARY ? -1 : 1);
}

static gboolean
on_close(GtkWindow *window, Talk *talk)
{
    talk_end(talk);
    return TRUE;
}

GtkWidget *
audience_window_new(Talk *talk, GtkApplication *application)
{
    GtkWidget *window = gtk_application_window_new(application), *slide = slide_view_new();
    GtkGesture *click = gtk_gesture_click_new();

    gtk_window_set_title(GTK_WINDOW(window), "Slides");
    gtk_window_set_child(GTK_WINDOW(window), slide);
    gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(click), 0);
    g_signal_connect_object(click, "pressed", G_CALLBACK(on_pressed), talk, 0);
    gtk_widget_add_controller(slide, GTK_EVENT_CONTROLLER(click));
    g_signal_connect_object(window, "close-request", G_CALLBACK(on_close), talk, 0);
    g_signal_connect_object(talk, "turned", G_CALLBACK(on_turned), slide, 0);
    g_signal_connect_object(talk, "changed", G_CALLBACK(on_changed), slide, 0);
    talk_keys_add(window, talk);
    on_turned(talk, SLIDE_VIEW(slide));
    return window;
}
