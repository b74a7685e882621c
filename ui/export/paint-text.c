/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint-text.c - fonts, and texts in one line, by pango. */
#include "ui/export/paint-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "ui/export/draw.h"

#define ELLIPSIS "…"

static PangoFontDescription *
font_description(const Face *face)
{
    PangoFontDescription *description = pango_font_description_new();

    pango_font_description_set_family(description, face->family);
    pango_font_description_set_absolute_size(description, face->size * PANGO_SCALE);
    pango_font_description_set_weight(description, (PangoWeight) face->weight);
    return description;
}

const PangoFontDescription *
paint_font(Font font)
{
    static PangoFontDescription *descriptions[N_FONTS];

    if (descriptions[font] == NULL)
        descriptions[font] = font_description(&faces[font]);
    return descriptions[font];
}

static void
add_attribute(PangoAttrList *list, const TextRun *run, PangoAttribute *attribute)
{
    attribute->start_index = run->begin;
    attribute->end_index = run->begin + run->size;
    pango_attr_list_insert(list, attribute);
}

/* Only colours and weights, so that the text stays one piece, spaces included. Letters stay single,
 * too: two that are drawn as one would be one when they are copied or heard. */
static void
use_runs(PangoLayout *layout, const Shape *shape, const Theme *theme)
{
    g_autoptr(PangoAttrList) list = pango_attr_list_new();

    pango_attr_list_insert(list, pango_attr_font_features_new("liga=0"));
    for (guint i = 0; i < shape->n_runs; i++) {
        const TextRun *run = &shape->runs[i];
        const Colour *colour = &theme->colours[run->fill];
        add_attribute(list, run,
                      pango_attr_foreground_new((guint16) (colour->red * G_MAXUINT16),
                                                (guint16) (colour->green * G_MAXUINT16),
                                                (guint16) (colour->blue * G_MAXUINT16)));
        if (run->bold)
            add_attribute(list, run, pango_attr_weight_new(PANGO_WEIGHT_BOLD));
    }
    pango_layout_set_attributes(layout, list);
}

/* Nobody sees a smaller distance, and its digits would take room in a file. */
static double
quarter(double px)
{
    return round(px * 4) / 4;
}

/* The space at the end parts the text from the next one, for those who hear it. Returns how wide
 * the text is without it. */
static double
set_text(PangoLayout *layout, const char *text)
{
    g_autofree char *parted = g_strconcat(text, " ", NULL);
    PangoRectangle space;

    pango_layout_set_text(layout, parted, -1);
    pango_layout_index_to_pos(layout, (int) strlen(text), &space);
    return (double) space.x / PANGO_SCALE;
}

static gboolean
is_pdf(cairo_t *cr)
{
    return cairo_surface_get_type(cairo_get_target(cr)) == CAIRO_SURFACE_TYPE_PDF;
}

/* Whether the text is the beginning of its tip, and an ellipsis. */
static gboolean
is_cut(const Shape *shape)
{
    return shape->tip && g_str_has_suffix(shape->text, ELLIPSIS) &&
           strncmp(shape->text, shape->tip, strlen(shape->text) - strlen(ELLIPSIS)) == 0;
}

/* Pango cuts the whole text where the scene has cut it. Its ellipsis stands for the rest, so that
 * whoever searches or copies in a PDF gets the whole. */
static void
show_whole(cairo_t *cr, PangoLayout *layout, const char *whole, double w)
{
    set_text(layout, whole);
    pango_layout_set_width(layout, (int) ceil(w * PANGO_SCALE));
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_cairo_show_layout(cr, layout);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_NONE);
    pango_layout_set_width(layout, -1);
}

/* The scene's layout has already cut the text to its box. Here it may come out a little wider or
 * narrower than measured, since hinting depends on the surface. */
void
paint_text_shape(const Shape *shape, const Theme *theme, cairo_t *cr, PangoLayout *layout)
{
    double w, h, baseline;
    int text_h;

    pango_layout_set_font_description(layout, paint_font(shape->font));
    use_runs(layout, shape, theme);
    w = set_text(layout, shape->text);
    pango_layout_get_size(layout, NULL, &text_h);
    h = (double) text_h / PANGO_SCALE;
    baseline = (double) pango_layout_get_baseline(layout) / PANGO_SCALE;
    cairo_move_to(cr, quarter(shape->x + (shape->w - w) * scene_align_part(shape->align)),
                  quarter(shape->y + (shape->h - h) / 2 + baseline) - baseline);
    if (is_pdf(cr) && is_cut(shape))
        show_whole(cr, layout, shape->tip, w);
    else
        pango_cairo_show_layout(cr, layout);
}

/* Whether what is one px wide need not be one pixel wide. */
static gboolean
is_scaled(cairo_t *cr)
{
    cairo_matrix_t matrix;

    cairo_get_matrix(cr, &matrix);
    return is_pdf(cr) || fabs(matrix.xx - 1) > 1e-9;
}

/* Letters stand where the font has them. In a PDF, moving each to a pixel would take as much room
 * in the file as the letters do; in a picture of another size, a line would become longer than it
 * was measured. */
static void
use_exact_places(PangoLayout *layout)
{
    PangoContext *context = pango_layout_get_context(layout);
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_layout_context_changed(layout);
    cairo_font_options_destroy(options);
}

PangoLayout *
paint_text_layout(cairo_t *cr)
{
    PangoLayout *layout = pango_cairo_create_layout(cr);

    if (is_scaled(cr))
        use_exact_places(layout);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    return layout;
}
