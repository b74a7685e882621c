/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.c - the output pane: lines of text with a rule between printed and not yet printed. */
#include "ui/widgets/output.h"

#include <adwaita.h>
#include <math.h>

#include "ui/widgets/output-text.h"

enum { DRAG_THRESHOLD_PX = 4 };

/* How much of the pane's height stays free above and below the line that is kept in sight: the rule
 * needs it. */
static const double rule_margin = 0.2;

G_DEFINE_FINAL_TYPE(OutputView, output_view, GTK_TYPE_WIDGET)

/* Who printed a line of the buffer; TRACE_NOBODY if there is no such line. */
guint32
output_printer(OutputView *self, int line)
{
    const GArray *lines = self->model ? model_output(self->model) : NULL;

    if (!lines || line < 0 || (guint) line >= self->n_lines)
        return TRACE_NOBODY;
    return model_event(self->model, g_array_index(lines, OutputLine, line).event)->subject;
}

/* ---- lines ---- */

/* A piece of a line gets a row of its own, since it has its own time; ↳ says it is no new line. */
static void
append_line(OutputView *self, const OutputLine *line)
{
    const TraceEvent *event = model_event(self->model, line->event);
    g_autofree char *time =
        g_strdup_printf("%.3f%s", (double) event->time_ns / 1e9, line->continues ? " ↳" : "");
    g_autofree char *text = g_strdelimit(g_strdup(line->text), "\n\r", ' ');
    GtkTextIter end;

    gtk_text_buffer_get_end_iter(self->buffer, &end);
    if (self->n_lines)
        gtk_text_buffer_insert(self->buffer, &end, "\n", 1);
    gtk_text_buffer_insert_with_tags(self->buffer, &end, time, -1, self->time, NULL);
    gtk_text_buffer_insert(self->buffer, &end, "\t", 1);
    gtk_text_buffer_insert(self->buffer, &end, text, -1);
    self->n_lines++;
}

static void
take_new_lines(OutputView *self)
{
    const GArray *lines = model_output(self->model);

    while (self->n_lines < lines->len)
        append_line(self, &g_array_index(lines, OutputLine, self->n_lines));
}

/* How many lines had been printed once `event` had happened. */
static guint
count_printed(OutputView *self, gsize event)
{
    const GArray *lines = model_output(self->model);
    guint low = 0, high = lines->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (event != MODEL_NONE && g_array_index(lines, OutputLine, middle).event <= event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
dim_what_is_later(OutputView *self)
{
    GtkTextIter begin, rule, line_end, end;

    gtk_text_buffer_get_bounds(self->buffer, &begin, &end);
    gtk_text_buffer_remove_tag(self->buffer, self->later, &begin, &end);
    gtk_text_buffer_remove_tag(self->buffer, self->space, &begin, &end);
    self->text->rule_line = self->n_printed < self->n_lines ? (int) self->n_printed : -1;
    if (self->text->rule_line < 0)
        return;
    gtk_text_buffer_get_iter_at_line(self->buffer, &rule, self->text->rule_line);
    line_end = rule;
    gtk_text_iter_forward_line(&line_end);
    gtk_text_buffer_apply_tag(self->buffer, self->space, &rule, &line_end);
    gtk_text_buffer_apply_tag(self->buffer, self->later, &rule, &end);
}

/* Keeps the last line printed, and the rule below it, in sight. */
static void
show_rule(OutputView *self)
{
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_line(
        self->buffer, &iter, (int) MIN(self->n_printed, self->n_lines ? self->n_lines - 1 : 0));
    gtk_text_buffer_place_cursor(self->buffer, &iter);
    gtk_text_view_scroll_to_mark(GTK_TEXT_VIEW(self->text),
                                 gtk_text_buffer_get_insert(self->buffer), rule_margin, FALSE, 0,
                                 0);
}

void
output_view_set_event(OutputView *self, gsize event)
{
    guint n_lines = self->n_lines, n_printed = self->n_printed;

    if (!self->model)
        return;
    take_new_lines(self);
    self->n_printed = count_printed(self, event);
    if (n_lines == self->n_lines && n_printed == self->n_printed)
        return;
    dim_what_is_later(self);
    gtk_widget_queue_draw(GTK_WIDGET(self->text));
    show_rule(self);
}

void
output_view_set_model(OutputView *self, const Model *model)
{
    self->model = model;
    self->n_lines = self->n_printed = 0;
    self->text->rule_line = -1;
    gtk_text_buffer_set_text(self->buffer, "", -1);
    output_view_set_event(self, MODEL_NONE);
}

guint
output_view_get_n_printed(OutputView *self)
{
    return self->n_printed;
}

void
output_view_set_lit(OutputView *self, Lit lit)
{
    self->lit = lit;
    gtk_widget_queue_draw(GTK_WIDGET(self->text));
}

PaneWidget *
output_view_get_pane(OutputView *self)
{
    return PANE_WIDGET(self->pane);
}

/* ---- the pointer ---- */

/* The line at `y` px of the text view; -1 if there is none. */
static int
line_at(OutputView *self, double y)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->text);
    GtkTextIter iter;
    int text_y, line_y, height;

    gtk_text_view_window_to_buffer_coords(view, GTK_TEXT_WINDOW_WIDGET, 0, (int) y, NULL, &text_y);
    gtk_text_view_get_line_at_y(view, &iter, text_y, NULL);
    gtk_text_view_get_line_yrange(view, &iter, &line_y, &height);
    return text_y >= line_y && text_y < line_y + height ? gtk_text_iter_get_line(&iter) : -1;
}

