/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-lines.c - which line is where in the text of the code pane. */
#include "ui/widgets/code-lines.h"

enum { MARGIN_PX = 36 /* above and below lines that are scrolled to */ };

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
static void
measure_line(CodeView *self, guint line, int *ret_y, int *ret_height)
{
    GtkTextIter iter;

    code_find_line(self, line, &iter);
    gtk_text_view_get_line_yrange(GTK_TEXT_VIEW(self->view), &iter, ret_y, ret_height);
}

/* ---- scrolling ---- */

/* From the top of line `first` to the bottom of line `last`; FALSE if the height of one is not
 * known. A line that is not shown counts as the first one. */
static gboolean
measure_lines(CodeView *self, guint first, guint last, int *ret_y, int *ret_height)
{
    int first_height, last_y, last_height;

    measure_line(self, MAX(first, self->first), ret_y, &first_height);
    measure_line(self, MAX(last, self->first), &last_y, &last_height);
    *ret_height = last_y + last_height - *ret_y;
    return first_height > 0 && last_height > 0;
}

static void
scroll_to(CodeView *self, int y)
{
    int margin = gtk_text_view_get_top_margin(GTK_TEXT_VIEW(self->view));

    gtk_adjustment_set_value(gtk_scrollable_get_vadjustment(GTK_SCROLLABLE(self->view)),
                             y + margin);
}

/* Code that jumps cannot be read, so lines that are in view stay where they are, and others come
 * just into view. */
static void
show_lines(CodeView *self, int y, int height, const GdkRectangle *visible)
{
    int spare = visible->height - height, margin = MIN(spare / 2, MARGIN_PX);

    if (y < visible->y)
        scroll_to(self, y - margin);
    else if (y + height > visible->y + visible->height)
        scroll_to(self, y - spare + margin);
}

/* Not at the edge: from a line that is far away, it is likely to go on from there. */
static void
show_line(CodeView *self, int y, int height, const GdkRectangle *visible)
{
    if (y < visible->y || y + height > visible->y + visible->height)
        scroll_to(self, y - (int) (high * (visible->height - height)));
}

/* Lines have no height until the text view has come to them: FALSE, and nothing done, until then.
 */
static gboolean
show_wanted(CodeView *self)
{
    GdkRectangle visible;
    int y, height, all_y, all_height;

    gtk_text_view_get_visible_rect(GTK_TEXT_VIEW(self->view), &visible);
    if (!measure_lines(self, self->want, self->want, &y, &height) ||
        !measure_lines(self, self->want_first, self->want_last, &all_y, &all_height) ||
        visible.height <= height)
        return FALSE;
    if (all_height <= visible.height)
        show_lines(self, all_y, all_height, &visible);
    else
        show_line(self, y, height, &visible);
    return TRUE;
}

static gboolean
on_frame(GtkWidget *view, GdkFrameClock *clock, void *data)
{
    CodeView *self = data;
    GtkTextIter iter;

    if (code_find_line(self, self->want, &iter) && !show_wanted(self))
        return G_SOURCE_CONTINUE;
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
