/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-state.h - what the packets of a Perfetto trace have said so far, by which its events are
 * understood; for the reader. */
#pragma once
#include "ui/interchange/clocks.h"
#include "ui/interchange/draft.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"

enum { N_INTERNED = INTERNED_SITE + 1 };

/* What one writer has said so far. */
typedef struct {
    GHashTable *interned[N_INTERNED]; /* iid -> number of a name, or of a site; NULL: none yet */
    guint64 clock, track;             /* unless an event says otherwise; 0: not said */
    gint64 time_us;                   /* of older traces, which count on */
} Sequence;

/* A track as it was described. */
typedef struct {
    guint64 uuid, parent; /* 0: none */
    guint32 track;        /* in the draft */
    guint32 process_name; /* of a process: its name in the draft */
    gboolean is_process;
    gint64 process; /* of a process: its number in the draft, -1: none yet */
} PftraceSource;

typedef struct {
    Draft *draft;
    Clocks *clocks;
    GHashTable *sequences; /* id -> Sequence */
    GHashTable *sources;   /* uuid -> PftraceSource */
    gsize n_compressed, n_broken;
} Pftrace;

/** Nothing said yet. */
void pftrace_init(Pftrace *trace, Draft *draft);

/** What is in the draft stays. */
void pftrace_clear(Pftrace *trace);

/** What the writer of this number has said; nothing at first. */
Sequence *pftrace_sequence(Pftrace *trace, guint64 id);

/** The writer begins anew: names, places and defaults are gone. */
void sequence_forget(Sequence *sequence);

/** The number of a name or site that was given a short one; 0: none was. `table` is INTERNED_... */
guint32 sequence_interned(const Sequence *sequence, guint table, guint64 id);

/** The text of a field, as a name of the draft. */
guint32 pftrace_name(Pftrace *trace, const ProtoField *field);

/** The source location in a field, as a site of the draft; 0: it names no line. */
guint32 pftrace_site(Pftrace *trace, const ProtoField *field);

/** The track of this number, described or not. */
PftraceSource *pftrace_track(Pftrace *trace, guint64 uuid);

/** Take InternedData. */
void pftrace_take_interned(Pftrace *trace, Sequence *sequence, const ProtoField *field);

/** Take a TrackDescriptor. */
void pftrace_take_track(Pftrace *trace, const ProtoField *field);

/** Take a ThreadDescriptor of an older trace: the sequence is a thread. */
void pftrace_take_thread(Pftrace *trace, Sequence *sequence, guint64 id, const ProtoField *field);

/** When all tracks are known: whose they are. */
void pftrace_place_tracks(Pftrace *trace);
