/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk.h - a model as other programs want it: lanes, then slices, ticks, arrows and counters in the
 * order of the run. Knows no file format. */
#pragma once
#include "ui/model/model.h"

/* A stretch in which a lane is in one state; that in which it is idle is none. */
typedef struct {
    const Track *track;
    const Span *span;
    const TraceEvent *event; /* that began it */
    const char *name;        /* "await sleep(1 s)"; while the handler runs */
    const char *category;    /* "waiting" */
    gint64 end_ns;           /* of the last event, if it never ended */
    guint64 flow_in;         /* the arrow that points to its beginning, or 0 */
} WalkSlice;

/* Something that took no time. */
typedef struct {
    const Track *track;
    const TraceEvent *event;
    const char *name;          /* "output: Hello"; while the handler runs */
    const char *category;      /* "event", "outcome", "wakes", "cancels" */
    guint64 flow_in, flow_out; /* the arrow that points to it, or that begins here; 0: none */
} WalkTick;

/* Any function may be NULL. Times rise from call to call. */
typedef struct {
    void (*track)(void *data, const Track *track, guint rank); /* all of them, before all else */
    void (*begin)(void *data, const WalkSlice *slice);
    void (*end)(void *data, const Track *track, gint64 time_ns);
    void (*tick)(void *data, const WalkTick *tick);
    void (*counter)(void *data, guint counter, gint64 time_ns, gint64 value);
    void (*progress)(void *data, double share); /* now and then; 0 .. 1 */
} WalkHandler;

/** Walk over all of `model`. */
void walk_model(const Model *model, const WalkHandler *handler, void *data);

/** Names of the counters; NULL for a number that none has. From 0. */
const char *walk_counter_name(guint counter);

/** A lane's name for other programs: "Task-2 get_item(1)". The caller frees. */
char *walk_track_name(const Track *track);
