/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.h - made-up runs of any length, for measuring. The same Run always makes the same events. */
#pragma once
#include "ui/model/model.h"

/* What happens in a run; each number N means every N steps, 0 means never. */
typedef struct {
    const char *name;
    gsize n_events;
    guint n_tasks;
    guint sleep;      /* the loop sleeps for a millisecond or more */
    guint future;     /* the step waits for a future of its own */
    guint cancel;     /* a task asks another to cancel, which then runs cancelled */
    guint long_first; /* the first task runs in all of this many first steps, and then waits */
    guint sequel;     /* events still to be given out; private, as is all below */
    TraceEvent told[8];
    guint64 random;
    gsize n_told, n_steps;
    gint64 now_ns;
    guint32 next_track;
} Run;

/** The next event, FALSE at the end. */
gboolean run_next(Run *run, TraceEvent *ret_event);

/** A model of all of a copy of `run`. The caller frees. */
Model *run_model(const Run *run);

/** Processor time of this thread, ns. */
gint64 run_clock_ns(void);

/** The value below which `part` (0 .. 1) of `n` values lie; sorts them. */
double run_quantile(double *values, gsize n, double part);
