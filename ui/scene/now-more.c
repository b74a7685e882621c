/* SPDX-License-Identifier: GPL-3.0-or-later */
/* now-more.c - what does not fit into a list of the loop's picture, in words. */
#include "ui/scene/now-more.h"

#include "ui/model/text.h"

void
now_more_cut(NowRows *rows, guint n)
{
    NowRow *row = (NowRow *) rows->rows->data;

    if (n >= rows->rows->len)
        return;
    if (n > 0 && rows->present >= n && rows->present < rows->rows->len) {
        NowRow last = row[n - 1];
        row[n - 1] = row[rows->present];
        row[rows->present] = last;
        rows->present = n - 1;
    }
    g_array_set_size(rows->rows, n);
}

/* How many that look like `box` are left out. */
static guint
left_out(const NowRows *rows, NowBox box)
{
    guint n = rows->n_of[box];

    for (guint i = 0; i < rows->rows->len; i++)
        n -= g_array_index(rows->rows, NowRow, i).box == box;
    return n;
}

/* In a pool, boxes that look alike are things of one sort. */
static char *
left_out_of_pool(const NowRows *rows)
{
    static const struct {
        NowBox box;
        const char *one, *many;
    } sorts[] = {
        {NOW_BOX_RUNNING, "busy", "busy"},
        {NOW_BOX_CALLBACK, "result", "results"},
        {NOW_BOX_READY, "queued", "queued"},
        {NOW_BOX_IDLE, "idle", "idle"},
    };
    GString *text = g_string_new(NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(sorts); i++) {
        guint n = left_out(rows, sorts[i].box);
        g_autofree char *words = text_count(n, sorts[i].one, sorts[i].many);
        if (n > 0)
            g_string_append_printf(text, "%s%s", text->len ? ", " : "", words);
    }
    return g_string_free(text, FALSE);
}

char *
now_more_words(const NowRows *rows, NowList list, gboolean brief)
{
    if (list == NOW_POOL && !brief)
        return left_out_of_pool(rows);
    return g_strdup_printf("%u more", rows->n_total - rows->rows->len);
}
