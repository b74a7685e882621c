/* SPDX-License-Identifier: GPL-3.0-or-later */
/* columns.c - see columns.h. */
#include "app/cli/columns.h"

#include "ui/model/text.h"

enum { WIDEST = 48 };

void
column_widen(guint *width, const char *text)
{
    guint needed = text_width(text);

    if (needed <= WIDEST)
        *width = MAX(*width, needed);
}

void
column_put(GString *line, const char *text, guint width)
{
    guint needed = text_width(text);

    g_string_append_printf(line, "%s%*s", text, needed < width ? (int) (width - needed) : 0, "");
}
