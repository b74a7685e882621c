/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pace.h - holds back the events of a run on the virtual clock, which is over in no time, so that
 * they arrive as they would on the real clock. Knows no clock: the caller says how much time has
 * passed. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

typedef struct Pace Pace;

/** A pace that passes events on to `sink` (copied) with `data`. */
Pace *pace_new(const TraceSink *sink, void *data);

/** NULL does nothing. What is still held is dropped. */
void pace_free(Pace *pace);

/** The sink to give a TraceReader, with the pace as its data. Everything passes at once, except the
 * events and the end of a run whose header says clock = virtual. */
const TraceSink *pace_sink(void);

/** Pass on what is due by `elapsed_ns` after the run began. Returns whether there was anything. */
gboolean pace_release(Pace *pace, gint64 elapsed_ns);

/** Pass on all that is held. */
void pace_flush(Pace *pace);

/** End a run that is held back where it is: drop the rest, and pass on an end that says it was
 * interrupted. Does nothing to a run on the real clock, which has yet to say how it ends. */
void pace_stop(Pace *pace);

/** Time of the first event that is held, or -1 when none is. */
gint64 pace_next_ns(const Pace *pace);

/** Time of the last event passed on, ns. */
gint64 pace_released_ns(const Pace *pace);

/** How many events are held. */
gsize pace_n_held(const Pace *pace);
