/* SPDX-License-Identifier: GPL-3.0-or-later */
/* walk.h - walks over a model in the way other programs need it: lanes, then slices, ticks, arrows
 * and counters in the order of the run. Knows no file format. */
#pragma once
#include "ui/model/model.h"

/* A stretch in which a lane is in one state; idle stretches are not slices. */
typedef struct {
    const Track *track;
    const Span *span;
    const TraceEvent *event; /* the one that began it */
    const char *name;        /* "await sleep(1 s)"; valid while the handler runs */
    const char *category;    /* "waiting" */
    gint64 end_ns;           /* if it never ended, the time of the last event */
    guint64 flow_in;         /* number of the arrow that points to its beginning; 0: none */
} WalkSlice;

/* Something that took no time. */
typedef struct {
    const Track *track;
    const TraceEvent *event;
    const char *name;          /* "output: Hello"; valid while the handler runs */
    const char *category;      /* "event", "outcome", "wakes", "cancels" */
    guint64 flow_in, flow_out; /* numbers of the arrows that point to it or begin here; 0: none */
} WalkTick;

/* Any function may be NULL. Times never decrease from call to call. */
typedef struct {
    void (*track)(void *data, const Track *track, guint rank); /* called for all lanes first */
    void (*begin)(void *data, const WalkSlice *slice);
    void (*end)(void *data, const Track *track, gint64 time_ns);
    void (*tick)(void *data, const WalkTick *tick);
    void (*counter)(void *data, guint counter, gint64 time_ns, gint64 value);
    void (*progress)(void *data, double share); /* now and then; 0 .. 1 */
} WalkHandler;

/** Walk over all of `model`. */
void walk_model(const Model *model, const WalkHandler *handler, void *data);

/** The name of a counter, numbered from 0; NULL if there is none with this number. */
const char *walk_counter_name(guint counter);

/** The name of a lane for other programs: "Task-2 get_item(1)". The caller frees. */
char *walk_track_name(const Track *track);
