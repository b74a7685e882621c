/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.h - from events to places on a line and back. Pure: no GTK, no pixels.
 *
 * TIME is to scale: one unit is one nanosecond, and 0 is where the recording begins. The other two
 * go by events. ELASTIC gives each event one unit, more if with it the loop begins to run
 * something, and each idle gap the same, however long it lasted, so that microseconds and seconds
 * can be read in one picture. STEPS gives each event a column of one unit, and gaps nothing.
 */
#pragma once
#include "ui/model/model.h"

typedef enum { AXIS_TIME, AXIS_ELASTIC, AXIS_STEPS, N_AXES } AxisKind;

/* What is particular to an axis: a row of the table at the end of axis.c. */
typedef struct {
    const char *name;  /* for options and settings: "elastic" */
    const char *title; /* on a button: "Elastic" */
    const char *about; /* what it is, for a tooltip */
    const char *ruler; /* the name of its ruler: "not to scale" */
    double run_units;  /* of an event with which the loop begins to run something */
    double gap_units;  /* of an idle gap */
    double pace;       /* units a second when it is played as it is */
    double closest;    /* px a unit may be wide */
    double legible;    /* px a unit needs to be read; 0: any */
} AxisInfo;

extern const AxisInfo axes[N_AXES];

/** The axis of this name; FALSE, and ret_axis untouched, if there is none. */
gboolean axis_find(const char *name, AxisKind *ret_axis);

/* A stretch of the ruler. */
typedef struct {
    gsize first, n_events; /* of a burst; a gap has the event before it, and 0 */
    double begin, end;     /* units */
    gint64 begin_ns, end_ns;
} AxisStretch;

/** Units from the start of the recording to `event`. O(log gaps). */
double axis_of_event(const Model *model, AxisKind axis, gsize event);

/** Units up to the end of `event`: where the next one begins, unless time passes before it. */
double axis_after_event(const Model *model, AxisKind axis, gsize event);

/** Units of a moment; on an axis that goes by events, a moment between two is placed in proportion.
 */
double axis_of_time(const Model *model, AxisKind axis, gint64 ns);

/** The event nearest to `unit`; 0 in an empty model. O(log n). */
gsize axis_event_at(const Model *model, AxisKind axis, double unit);

/** The last event at or left of `unit`; the first event if there is none. O(log n). */
gsize axis_event_before(const Model *model, AxisKind axis, double unit);

/** Units of the whole recording, the last event and a gap that is not over included; at least 1. */
double axis_length(const Model *model, AxisKind axis);

/** The bursts and gaps of an axis that goes by events that touch [begin, end) units, of
 * AxisStretch. Bursts that are narrower than `least` units together with the gap after them are
 * joined into one burst. The caller frees. */
GArray *axis_stretches(const Model *model, AxisKind axis, double begin, double end, double least);
