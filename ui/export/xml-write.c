/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml-write.c - numbers, texts and colours as XML has them. Knows no format. */
#include "ui/export/xml-write.h"

#include <math.h>
#include <string.h>

void
xml_number(GString *out, double value)
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
    g_string_append(out, strcmp(text, "-0") == 0 ? "0" : text);
}

/* XML has no place for control characters, escaped or not. */
char *
xml_text(const char *text)
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

static unsigned
channel(float value)
{
    return (unsigned) lround((double) value * 255);
}

void
xml_colour(GString *out, const Colour *colour, gboolean with_alpha)
{
    g_string_append_printf(out, "#%02x%02x%02x", channel(colour->red), channel(colour->green),
                           channel(colour->blue));
    if (with_alpha && colour->alpha < 1)
        g_string_append_printf(out, "%02x", channel(colour->alpha));
}
