/* SPDX-License-Identifier: GPL-3.0-or-later */
/* losses.h - the events that a recorder had no memory for, as a recording says of itself. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

typedef struct {
    guint64 n_events;         /* that were dropped; 0: the rest has no meaning */
    guint64 n_times;          /* that some were, one after another */
    gint64 first_ns, last_ns; /* when the first and the last time began */
} Losses;

/** Count what `event` says was dropped there; most events say nothing of that. */
void losses_take(Losses *losses, const TraceEvent *event);

/** "too long: 5 events at its end are left out", of a recording of which a model has no room for
 * `n`; NULL when they are none. The caller frees. */
char *losses_too_long(gsize n);

/** "394561 events were dropped for want of memory, from 12 ms on"; NULL when none were. The caller
 * frees. */
char *losses_words(const Losses *losses);
