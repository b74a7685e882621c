/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-tracks.h - writes packets of a Perfetto trace, in particular those that describe
 * tracks. */
#pragma once
#include "ui/interchange/interchange.h"
#include "ui/interchange/names.h"
#include "ui/interchange/out.h"

/* Tracks of the model keep their ids, of 32 bits; other tracks have numbers from here on. */
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
    GHashTable *sites;      /* ids of the sites already in the trace */
    guint groups, counters; /* those whose tracks are already in the trace: a bit for each */
} PftraceWriter;

/** Begin a packet in `trace->packet`. */
void pftrace_packet_begin(PftraceWriter *trace);

/** Write the packet. */
void pftrace_packet_end(PftraceWriter *trace);

/** Append `trace->inner` to `message` as a field, and empty it. */
void pftrace_take_inner(PftraceWriter *trace, GString *message, guint field);

/** Write the first packet: all times are ns of one clock, which is the clock of the trace. */
void pftrace_put_head(PftraceWriter *trace);

/** Write the process that all tracks belong to, with the title of the run and how it ended. */
void pftrace_put_process(PftraceWriter *trace);

/** Write a track of the model, as a thread or in its group. */
void pftrace_put_track(PftraceWriter *trace, const Track *track, guint rank);

/** Write the track of a counter, unless it is already there. */
void pftrace_put_counter(PftraceWriter *trace, guint counter);
