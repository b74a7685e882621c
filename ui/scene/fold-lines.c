/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold-lines.c - takes line after line, each with what is around it as far as there is room. */
#include "ui/scene/fold-lines.h"

/* How many rows the lines take that are taken, with an ellipsis for each gap between two. */
static guint
count_rows(const gboolean *taken, guint n_lines)
{
    guint rows = 0, last = 0;

    for (guint line = 1; line <= n_lines; line++)
        if (taken[line]) {
            rows += 1 + (last > 0 && line > last + 1);
            last = line;
        }
    return rows;
}

static gboolean
take(gboolean *taken, guint n_lines, guint rows, guint line)
{
    if (line < 1 || line > n_lines || taken[line])
        return FALSE;
    taken[line] = TRUE;
    if (count_rows(taken, n_lines) <= rows)
        return TRUE;
    taken[line] = FALSE;
    return FALSE;
}

/* Widens what is taken around the lines by one line after another, evenly. */
static void
widen(gboolean *taken, guint n_lines, guint rows, const guint *matters, guint n)
{
    for (guint by = 1; by < n_lines; by++) {
        gboolean any = count_rows(taken, n_lines) < rows;
        for (guint i = 0; i < n && any; i++) {
            take(taken, n_lines, rows, matters[i] > by ? matters[i] - by : 0);
            take(taken, n_lines, rows, matters[i] + by);
        }
        if (!any)
            break;
    }
}

guint
fold_rows(guint n_lines, const guint *lines, guint n)
{
    g_autofree gboolean *taken = g_new0(gboolean, n_lines + 1);

    for (guint i = 0; i < n; i++)
        if (lines[i] <= n_lines)
            taken[lines[i]] = TRUE;
    return count_rows(taken, n_lines);
}

GArray *
fold_lines(guint n_lines, const guint *matters, guint n, guint rows)
{
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(guint));
    g_autofree gboolean *taken = g_new0(gboolean, n_lines + 1);
    const guint beginning = 1, ellipsis = FOLD_ELLIPSIS;
    guint last = 0;

    matters = n ? matters : &beginning;
    n = MAX(n, 1);
    for (guint i = 0; i < n; i++)
        take(taken, n_lines, rows, matters[i]);
    widen(taken, n_lines, rows, matters, n);
    for (guint line = 1; line <= n_lines; line++)
        if (taken[line]) {
            guint between = last + 1;
            if (last > 0 && line > between) /* a single line takes no more room than an ellipsis */
                g_array_append_val(lines, *(line == between + 1 ? &between : &ellipsis));
            g_array_append_val(lines, line);
            last = line;
        }
    return lines;
}
