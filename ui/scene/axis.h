/* SPDX-License-Identifier: GPL-3.0-or-later */
/* axis.h - from events to places on a line and back. Pure: no GTK, no pixels.
 *
 * TIME is to scale: one unit is one nanosecond, and 0 is where the recording begins. ELASTIC gives
 * each event one unit, or AXIS_RUN_UNITS if with it the loop begins to run something, and each idle
 * gap AXIS_GAP_UNITS, however long it lasted, so that microseconds and seconds can be read in one
 * picture.
 */
#pragma once
#include "ui/model/model.h"

typedef enum { AXIS_TIME, AXIS_ELASTIC } AxisKind;

enum { AXIS_RUN_UNITS = 8, AXIS_GAP_UNITS = 24 };

/* A stretch of the ruler. */
typedef struct {
    gsize first, n_events; /* of a burst; a gap has the event before it, and 0 */
    double begin, end;     /* units */
    gint64 begin_ns, end_ns;
} AxisStretch;

/** Units from the start of the recording to `event`. O(log gaps). */
double axis_of_event(const Model *model, AxisKind axis, gsize event);

/** Units of a moment; on the elastic axis, a moment inside a gap is placed in proportion. */
double axis_of_time(const Model *model, AxisKind axis, gint64 ns);

/** The event nearest to `unit`; 0 in an empty model. O(log n). */
gsize axis_event_at(const Model *model, AxisKind axis, double unit);

/** Units of the whole recording, the last event included; at least 1. */
double axis_length(const Model *model, AxisKind axis);

/** The bursts and gaps of the elastic axis that touch [begin, end) units, of AxisStretch. Bursts
 * that are narrower than `least` units together with the gap after them are joined into one burst.
 * The caller frees. */
GArray *axis_stretches(const Model *model, double begin, double end, double least);
