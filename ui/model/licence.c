/* SPDX-License-Identifier: GPL-3.0-or-later */
/* licence.c - finds where a source begins that has a comment about its licence on top. */
#include "ui/model/licence.h"

#include <string.h>

static const char *
next_line(const char *at)
{
    const char *newline = strchr(at, '\n');

    return newline ? newline + 1 : at + strlen(at);
}

/* The line after the comment that `text` begins with; `text` if there is none. */
static const char *
comment_end(const char *text)
{
    const char *at = text;

    if (g_str_has_prefix(text, "/*")) {
        at = strstr(text, "*/");
        return at ? next_line(at) : text;
    }
    while (g_str_has_prefix(at, "//") || g_str_has_prefix(at, "#!") || g_str_has_prefix(at, "# "))
        at = next_line(at);
    return at;
}

static gboolean
is_about_licence(const char *comment, gsize size)
{
    static const char *const words[] = {"licen", "copyright"};
    g_autofree char *lower = g_ascii_strdown(comment, (gssize) size);

    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strstr(lower, words[i]))
            return TRUE;
    return FALSE;
}

const char *
licence_end(const char *text)
{
    const char *end = comment_end(text);

    if (!is_about_licence(text, (gsize) (end - text)))
        return text;
    while (*end == '\n')
        end++;
    return end;
}
