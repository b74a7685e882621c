/* SPDX-License-Identifier: GPL-3.0-or-later */
/* html-page.c - fills in the page that shows slides. */
#include "ui/export/html-page.h"

#include <gio/gio.h>
#include <string.h>

#include "ui/export/player-files.h"

/* A file that the program has in it; it ends in a zero. */
static const char *
player_file(const char *name)
{
    g_autofree char *path = g_strconcat("/org/awaitscope/player/", name, NULL);
    g_autoptr(GBytes) bytes = g_resource_lookup_data(player_get_resource(), path, 0, NULL);

    return g_bytes_get_data(bytes, NULL);
}

static const char *
text_of(const HtmlSlot *slots, gsize n, const char *name, gsize size)
{
    for (gsize i = 0; i < n; i++)
        if (strlen(slots[i].name) == size && strncmp(slots[i].name, name, size) == 0)
            return slots[i].text;
    return player_file(strncmp(name, "style", size) == 0 ? "player.css" : "player.js");
}

/* In one pass, so that braces in a text stay as they are. */
GByteArray *
html_page(const HtmlSlot *slots, gsize n)
{
    GString *page = g_string_new(NULL);
    const char *rest = player_file("player.html"), *open;
    gsize size;

    while ((open = strstr(rest, "{{"))) {
        const char *name = open + 2, *close = strstr(name, "}}");
        g_string_append_len(page, rest, open - rest);
        g_string_append(page, text_of(slots, n, name, (gsize) (close - name)));
        rest = close + 2;
    }
    g_string_append(page, rest);
    size = page->len;
    return g_byte_array_new_take((guint8 *) g_string_free(page, FALSE), size);
}
