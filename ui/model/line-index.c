/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-index.c - see line-index.h. */
#include "ui/model/line-index.h"

static void
line_free(void *data)
{
    g_array_unref(((LineTimes *) data)->times);
    g_free(data);
}

LineIndex *
line_index_new(void)
{
    LineIndex *index = g_new0(LineIndex, 1);

    index->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, line_free);
    index->sites = g_hash_table_new(NULL, NULL);
    return index;
}

void
line_index_free(LineIndex *index)
{
    if (!index)
        return;
    g_hash_table_unref(index->sites);
    g_hash_table_unref(index->lines);
    g_free(index);
}

static char *
line_key(const char *file, guint number)
{
    return g_strdup_printf("%s:%u", file, number);
}

LineTimes *
line_index_find(const LineIndex *index, const char *file, guint number)
{
    g_autofree char *key = line_key(file, number);

    return g_hash_table_lookup(index->lines, key);
}

LineTimes *
line_index_add(LineIndex *index, const TraceSite *site)
{
    LineTimes *line = line_index_find(index, site->file, site->line);

    if (!line) {
        line = g_new0(LineTimes, 1);
        line->times = g_array_new(FALSE, FALSE, sizeof(gsize));
        g_hash_table_insert(index->lines, line_key(site->file, site->line), line);
    }
    g_hash_table_insert(index->sites, GUINT_TO_POINTER(site->id), line);
    return line;
}
