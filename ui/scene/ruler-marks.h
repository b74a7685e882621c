/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler-marks.h - what the rulers of both axes consist of: bars, and labels that do not overlap. */
#pragma once
#include "ui/scene/axis.h"
#include "ui/scene/build.h"

/* A ruler being drawn; labels go from left to right and do not overlap. */
typedef struct {
    const Build *build;
    double y, h; /* of its bar */
    double left, right;
    double taken;       /* px up to which there are labels */
    double least;       /* px that the shortest label needs */
    GArray *boundaries; /* of double: the px of those drawn; NULL on the axis of time */
    GArray *used;       /* of Room: taken by labels and bursts; NULL on the axis of time */
    GArray *told;       /* of gint64: times that bursts are labelled with; NULL on that, too */
} Ruler;

/* From .. to, px. */
typedef struct {
    double from, to;
} Room;

/** Where `unit` of the axis is, px, but not outside of the ruler. */
double ruler_x(const Ruler *ruler, double unit);

/** Draw the bar of a stretch; nothing if the stretch is a gap. */
void ruler_bar(const Ruler *ruler, const AxisStretch *stretch);

/** Draw the boundary of a stretch at `x` px, unless that is left of the ruler; FALSE: another is
 * too close. */
gboolean ruler_boundary(Ruler *ruler, double x);

/** Draw a label in [from, to) if all of it fits there, to the right of the one before; FALSE: it
 * does not. */
gboolean ruler_label(Ruler *ruler, double from, double to, Role role, Font font, Align align,
                     const char *text);

/** Note that from .. to is taken; nothing on the axis of time. */
void ruler_use(const Ruler *ruler, double from, double to);

/** Whether nothing is noted between from and to, and it is on the ruler. */
gboolean ruler_is_free(const Ruler *ruler, double from, double to);

/** The smallest of 1, 2 and 5 times a power of ten that is at least `least`. */
double ruler_round_up(double least);
