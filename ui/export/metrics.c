/* SPDX-License-Identifier: GPL-3.0-or-later */
/* metrics.c - how wide text is in the fonts of the exports; widths are remembered. */
#include <pango/pangocairo.h>

#include "ui/export/export.h"
#include "ui/export/paint-text.h"

enum { MAX_REMEMBERED = 8192 }; /* texts for each font */

/* From text to px; a table that grows too large is emptied. */
typedef struct {
    PangoLayout *layout;
    GHashTable *widths[N_FONTS];
} Measure;

/* Widths are those at any size: hinting, which is for one, would make small texts narrower or wider
 * than they are where a page is enlarged. */
static PangoContext *
context_new(void)
{
    PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
    cairo_font_options_t *options = cairo_font_options_create();

    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE);
    cairo_font_options_destroy(options);
    return context;
}

static Measure *
measure_new(void)
{
    Measure *measure = g_new0(Measure, 1);
    PangoContext *context = context_new();

    measure->layout = pango_layout_new(context);
    g_object_unref(context);
    pango_layout_set_single_paragraph_mode(measure->layout, TRUE);
    for (int i = 0; i < N_FONTS; i++)
        measure->widths[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return measure;
}

static double
measure_now(const Measure *measure, Font font, const char *text)
{
    int width;

    pango_layout_set_font_description(measure->layout, paint_font(font));
    pango_layout_set_text(measure->layout, text, -1);
    pango_layout_get_size(measure->layout, &width, NULL);
    return (double) width / PANGO_SCALE;
}

static double
measure_width(void *data, Font font, const char *text)
{
    static Measure *measure;

    if (measure == NULL)
        measure = measure_new();
    GHashTable *widths = measure->widths[font];
    double *known = g_hash_table_lookup(widths, text);
    if (known != NULL)
        return *known;
    if (g_hash_table_size(widths) >= MAX_REMEMBERED)
        g_hash_table_remove_all(widths);
    known = g_new(double, 1);
    *known = measure_now(measure, font, text);
    g_hash_table_insert(widths, g_strdup(text), known);
    return *known;
}

const TextMetrics *
export_metrics(void)
{
    static const TextMetrics metrics = {measure_width, NULL};

    return &metrics;
}

const char *
export_family(Font font)
{
    PangoFontMap *map = pango_cairo_font_map_get_default();
    PangoContext *context = pango_font_map_create_context(map);
    PangoFont *found = pango_font_map_load_font(map, context, paint_font(font));
    PangoFontDescription *description = pango_font_describe(found);
    const char *family = g_intern_string(pango_font_description_get_family(description));

    pango_font_description_free(description);
    g_object_unref(found);
    g_object_unref(context);
    return family;
}
