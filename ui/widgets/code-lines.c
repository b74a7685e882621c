/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-lines.c - which line is where in the text of the code pane. */
#include "ui/widgets/code-lines.h"

/* Where a line stands that is scrolled to, from the top (0) to the bottom (1) of the view. */
static const double high = 0.4;

gboolean
code_find_line(CodeView *self, guint line, GtkTextIter *ret_iter)
{
    return line >= self->first &&
           gtk_text_buffer_get_iter_at_line(GTK_TEXT_BUFFER(self->buffer), ret_iter,
                                            (int) (line - self->first));
}

guint
code_last_line(CodeView *self)
{
    int n = gtk_text_buffer_get_line_count(GTK_TEXT_BUFFER(self->buffer));

    return self->first + (guint) n - 1;
}

guint
code_line_at(CodeView *self, double y)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->view);
    GtkTextIter iter;
    int text_y, line_y, height;

    gtk_text_view_window_to_buffer_coords(view, GTK_TEXT_WINDOW_WIDGET, 0, (int) y, NULL, &text_y);
    gtk_text_view_get_line_at_y(view, &iter, text_y, NULL);
    gtk_text_view_get_line_yrange(view, &iter, &line_y, &height);
    if (text_y < line_y || text_y >= line_y + height)
        return 0;
    return self->first + (guint) gtk_text_iter_get_line(&iter);
}

/* Top and height of a line in the text, px. */
static gboolean
measure_line(CodeView *self, guint line, int *ret_y, int *ret_height)
{
    GtkTextIter iter;

    if (!code_find_line(self, line, &iter))
        return FALSE;
    gtk_text_view_get_line_yrange(GTK_TEXT_VIEW(self->view), &iter, ret_y, ret_height);
    return TRUE;
}

/* ---- scrolling ---- */

/* Where in the view a line at `y` must stand so that all the lines wanted are in the middle of it.
 */
static double
place_among(CodeView *self, int y, int height, int view_height)
{
    int first_y, last_y, last_height;

    if (!measure_line(self, self->want_first, &first_y, &last_height) ||
        !measure_line(self, self->want_last, &last_y, &last_height))
        return high;
    int spare = view_height - (last_y + last_height - first_y);
    return spare < 0 ? high : (y - first_y + spare / 2.0) / (view_height - height);
}

static void
scroll_to(CodeView *self, int y, int height, const GdkRectangle *visible)
{
    GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(self->view));
    double part = CLAMP(place_among(self, y, height, visible->height), 0, 1);

    gtk_adjustment_set_value(adjustment, gtk_text_view_get_top_margin(GTK_TEXT_VIEW(self->view)) +
                                             y - part * (visible->height - height));
}

/* A line has no height until the text view has come to it. */
static gboolean
on_frame(GtkWidget *view, GdkFrameClock *clock, void *data)
{
    CodeView *self = data;
    GdkRectangle visible;
    int y, height;

    gtk_text_view_get_visible_rect(GTK_TEXT_VIEW(view), &visible);
    if (measure_line(self, self->want, &y, &height)) {
        if (height == 0 || visible.height <= height)
            return G_SOURCE_CONTINUE;
        if (y < visible.y || y + height > visible.y + visible.height)
            scroll_to(self, y, height, &visible);
    }
    self->scrolling = 0;
    return G_SOURCE_REMOVE;
}

/* The text view's own way to a line is animated, and the end of the animation is lost if sizes
 * change meanwhile. */
void
code_scroll_to(CodeView *self, guint line, guint first, guint last)
{
    self->want = line;
    self->want_first = first;
    self->want_last = last;
    if (!self->scrolling)
        self->scrolling = gtk_widget_add_tick_callback(self->view, on_frame, self, NULL);
}
