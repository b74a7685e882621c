/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg.c - a scene as SVG, written without cairo: text is text, tips are titles, and the same scene
 * gives the same bytes on every machine. */
#include "ui/export/svg-pattern.h"
#include "ui/export/svg-shape.h"
#include "ui/export/xml-write.h"

static gboolean
uses_font(const Scene *scene, Font font)
{
    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->kind == SHAPE_TEXT && shape->font == font)
            return TRUE;
    }
    return FALSE;
}

static void
svg_faces(Svg *svg, const Scene *scene)
{
    g_string_append(svg->out, "<style>\ntext { white-space: pre }\n");
    for (Font i = 0; i < N_FONTS; i++)
        if (uses_font(scene, i))
            svg_face(svg, i);
    g_string_append(svg->out, "</style>\n");
}

static void
svg_head(Svg *svg, const Scene *scene, const char *title)
{
    g_autofree char *clean = xml_text(title);

    g_string_append(svg->out, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
    svg_attribute(svg, "width", scene->width * scene->zoom);
    svg_attribute(svg, "height", scene->height * scene->zoom);
    g_string_append(svg->out, " viewBox=\"0 0 ");
    xml_number(svg->out, scene->width);
    g_string_append_c(svg->out, ' ');
    xml_number(svg->out, scene->height);
    g_string_append_printf(svg->out, "\" role=\"img\">\n<title>%s</title>\n", clean);
}

static GByteArray *
svg_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    Svg svg = {.out = g_string_new(NULL), .theme = theme};
    g_autoptr(GHashTable) patterns = svg_pattern_names();
    gsize size;

    svg_head(&svg, scene, title);
    svg_faces(&svg, scene);
    g_string_append(svg.out, "<defs>\n");
    svg_patterns(&svg, scene, patterns);
    g_string_append(svg.out, "</defs>\n");
    svg_shapes(&svg, scene);
    g_string_append(svg.out, "</svg>\n");
    size = svg.out->len;
    return g_byte_array_new_take((guint8 *) g_string_free(svg.out, FALSE), size);
}

const ExportFormat export_svg = {
    .extension = "svg",
    .about = "drawing for web pages and slides, text stays text",
    .render = svg_render,
};
