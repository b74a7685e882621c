/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pftrace-state.h - what the packets of a Perfetto trace have said so far, which is needed to
 * understand its events; for the reader. */
#pragma once
#include "ui/interchange/clocks.h"
#include "ui/interchange/draft.h"
#include "ui/interchange/perfetto.h"
#include "ui/interchange/proto.h"

enum { N_INTERNED = INTERNED_SITE + 1 };

/* What one writer has said so far. */
typedef struct {
    GHashTable *interned[N_INTERNED]; /* iid -> number of a name or site; NULL: none yet */
    guint64 clock, track;             /* defaults for its events; 0: none */
    gint64 time_us;                   /* time of the last event, for older traces */
} Sequence;

/* A track as it was described. */
typedef struct {
    guint64 uuid, parent; /* parent: 0 if none */
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

/** Set it up with nothing said yet, to fill `draft`. */
void pftrace_init(Pftrace *trace, Draft *draft);

/** Free its contents. The draft stays. */
void pftrace_clear(Pftrace *trace);

/** What the writer with this number has said; empty for a new one. */
Sequence *pftrace_sequence(Pftrace *trace, guint64 id);

/** Forget its names, places and defaults, since the writer starts afresh. */
void sequence_forget(Sequence *sequence);

/** The number in the draft of a name or site, by the short number that the writer gave it; 0 if it
 * gave none. `table` is INTERNED_... */
guint32 sequence_interned(const Sequence *sequence, guint table, guint64 id);

/** The text of a field, as a name of the draft. */
guint32 pftrace_name(Pftrace *trace, const ProtoField *field);

/** The source location in a field, as a site of the draft; 0: it names no line. */
guint32 pftrace_site(Pftrace *trace, const ProtoField *field);

/** The track with this number, whether it was described yet or not. */
PftraceSource *pftrace_track(Pftrace *trace, guint64 uuid);

/** Take an InternedData message. */
void pftrace_take_interned(Pftrace *trace, Sequence *sequence, const ProtoField *field);

/** Take a TrackDescriptor message. */
void pftrace_take_track(Pftrace *trace, const ProtoField *field);

/** Take a ThreadDescriptor of an older trace, which says that the sequence is a thread. */
void pftrace_take_thread(Pftrace *trace, Sequence *sequence, guint64 id, const ProtoField *field);

/** Give all tracks their processes. To be called once all tracks are known. */
void pftrace_place_tracks(Pftrace *trace);
