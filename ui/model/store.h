/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.h - what a model holds; private to ui/model. */
#pragma once
#include "ui/model/model.h"

/* Which events are of a sort. See rank.c. */
typedef struct {
    GArray *words;
} Rank;

/* Which states a track's spans have. See digest.c. */
typedef struct Digest Digest;

/* A track and what only the model needs to know of it. */
typedef struct {
    Track track;            /* first, so that a Track * is a StoredTrack * */
    gboolean presented;     /* an event said who it is */
    guint number;           /* from 1: the N of "Task-N"; 0 if it has a name of its own */
    const TraceSite *maker; /* the call that created it, or NULL */
    GArray *places; /* of gsize: events that say where it stands in the source; NULL if none */
    Digest *digest; /* of its spans; NULL while they are few */
    GArray *blocks; /* of their shares; NULL while they are few */
    GPtrArray
        *levels;  /* of StoredTrack *: its frames by depth, the outermost first; NULL if none */
    GArray *open; /* of guint32: the sites of the frames it is in, outermost first; NULL */
} StoredTrack;

struct Model {
    GPtrArray *chunks; /* of TraceEvent[], EVENTS_PER_CHUNK each: appending moves nothing */
    gsize max_events, n_left_out; /* what comes behind so many is left out */
    gsize n_events;
    Losses losses;
    GStringChunk *strings;
    GHashTable *meta;    /* key -> value */
    GHashTable *sources; /* file -> text, owned */
    GHashTable *sites;   /* id -> TraceSite, owned */
    GPtrArray *files;    /* of const char * */

    GPtrArray *by_id;   /* of StoredTrack *, by id; NULL where there is none */
    GHashTable *strays; /* id -> StoredTrack: those whose ids are far from all others */
    GPtrArray *tracks[TRACE_N_TRACKS]; /* of Track *, owned, in the order they were made */
    guint n_unnamed[TRACE_N_TRACKS];   /* tracks called by their number */
    gsize n_ended[TRACE_N_TRACKS][TRACE_N_STATES];
    gint64 busy_ns;   /* the loop's spans that are over, sleep left out */
    gsize telling;    /* the event that began the telling that goes on; MODEL_NONE */
    gboolean counted; /* it was told how many tasks there were before */
    guint32 runner;   /* the track the loop runs, or TRACE_NOBODY */

    GArray *turns;      /* of gsize: the events that began them */
    Rank runs;          /* the events that began the loop's spans, sleep left out */
    GArray *arrows;     /* of Arrow */
    GArray *output;     /* of OutputLine */
    gboolean line_open; /* the last output had no newline at its end */
    GArray *gaps;       /* of IdleGap */
    Rank gap_events;    /* the events before them */

    GHashTable
        *definitions; /* a cache: TraceSite -> line where the function it calls is defined, or 0 */
    GHashTable *variables;     /* a cache: TraceSite -> the variable that holds what it makes */
    GHashTable *variable_uses; /* name -> how many locks, queues ... are called so */
    gboolean has_ended;
    TraceEnd end;
};

/** `text` of `size` bytes made valid UTF-8, for as long as the model lives. */
const char *model_keep(Model *model, const char *text, gsize size);

/** Keep a copy of `event` as the last one, its time put in order and its text made safe to show. */
const TraceEvent *store_event(Model *model, const TraceEvent *event);

/** The track with this id, or NULL. */
StoredTrack *store_track(const Model *model, guint32 id);

/** Let the event at `index`, the last one, take effect on tracks, arrows, output and turns. */
void fold_event(Model *model, gsize index);

/** The event at `index` begins a frame inside `stored`. */
void frames_enter(Model *model, StoredTrack *stored, gsize index);

/** It ends the innermost frame of `stored` that was entered where the event says; none, nothing. */
void frames_leave(Model *model, StoredTrack *stored, gsize index);

/** `stored` ends by the event at `index`, and with it all frames that it is in. */
void frames_end(StoredTrack *stored, gsize index);

/** Free the frames of `stored`. */
void frames_clear(StoredTrack *stored);

/** Name and describe a track just made by `event`. */
void name_track(Model *model, StoredTrack *stored, const TraceEvent *event);

/** The event says who it is that has the track, perhaps once more: what was only guessed before is
 * named and described anew. */
void name_again(Model *model, StoredTrack *stored, const TraceEvent *event);

/** So many tasks without a name were made up to now, the last ones of them recorded. */
void name_tasks_before(Model *model, guint n);

/** Name and describe a track of a lock, queue, block ... */
void name_variable(Model *model, StoredTrack *stored, const TraceEvent *event);

/** What is shown of a track that ended by `event` in `state`. */
const char *name_outcome(Model *model, TraceState state, const TraceEvent *event);

/** "T-3" for "Task-3"; a name of its own stays as it is. The caller frees. */
char *name_short(const StoredTrack *stored);

/** Let the last span of `track`, just appended, take effect on its digest. O(1) on average. */
void digest_add(StoredTrack *stored);

/** Count in `span`, which is to be appended to `track`, what came before it. The span before it is
 * closed. */
void shares_begin(const Model *model, StoredTrack *stored, Span *span);

/** NULL does nothing. */
void digest_free(Digest *digest);

/** A rank of no event. */
void rank_init(Rank *rank);

/** Free what rank_init() and rank_add() made. */
void rank_clear(Rank *rank);

/** `event` is of the sort; events come in order. */
void rank_add(Rank *rank, gsize event);

/** How many are at most `event`. O(1). */
gsize rank_up_to(const Rank *rank, gsize event);

/** How many of the indices in `events`, which rise, are at most `event`. O(log n). NULL has none.
 */
gsize count_up_to(const GArray *events, gsize event);
