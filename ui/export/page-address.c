/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-address.c - counts chapters by their title pages. */
#include "ui/export/page-address.h"

/* How many begin before page `end`. */
static guint
count_chapters(const ExportPages *pages, guint end)
{
    guint n = 0;

    for (guint i = pages->has_cover; i < end; i++)
        n += pages->number(pages->data, i) == 0;
    return n;
}

char *
page_address(const ExportPages *pages, guint i)
{
    guint chapter = count_chapters(pages, i + 1), number = pages->number(pages->data, i);

    if (chapter == 0)
        return g_strdup("cover");
    if (count_chapters(pages, pages->n) == 1)
        return g_strdup_printf("%u", number);
    return number == 0 ? g_strdup_printf("%u", chapter) : g_strdup_printf("%u.%u", chapter, number);
}

guint
page_find(const ExportPages *pages, const char *address)
{
    for (guint i = 0; i < pages->n; i++) {
        g_autofree char *own = page_address(pages, i);
        if (g_str_equal(own, address))
            return i;
    }
    return pages->n;
}
