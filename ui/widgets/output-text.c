/* SPDX-License-Identifier: GPL-3.0-or-later */
/* output-text.c - draws what the output pane has besides text. */
#include "ui/widgets/output-text.h"

G_DEFINE_FINAL_TYPE(OutputText, output_text, GTK_TYPE_TEXT_VIEW)

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
draw_rule(OutputText *self, GtkSnapshot *snapshot, const GdkRectangle *area)
{
    g_autoptr(PangoLayout) words = NULL;
    GdkRectangle visible = *area;
    GdkRGBA colour;
    int y, width, height, left = gtk_text_view_get_left_margin(GTK_TEXT_VIEW(self));

    gtk_style_context_get_color(gtk_widget_get_style_context(GTK_WIDGET(self)), &colour);
    colour.alpha *= 0.75f;
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

/* ---- lines of what is lit ---- */

static float
lit_part(const Lit *lit, guint32 track)
{
    if (track == TRACE_NOBODY)
        return 0;
    return track == lit->hovered ? 0.24f : track == lit->selected ? 0.12f : 0;
}

static void
draw_lit_lines(OutputText *self, GtkSnapshot *snapshot, const GdkRectangle *visible)
{
    GtkTextView *view = GTK_TEXT_VIEW(self);
    GtkTextIter iter;
    int y, height;

    gtk_text_view_get_line_at_y(view, &iter, visible->y, NULL);
    do {
        guint32 printer = output_printer(self->owner, gtk_text_iter_get_line(&iter));
        GdkRGBA band = {0.34f, 0.71f, 0.91f, lit_part(&self->owner->lit, printer)};

        gtk_text_view_get_line_yrange(view, &iter, &y, &height);
        if (band.alpha > 0)
            gtk_snapshot_append_color(snapshot, &band,
                                      &GRAPHENE_RECT_INIT((float) visible->x, (float) y,
                                                          (float) visible->width, (float) height));
    } while (y + height < visible->y + visible->height && gtk_text_iter_forward_line(&iter));
}

/* The rule is drawn above the text: the heights of lines are only known once it is laid out. */
static void
output_text_snapshot_layer(GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
    OutputText *self = OUTPUT_TEXT(view);
    GdkRectangle visible;

    gtk_text_view_get_visible_rect(view, &visible);
    if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT && self->rule_line >= 0)
        draw_rule(self, snapshot, &visible);
    if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
        draw_lit_lines(self, snapshot, &visible);
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
