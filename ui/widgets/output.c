/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output.c - the output pane: lines of text with a rule between printed and not yet printed. */
#include "ui/widgets/output.h"

#include <adwaita.h>

#include "ui/model/text.h"

enum { RULE_SPACE_PX = 18 };

/* A text view that draws the rule. */
#define OUTPUT_TYPE_TEXT (output_text_get_type())
G_DECLARE_FINAL_TYPE(OutputText, output_text, OUTPUT, TEXT, GtkTextView)

struct _OutputText {
    GtkTextView parent_instance;
    int rule_line; /* the buffer line below the rule; -1: no rule */
};

G_DEFINE_FINAL_TYPE(OutputText, output_text, GTK_TYPE_TEXT_VIEW)

struct _OutputView {
    GtkWidget parent_instance;
    const Model *model; /* NULL: nothing */
    guint n_lines;      /* how many of the model's are in the buffer */
    guint n_printed;    /* how many of these are above the rule */

    GtkWidget *box;
    OutputText *text;
    GtkTextBuffer *buffer;
    GtkTextTag *time, *later, *space;
};

G_DEFINE_FINAL_TYPE(OutputView, output_view, GTK_TYPE_WIDGET)

/* ---- the rule ---- */

static int
rule_y(OutputText *self)
{
    GtkTextIter iter;
    int y, height;

    gtk_text_buffer_get_iter_at_line(gtk_text_view_get_buffer(GTK_TEXT_VIEW(self)), &iter,
                                     self->rule_line);
    gtk_text_view_get_line_yrange(GTK_TEXT_VIEW(self), &iter, &y, &height);
    return y + RULE_SPACE_PX / 2;
}

static void
draw_dashes(GtkSnapshot *snapshot, const GdkRGBA *colour, int x, int end, int y)
{
    cairo_t *cr = gtk_snapshot_append_cairo(
        snapshot, &GRAPHENE_RECT_INIT((float) x, (float) y - 1, (float) MAX(1, end - x), 2));

    gdk_cairo_set_source_rgba(cr, colour);
    cairo_set_line_width(cr, 1);
    cairo_set_dash(cr, (double[]){4, 3}, 2, 0);
    cairo_move_to(cr, x, y + 0.5);
    cairo_line_to(cr, end, y + 0.5);
    cairo_stroke(cr);
    cairo_destroy(cr);
}

static void
output_text_snapshot_layer(GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
    OutputText *self = OUTPUT_TEXT(view);
    g_autoptr(PangoLayout) words = NULL;
    GdkRectangle visible;
    GdkRGBA colour;
    int y, width, height, left = gtk_text_view_get_left_margin(view);

    /* Drawn above the text: the heights of lines are only known once the text is laid out. */
    if (layer != GTK_TEXT_VIEW_LAYER_ABOVE_TEXT || self->rule_line < 0)
        return;
    gtk_text_view_get_visible_rect(view, &visible);
    gtk_style_context_get_color(gtk_widget_get_style_context(GTK_WIDGET(self)), &colour);
    colour.alpha *= 0.55f;
    words = gtk_widget_create_pango_layout(GTK_WIDGET(self), "not yet");
    pango_layout_get_pixel_size(words, &width, &height);
    y = rule_y(self);
    draw_dashes(snapshot, &colour, left, visible.x + visible.width - width - 20, y);
    gtk_snapshot_save(snapshot);
    gtk_snapshot_translate(snapshot,
                           &GRAPHENE_POINT_INIT((float) (visible.x + visible.width - width - 12),
                                                (float) (y - height / 2)));
    gtk_snapshot_append_layout(snapshot, words, &colour);
    gtk_snapshot_restore(snapshot);
}

static void
output_text_class_init(OutputTextClass *klass)
{
    GTK_TEXT_VIEW_CLASS(klass)->snapshot_layer = output_text_snapshot_layer;
}

static void
output_text_init(OutputText *self)
{
    self->rule_line = -1;
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
    gtk_text_view_scroll_mark_onscreen(GTK_TEXT_VIEW(self->text),
                                       gtk_text_buffer_get_insert(self->buffer));
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

/* ---- the widget ---- */

static void
update_theme(OutputView *self)
{
    gboolean dark = adw_style_manager_get_dark(adw_style_manager_get_default());

    g_object_set(self->time, "foreground", dark ? "#a8a8a8" : "#5e5c64", NULL);
    g_object_set(self->later, "foreground", dark ? "#919191" : "#77767b", NULL);
}

static void
make_text(OutputView *self)
{
    g_autoptr(PangoTabArray) tabs = pango_tab_array_new_with_positions(1, TRUE, PANGO_TAB_LEFT, 72);
    GtkTextView *view;

    self->text = g_object_new(OUTPUT_TYPE_TEXT, "editable", FALSE, "cursor-visible", FALSE,
                              "monospace", TRUE, "accepts-tab", FALSE, NULL);
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
    g_clear_pointer(&OUTPUT_VIEW(object)->box, gtk_widget_unparent);
    G_OBJECT_CLASS(output_view_parent_class)->dispose(object);
}

static void
output_view_class_init(OutputViewClass *klass)
{
    G_OBJECT_CLASS(klass)->dispose = output_view_dispose;
    gtk_widget_class_set_layout_manager_type(GTK_WIDGET_CLASS(klass), GTK_TYPE_BIN_LAYOUT);
}

static void
output_view_init(OutputView *self)
{
    GtkWidget *title = gtk_label_new("Output"), *scrolled = gtk_scrolled_window_new();

    make_text(self);
    gtk_widget_add_css_class(title, "pane-title");
    gtk_label_set_xalign(GTK_LABEL(title), 0);
    gtk_widget_set_focusable(scrolled, FALSE); /* its child is */
    gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(scrolled), GTK_WIDGET(self->text));
    gtk_widget_set_vexpand(scrolled, TRUE);
    gtk_widget_set_overflow(scrolled, GTK_OVERFLOW_HIDDEN);
    gtk_widget_add_css_class(scrolled, "pane-card");
    self->box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 6);
    gtk_box_append(GTK_BOX(self->box), title);
    gtk_box_append(GTK_BOX(self->box), scrolled);
    gtk_widget_set_parent(self->box, GTK_WIDGET(self));
    g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                            G_CALLBACK(update_theme), self, G_CONNECT_SWAPPED);
    update_theme(self);
}

GtkWidget *
output_view_new(void)
{
    return g_object_new(OUTPUT_TYPE_VIEW, NULL);
}
