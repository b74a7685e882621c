/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-write.c - numbers, texts, colours and points as SVG has them. Knows no shapes. */
#include "ui/export/svg-write.h"

#include <math.h>

void
svg_number(Svg *svg, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    gsize n;

    g_ascii_formatd(text, sizeof text, "%.2f", isfinite(value) ? value : 0);
    n = strlen(text);
    while (text[n - 1] == '0')
        n--;
    if (text[n - 1] == '.')
        n--;
    text[n] = '\0';
    g_string_append(svg->out, strcmp(text, "-0") == 0 ? "0" : text);
}

/* XML has no place for control characters, escaped or not. */
char *
svg_xml_text(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autoptr(GString) clean = g_string_new(NULL);

    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);

        if (g_unichar_isspace(c))
            g_string_append_c(clean, ' ');
        else if (!g_unichar_iscntrl(c) && (c & 0xfffe) != 0xfffe)
            g_string_append_unichar(clean, c);
    }
    return g_markup_escape_text(clean->str, -1);
}

void
svg_attribute(Svg *svg, const char *name, double value)
{
    g_string_append_printf(svg->out, " %s=\"", name);
    svg_number(svg, value);
    g_string_append_c(svg->out, '"');
}

static unsigned
channel(float value)
{
    return (unsigned) lround((double) value * 255);
}

static void
append_colour(Svg *svg, const char *name, const Colour *colour)
{
    g_string_append_printf(svg->out, " %s=\"#%02x%02x%02x\"", name, channel(colour->red),
                           channel(colour->green), channel(colour->blue));
    if (colour->alpha < 1) {
        g_autofree char *opacity = g_strconcat(name, "-opacity", NULL);
        svg_attribute(svg, opacity, colour->alpha);
    }
}

void
svg_colour(Svg *svg, const char *name, Role role)
{
    g_autofree char *variable = svg->theme ? NULL : svg_variable(role);

    if (role == ROLE_NONE)
        g_string_append_printf(svg->out, " %s=\"none\"", name);
    else if (variable)
        g_string_append_printf(svg->out, " %s=\"var(%s)\"", name, variable);
    else
        append_colour(svg, name, &svg->theme->colours[role]);
}

char *
svg_variable(Role role)
{
    g_autofree char *name = g_ascii_strdown(theme_role_name(role) + strlen("ROLE_"), -1);

    return g_strconcat("--", g_strdelimit(name, "_", '-'), NULL);
}

void
svg_face(Svg *svg, Font font)
{
    g_string_append_printf(svg->out, ".f%d { font: %d ", font, faces[font].weight);
    svg_number(svg, faces[font].size);
    g_string_append_printf(svg->out, "px %s }\n", faces[font].family);
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
    svg_number(svg, x);
    g_string_append_c(svg->out, ' ');
    svg_number(svg, y);
}
