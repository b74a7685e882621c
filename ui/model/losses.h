/* SPDX-License-Identifier: GPL-3.0-or-later */
/* losses.h - the events that a recorder had no memory for, according to the recording. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

typedef struct {
    guint64 n_events;         /* dropped in all; 0: the other fields mean nothing */
    guint64 n_times;          /* how many times events were dropped, each time some in a row */
    gint64 first_ns, last_ns; /* when the first and the last of these times began */
} Losses;

/** Count the events that `event` says were dropped; most kinds of event say nothing of it. */
void losses_take(Losses *losses, const TraceEvent *event);

/** "too long: 5 events at its end are left out", for a recording whose last `n` events a model has
 * no room for; NULL when `n` is 0. The caller frees. */
char *losses_too_long(gsize n);

/** "394561 events were dropped for want of memory, from 12 ms on"; NULL when none were. The caller
 * frees. */
char *losses_words(const Losses *losses);
