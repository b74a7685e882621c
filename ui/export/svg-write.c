/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-write.c - attributes, styles, colours and points as SVG has them. Knows no shapes. */
#include "ui/export/svg-write.h"

#include <string.h>

#include "ui/export/xml-write.h"

void
svg_attribute(Svg *svg, const char *name, double value)
{
    g_string_append_printf(svg->out, " %s=\"", name);
    xml_number(svg->out, value);
    g_string_append_c(svg->out, '"');
}

void
svg_style(Svg *svg, const char *property, const char *value)
{
    if (svg->looks)
        g_string_append_printf(svg->look, "%s: %s; ", property, value);
    else
        g_string_append_printf(svg->out, " %s=\"%s\"", property, value);
}

void
svg_style_number(Svg *svg, const char *property, double value)
{
    g_autoptr(GString) text = g_string_new(NULL);

    xml_number(text, value);
    svg_style(svg, property, text->str);
}

void
svg_look(Svg *svg)
{
    if (!svg->looks || svg->look->len == 0)
        return;
    g_string_append_printf(svg->out, " class=\"s%u\"",
                           line_table_number(svg->looks, svg->look->str));
    g_string_truncate(svg->look, 0);
}

/* Not every program knows the alpha of a colour, so it is an attribute of its own. */
static void
append_colour(Svg *svg, const char *property, const Colour *colour)
{
    g_autoptr(GString) hex = g_string_new(NULL);

    xml_colour(hex, colour, FALSE);
    svg_style(svg, property, hex->str);
    if (colour->alpha < 1) {
        g_autofree char *opacity = g_strconcat(property, "-opacity", NULL);
        svg_style_number(svg, opacity, colour->alpha);
    }
}

void
svg_colour(Svg *svg, const char *property, Role role)
{
    g_autofree char *variable = svg->theme ? NULL : svg_variable(role);
    g_autofree char *value = variable ? g_strdup_printf("var(%s)", variable) : NULL;

    if (role == ROLE_NONE)
        svg_style(svg, property, "none");
    else if (value)
        svg_style(svg, property, value);
    else
        append_colour(svg, property, &svg->theme->colours[role]);
}

char *
svg_variable(Role role)
{
    g_autofree char *name = g_ascii_strdown(theme_role_name(role) + strlen("ROLE_"), -1);

    return g_strconcat("--", g_strdelimit(name, "_", '-'), NULL);
}

/* "400 11px Noto Sans, sans-serif" */
static char *
css_font(Font font)
{
    g_autoptr(GString) size = g_string_new(NULL);

    xml_number(size, faces[font].size);
    return g_strdup_printf("%d %spx %s", faces[font].weight, size->str, faces[font].family);
}

void
svg_font(Svg *svg, Font font)
{
    g_autofree char *face = svg->looks ? css_font(font) : g_strdup_printf("f%d", font);

    svg_style(svg, svg->looks ? "font" : "class", face);
}

void
svg_face(Svg *svg, Font font)
{
    g_autofree char *face = css_font(font);

    g_string_append_printf(svg->out, ".f%d { font: %s }\n", font, face);
}

void
svg_box(Svg *svg, double x, double y, double w, double h)
{
    svg_attribute(svg, "x", x);
    svg_attribute(svg, "y", y);
    svg_attribute(svg, "width", MAX(w, 0));
    svg_attribute(svg, "height", MAX(h, 0));
}

void
svg_point(Svg *svg, const char *command, double x, double y)
{
    g_string_append(svg->out, command);
    xml_number(svg->out, x);
    g_string_append_c(svg->out, ' ');
    xml_number(svg->out, y);
}
