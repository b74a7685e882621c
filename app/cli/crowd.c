/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crowd.c - see crowd.h. */
#include "app/cli/crowd.h"

#include <string.h>

#include "app/cli/columns.h"
#include "ui/model/text.h"

enum { SCREENFUL = 40 };

/* The tracks of one function or kind. */
typedef struct {
    char *what;
    guint n, n_ended[TRACE_N_STATES];
} Crowd;

static void
crowd_free(void *data)
{
    Crowd *crowd = data;

    g_free(crowd->what);
    g_free(crowd);
}

/* Tracks other than tasks have an end to show only if they have an outcome, as blocks do. */
static gboolean
shows_end(const Track *track)
{
    return track->outcome != TRACE_STATE_NONE || track->group == TRACE_TRACK_TASK;
}

/* ---- one by one ---- */

static void
put_track(GString *text, const Track *track, guint name_width, guint detail_width)
{
    g_autofree char *ended = text_ended(track->outcome, track->outcome_text);

    g_string_append(text, "  ");
    column_put(text, track->name, name_width);
    g_string_append_c(text, ' ');
    column_put(text, track->detail, shows_end(track) ? detail_width : 0);
    if (shows_end(track))
        g_string_append_printf(text, " %s", ended);
    g_string_append_c(text, '\n');
}

static void
put_each(GString *text, const GPtrArray *tracks)
{
    guint name_width = 10, detail_width = 20;

    for (guint i = 0; i < tracks->len; i++) {
        const Track *track = tracks->pdata[i];
        column_widen(&name_width, track->name);
        column_widen(&detail_width, track->detail);
    }
    for (guint i = 0; i < tracks->len; i++)
        put_track(text, tracks->pdata[i], name_width, detail_width);
}

/* ---- many ---- */

/* "get_item" of "get_item(1)". */
static char *
kind_of(const Track *track)
{
    return g_strndup(track->detail, strcspn(track->detail, "("));
}

/* Crowds, in the order in which the first track of each was made. The caller frees the array. */
static GPtrArray *
gather(const GPtrArray *tracks)
{
    GPtrArray *crowds = g_ptr_array_new_with_free_func(crowd_free);
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < tracks->len; i++) {
        const Track *track = tracks->pdata[i];
        g_autofree char *what = kind_of(track);
        Crowd *crowd = g_hash_table_lookup(known, what);
        if (!crowd) {
            crowd = g_new0(Crowd, 1);
            crowd->what = g_steal_pointer(&what);
            g_hash_table_insert(known, crowd->what, crowd);
            g_ptr_array_add(crowds, crowd);
        }
        crowd->n++;
        crowd->n_ended[track->outcome] += shows_end(track);
    }
    return crowds;
}

/* "  10000 get_item: 9998 done, 2 failed" */
static void
put_crowd(GString *text, const Crowd *crowd)
{
    const char *separator = ": ";

    g_string_append_printf(text, "  %8u %s", crowd->n, *crowd->what ? crowd->what : "others");
    for (guint state = 0; state < TRACE_N_STATES; state++) {
        if (!crowd->n_ended[state])
            continue;
        g_string_append_printf(text, "%s%u %s", separator, crowd->n_ended[state],
                               text_outcome(state));
        separator = ", ";
    }
    g_string_append_c(text, '\n');
}

void
crowd_put(GString *text, const GPtrArray *tracks, gboolean all)
{
    if (all || tracks->len <= SCREENFUL) {
        put_each(text, tracks);
        return;
    }
    g_autoptr(GPtrArray) crowds = gather(tracks);
    for (guint i = 0; i < crowds->len; i++)
        put_crowd(text, crowds->pdata[i]);
    g_string_append_printf(text, "  (%u in all; --all lists each)\n", tracks->len);
}
