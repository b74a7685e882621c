/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-track.c - a dot a page, in a row. */
#include "app/present/notes-track.h"

#include <math.h>

static const double small = 1.8, large = 4, here = 6.5, margin = 8; /* px, radii */
static const GdkRGBA past = {0.47f, 0.68f, 0.93f, 1}, future = {0.55f, 0.55f, 0.55f, 1},
                     now = {1, 0.42f, 0.42f, 1};

static double
page_x(Talk *talk, guint page, int width)
{
    guint last = MAX(deck_pages_n(talk_get_pages(talk)), 2) - 1;

    return margin + (width - 2 * margin) * page / last;
}

static void
draw_line(cairo_t *cr, double from, double to, double y, const GdkRGBA *colour)
{
    gdk_cairo_set_source_rgba(cr, colour);
    cairo_move_to(cr, from, y);
    cairo_line_to(cr, to, y);
    cairo_stroke(cr);
}

static void
draw_dot(cairo_t *cr, double x, double y, double radius, const GdkRGBA *colour)
{
    gdk_cairo_set_source_rgba(cr, colour);
    cairo_arc(cr, x, y, radius, 0, 2 * G_PI);
    cairo_fill(cr);
}

static void
on_draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, void *data)
{
    Talk *talk = data;
    guint n = deck_pages_n(talk_get_pages(talk)), page = talk_get_page(talk);
    double y = floor(height / 2.0), x = page_x(talk, page, width);

    draw_line(cr, margin, x, y, &past);
    draw_line(cr, x, width - margin, y, &future);
    for (guint i = 0; i < n; i++)
        draw_dot(cr, page_x(talk, i, width), y, talk_is_resume(talk, i) ? large : small,
                 i < page ? &past : &future);
    draw_dot(cr, x, y, here, &now);
}

static void
on_pressed(GtkGestureClick *click, int n, double x, double y, Talk *talk)
{
    int width = gtk_widget_get_width(gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(click)));
    guint last = deck_pages_n(talk_get_pages(talk)) - 1;
    double share = CLAMP((x - margin) / MAX(width - 2 * margin, 1), 0, 1);

    talk_go(talk, (guint) round(share * last));
}

static void
on_turned(Talk *talk, GtkWidget *area)
{
    g_autofree char *words = g_strdup_printf("page %u of %u", talk_get_page(talk) + 1,
                                             deck_pages_n(talk_get_pages(talk)));

    gtk_accessible_update_property(GTK_ACCESSIBLE(area), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    gtk_widget_queue_draw(area);
}

GtkWidget *
notes_track_new(Talk *talk)
{
    GtkWidget *area = gtk_drawing_area_new();
    GtkGesture *click = gtk_gesture_click_new();

    gtk_widget_set_hexpand(area, TRUE);
    gtk_widget_set_size_request(area, 200, 28);
    gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(area), on_draw, talk, NULL);
    g_signal_connect_object(click, "pressed", G_CALLBACK(on_pressed), talk, 0);
    gtk_widget_add_controller(area, GTK_EVENT_CONTROLLER(click));
    g_signal_connect_object(talk, "turned", G_CALLBACK(on_turned), area, 0);
    on_turned(talk, area);
    return area;
}
