/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-tracks.h - packets of the Perfetto trace that is written, and those that say which tracks
 * there are. */
#pragma once
#include "ui/interchange/interchange.h"
#include "ui/interchange/names.h"
#include "ui/interchange/out.h"

/* Lanes have their own numbers, of 32 bits; other tracks have theirs above. */
#define PFTRACE_GROUPS (G_GUINT64_CONSTANT(1) << 32)
#define PFTRACE_COUNTERS (G_GUINT64_CONSTANT(2) << 32)
#define PFTRACE_PROCESS (G_GUINT64_CONSTANT(3) << 32)

typedef struct {
    Out out;
    const Model *model;
    InterchangeProgressFn progress;
    void *data;
    GString *packet, *event, *inner, *interned; /* under construction */
    Names *names, *categories, *annotations;
    GHashTable *sites;      /* ids of those that are in the trace */
    guint groups, counters; /* whose track is in the trace: a bit for each */
} PftraceWriter;

/** Begin a packet of the sequence in `trace->packet`. */
void pftrace_packet_begin(PftraceWriter *trace);

/** Write it. */
void pftrace_packet_end(PftraceWriter *trace);

/** Append `trace->inner` to `message` as a field, and empty it. */
void pftrace_take_inner(PftraceWriter *trace, GString *message, guint field);

/** The first packet: times are ns of one clock, which is also that of the trace. */
void pftrace_put_head(PftraceWriter *trace);

/** The process that all tracks belong to, with what the run is called and how it ended. */
void pftrace_put_process(PftraceWriter *trace);

/** The track of a lane, as a thread or in its group. */
void pftrace_put_track(PftraceWriter *trace, const Track *track, guint rank);

/** The track of a counter, unless it is there. */
void pftrace_put_counter(PftraceWriter *trace, guint counter);