gboolean
output_view_locate_line(OutputView *self, guint line, GdkRectangle *ret_area)
{
    GtkTextView *view = GTK_TEXT_VIEW(self->text);
    GtkTextIter iter;
    double x, y;

    if (line >= self->n_lines || !gtk_text_buffer_get_iter_at_line(self->buffer, &iter, (int) line))
        return FALSE;
    gtk_text_view_get_iter_location(view, &iter, ret_area);
    gtk_text_view_buffer_to_window_coords(view, GTK_TEXT_WINDOW_WIDGET, ret_area->x, ret_area->y,
                                          &ret_area->x, &ret_area->y);
    gtk_widget_translate_coordinates(GTK_WIDGET(view), GTK_WIDGET(self), ret_area->x, ret_area->y,
                                     &x, &y);
    ret_area->x = (int) x;
    ret_area->y = (int) y;
    return TRUE;
}

static void
on_pressed(GtkGestureClick *gesture, int n, double x, double y, OutputView *self)
{
    self->press_x = x;
    self->press_y = y;
}

/* A click on a line goes to the event that printed it, and selects who did. */
static void
on_released(GtkGestureClick *gesture, int n, double x, double y, OutputView *self)
{
    int line = line_at(self, y);
    guint32 printer = output_printer(self, line);

    if (hypot(x - self->press_x, y - self->press_y) > DRAG_THRESHOLD_PX || printer == TRACE_NOBODY)
        return;
    linked_choose_event(self, g_array_index(model_output(self->model), OutputLine, line).event);
    linked_choose_track(self, printer);
}

static void
on_motion(GtkEventControllerMotion *controller, double x, double y, OutputView *self)
{
    linked_hover(self, &self->hover, output_printer(self, line_at(self, y)));
}

static void
on_leave(GtkEventControllerMotion *controller, OutputView *self)
{
    linked_hover(self, &self->hover, TRACE_NOBODY);
}

static void
listen(OutputView *self)
{
    GtkGesture *click = gtk_gesture_click_new();
    GtkEventController *motion = gtk_event_controller_motion_new();

    g_signal_connect(click, "pressed", G_CALLBACK(on_pressed), self);
    g_signal_connect(click, "released", G_CALLBACK(on_released), self);
    g_signal_connect(motion, "motion", G_CALLBACK(on_motion), self);
    g_signal_connect(motion, "leave", G_CALLBACK(on_leave), self);
    gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(click), GTK_PHASE_CAPTURE);
    gtk_widget_add_controller(GTK_WIDGET(self->text), GTK_EVENT_CONTROLLER(click));
    gtk_widget_add_controller(GTK_WIDGET(self->text), motion);
}

/* ---- the widget ---- */

static void
update_theme(OutputView *self)
{
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());

    g_object_set(self->time, "foreground", dark ? "#a8a8a8" : "#5e5c64", NULL);
    g_object_set(self->later, "foreground", dark ? "#a0a0a0" : "#6e6d72", NULL);
}

static void
make_text(OutputView *self)
{
    g_autoptr(PangoTabArray) tabs = pango_tab_array_new_with_positions(1, TRUE, PANGO_TAB_LEFT, 72);
    GtkTextView *view;

    self->text = g_object_new(OUTPUT_TYPE_TEXT, "editable", FALSE, "cursor-visible", FALSE,
                              "monospace", TRUE, "accepts-tab", FALSE, NULL);
    self->text->owner = self;
    view = GTK_TEXT_VIEW(self->text);
    gtk_text_view_set_tabs(view, tabs);
    gtk_text_view_set_left_margin(view, 12);
    gtk_text_view_set_right_margin(view, 12);
    gtk_text_view_set_top_margin(view, 8);
    gtk_text_view_set_bottom_margin(view, 8);
    gtk_text_view_set_wrap_mode(view, GTK_WRAP_NONE);
    gtk_accessible_update_property(GTK_ACCESSIBLE(view), GTK_ACCESSIBLE_PROPERTY_LABEL, "Output",
                                   -1);
    self->buffer = gtk_text_view_get_buffer(view);
    self->time = gtk_text_buffer_create_tag(self->buffer, NULL, NULL);
    self->later = gtk_text_buffer_create_tag(self->buffer, NULL, NULL);
    self->space =
        gtk_text_buffer_create_tag(self->buffer, NULL, "pixels-above-lines", RULE_SPACE_PX, NULL);
}

static void
output_view_dispose(GObject *object)
{
    g_clear_pointer(&OUTPUT_VIEW(object)->pane, gtk_widget_unparent);
    G_OBJECT_CLASS(output_view_parent_class)->dispose(object);
}

static void
output_view_class_init(OutputViewClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = output_view_dispose;
    linked_add_signals(G_OBJECT_CLASS(klass));
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
output_view_init(OutputView *self)
{
    GtkWidget *scrolled = gtk_scrolled_window_new();

    make_text(self);
    listen(self);
    gtk_widget_set_focusable(scrolled, FALSE); /* its child is */
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), GTK_WIDGET(self->text));
    gtk_widget_set_overflow(scrolled, GTK_OVERFLOW_HIDDEN);
    gtk_widget_add_css_class(scrolled, "pane-card");
    self->pane = pane_widget_new("Output", scrolled, TRUE);
    gtk_widget_set_parent(self->pane, GTK_WIDGET(self));
    g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                            G_CALLBACK(update_theme), self, G_CONNECT_SWAPPED);
    update_theme(self);
}

GtkWidget *
output_view_new(void)
{
    return g_object_new(OUTPUT_TYPE_VIEW, NULL);
}
