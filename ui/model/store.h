/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.h - what a model holds; private to ui/model. */
#pragma once
#include "ui/model/line-index.h"
#include "ui/model/model.h"
#include "ui/model/rank.h"

/* Which states occur among a track's spans. See digest.c. */
typedef struct Digest Digest;

/* A track and what only the model needs to know about it. */
typedef struct {
    Track track;            /* first, so that a Track * is a StoredTrack * */
    gboolean presented;     /* an event said what it belongs to */
    guint number;           /* from 1: the N of "Task-N"; 0 if it has a name of its own */
    const TraceSite *maker; /* the call that created it, or NULL */
    GArray *places;         /* of gsize: events that say where it is in the source; NULL if none */
    Digest *digest;         /* of its spans; NULL while they are few */
    GArray *blocks;         /* of the spans' shares; NULL while they are few */
    GPtrArray
        *levels;  /* of StoredTrack *: its frames by depth, the outermost first; NULL if none */
    GArray *open; /* of guint32: the sites of the frames it is in, outermost first; NULL */
} StoredTrack;

struct Model {
    GPtrArray *chunks; /* of TraceEvent[], EVENTS_PER_CHUNK each: appending moves nothing */
    gsize max_events, n_left_out; /* events beyond max_events are left out */
    gsize n_events;
    gint64 goes_on_ns; /* see model_go_on() */
    Losses losses;
    GStringChunk *strings;
    GHashTable *meta;    /* key -> value */
    GHashTable *sources; /* file -> text, owned */
    GHashTable *sites;   /* id -> TraceSite, owned */
    GPtrArray *files;    /* of const char * */

    GPtrArray *by_id;   /* of StoredTrack *, by id; NULL where there is none */
    GHashTable *strays; /* id -> StoredTrack: those whose ids are far from all others */
    GPtrArray *tracks[TRACE_N_TRACKS]; /* of Track *, owned, in the order they were made */
    guint n_unnamed[TRACE_N_TRACKS];   /* tracks named by a number */
    gsize n_ended[TRACE_N_TRACKS][TRACE_N_STATES];
    guint states;     /* bit 1 << state: those that spans have */
    gint64 busy_ns;   /* of the loop's spans that are over, without sleep */
    gsize telling;    /* the TRACE_TELLING_BEGIN that has not ended yet, or MODEL_NONE */
    gboolean counted; /* an event said how many tasks were made before */
    guint32 runner;   /* the track the loop runs, or TRACE_NOBODY */

    GArray *turns;       /* of gsize: the events that began them */
    GArray *troubles;    /* of gsize: where something failed or was cancelled */
    gsize first_failure; /* or MODEL_NONE */
    GHashTable *jobs;    /* id of a future -> that of the worker that works for it */
    Rank runs;           /* the events that began the loop's spans, without sleep */
    GArray *arrows;      /* of Arrow */
    GArray *output;      /* of OutputLine */
    gboolean line_open;  /* the last output had no newline at its end */
    GArray *gaps;        /* of IdleGap */
    Rank gap_events;     /* the events before them */

    GHashTable
        *definitions; /* a cache: TraceSite -> line where the function it calls is defined, or 0 */
    GHashTable *variables;      /* a cache: TraceSite -> the variable that holds what it makes */
    GHashTable *variable_uses;  /* name -> how many locks, queues ... have it */
    LineIndex *lines;           /* a cache */
    GHashTable *calls_in_lines; /* "file:line:call" -> of how many sites there it is known */
    GArray *notes;              /* of Note, by event */
    gboolean has_ended;
    TraceEnd end;
    gpointer teller; /* the State that model_describe() moves; NULL until it is needed */
    GDestroyNotify free_teller;
};

/** A copy of `text`, `size` bytes, made valid UTF-8; it lives as long as the model. */
const char *model_keep(Model *model, const char *text, gsize size);

/** Keep a copy of `event` as the last one, its time not before the last and its text safe to show.
 */
const TraceEvent *store_event(Model *model, const TraceEvent *event);

/** Time of the last event, ns; 0 if there is none. */
gint64 store_last_ns(const Model *model);

/** The track with this id, or NULL. */
StoredTrack *store_track(const Model *model, guint32 id);
