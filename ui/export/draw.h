/* SPDX-License-Identifier: GPL-3.0-or-later */
/* draw.h - geometry and fonts shared by all exports, so that they agree. Private to ui/export. */
#pragma once
#include "ui/export/export.h"

/* A font as CSS and pango name it. */
typedef struct {
    const char *family; /* a list; the first one installed is used */
    double size;        /* px */
    int weight;         /* 400 or 700 */
} Face;

extern const Face faces[N_FONTS];

/* An arrow: a curve by its control points, and the corners of its head. */
typedef struct {
    double x[4], y[4];
    double head_x[3], head_y[3];
} ArrowCurve;

/** The curve and the head of a SHAPE_ARROW, in px. */
ArrowCurve draw_arrow_curve(const Shape *shape);

/* The corners of the head of a SHAPE_RING: its base lies across the ring, its tip ahead on it. */
typedef struct {
    double x[3], y[3];
} RingHead;

/** The head of a SHAPE_RING, in px. */
RingHead draw_ring_head(const Shape *shape);

/* The dashes of edges and rings, px: so much is drawn, so much left out. */
enum { DASH_ON = 4, DASH_OFF = 3 };

/* A point that a sign's pen moves to; 0 .. 1 in the box of its disc. */
typedef struct {
    double x, y;
    gboolean down; /* draw a line to it; else begin a stroke there */
} SignPoint;

/** The strokes of the sign of `state`, `ret_n` points; none for a state without a sign. */
const SignPoint *draw_sign(TraceState state, gsize *ret_n);

/* Patterns: distances in px, the same in every export. Stripes lean to the right, hatches to the
 * left, crosses both ways. */
typedef struct {
    double pitch; /* along x and y */
    double width; /* of a line; a dot's diameter */
    gboolean dots, left, right;
} PatternLook;

extern const PatternLook pattern_looks[PATTERN_CROSS + 1];
