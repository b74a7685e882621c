/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-pattern.c - what fills shapes besides colours: stripes, hatches, crosses and dots, as SVG. */
#include "ui/export/svg-pattern.h"

#include "ui/export/svg-write.h"

void
svg_pattern_name(char *name, gsize size, const Shape *shape)
{
    g_snprintf(name, (gulong) size, "p%d-%d-%d", shape->pattern, shape->fill, shape->mark);
}

/* A line that leans right or left through a tile of the pattern, with the corners it cuts. */
static void
pattern_line(Svg *svg, double pitch, gboolean right)
{
    for (int i = -1; i <= 1; i++) {
        double from = i * pitch;

        svg_point(svg, "M", from, right ? pitch : 0);
        svg_point(svg, "L", from + pitch, right ? 0 : pitch);
    }
}

static void
pattern_lines(Svg *svg, const Shape *shape, const PatternLook *look)
{
    g_string_append(svg->out, "<path d=\"");
    if (look->right)
        pattern_line(svg, look->pitch, TRUE);
    if (look->left)
        pattern_line(svg, look->pitch, FALSE);
    g_string_append_c(svg->out, '"');
    svg_colour(svg, "stroke", shape->mark);
    svg_attribute(svg, "stroke-width", look->width);
    g_string_append(svg->out, "/>");
}

static void
pattern_dot(Svg *svg, const Shape *shape, const PatternLook *look)
{
    g_string_append(svg->out, "<circle");
    svg_attribute(svg, "cx", look->pitch / 2);
    svg_attribute(svg, "cy", look->pitch / 2);
    svg_attribute(svg, "r", look->width / 2);
    svg_colour(svg, "fill", shape->mark);
    g_string_append(svg->out, "/>");
}

static void
write_pattern(Svg *svg, const Shape *shape, const char *name)
{
    const PatternLook *look = &pattern_looks[shape->pattern];

    g_string_append_printf(svg->out, "<pattern id=\"%s\" patternUnits=\"userSpaceOnUse\"", name);
    svg_attribute(svg, "width", look->pitch);
    svg_attribute(svg, "height", look->pitch);
    g_string_append(svg->out, "><rect");
    svg_box(svg, 0, 0, look->pitch, look->pitch);
    svg_colour(svg, "fill", shape->fill);
    g_string_append(svg->out, "/>");
    if (look->dots)
        pattern_dot(svg, shape, look);
    else
        pattern_lines(svg, shape, look);
    g_string_append(svg->out, "</pattern>\n");
}

GHashTable *
svg_pattern_names(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void
svg_patterns(Svg *svg, const Scene *scene, GHashTable *known)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        char name[32];

        if (shape->pattern == PATTERN_NONE)
            continue;
        svg_pattern_name(name, sizeof name, shape);
        if (g_hash_table_add(known, g_strdup(name)))
            write_pattern(svg, shape, name);
    }
}
