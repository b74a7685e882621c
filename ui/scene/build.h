/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build.h - what the parts of a scene share while it is laid out. Private to ui/scene. */
#pragma once
#include "ui/scene/layout.h"
#include "ui/scene/lod.h"
#include "ui/scene/looks.h"

struct Lane;

typedef enum { OVERVIEW_SKIPS, OVERVIEW_SHOWS } LaneOverview;
typedef enum { ARROWS_BAR, ARROWS_DISC } LaneArrows;

/* A kind of lane: a row of the table at the end of lanes.c. */
typedef struct {
    double height; /* of a lane in a picture, px */
    LaneOverview overview;
    LaneArrows arrows; /* what arrows begin and end at */
    void (*draw)(const struct Lane *lane);
} LaneKind;

/* The rows that a lane has below its bar. */
typedef struct {
    guint lane; /* its number in the band */
    double end; /* height of all such rows, up to and including its own */
} Rows;

/* The lanes of one group, below their heading. */
typedef struct {
    TraceTrack group;
    const LaneKind *kind;
    GPtrArray *tracks; /* of const Track *, in the order of their ids */
    guint n_in_range;  /* tracks with something in the range of the view */
    gboolean shown;    /* at least its heading */
    gboolean open;
    double y;           /* of the heading, in the scene */
    double lane_height; /* of each of its lanes, without rows below its bar */
    GArray *rows;       /* of Rows: the lanes that have rows below their bars, from top to bottom */
} Band;

typedef struct {
    const Model *model;
    const View *view;
    Columns columns; /* of the view */
    const Sizes *sizes;
    const TextMetrics *metrics;
    Scene *scene;
    double lanes_bottom; /* where the lanes end at the latest */
    double legend_top;
    gboolean unfolds; /* there is room for the frames of all tasks, not only of the selected one */
    Band bands[TRACE_N_TRACKS];
} Build;

/** The x of an event in the scene. */
double build_x(const Build *build, gsize event);

/** Add a text in a box, cut with an ellipsis if it is too long; NULL, and nothing is added, if not
 * even one letter of it fits. */
Shape *build_text(const Build *build, double x, double y, double w, double h, Role role, Font font,
                  Align align, const char *text);

/** The longest beginning of `text` that fits into `w` px with an ellipsis; NULL if not even one
 * letter does. The caller frees. */
char *build_cut_text(const Build *build, Font font, const char *text, double w);

/** Width of a text, px. */
double build_text_width(const Build *build, Font font, const char *text);

/* Where a lane stands, and what it belongs to. */
typedef struct Lane {
    const Build *build;
    const Band *band;
    const Track *track;
    double y, h;  /* of the bar, its margins included */
    double below; /* height of the rows below that */
} Lane;

/* Shapes may extend beyond the view by so many px; more would only cost patterns that nobody sees.
 */
enum { BUILD_OVERHANG = 8 };

/** The visible part of a piece in whole pixels, less the gap that keeps neighbours apart; FALSE if
 * none is visible. */
gboolean piece_box(const Build *build, const Piece *piece, double *ret_x, double *ret_w);

/** Make a hit on `shape` mean the first span of `piece`. */
void lane_mark(const Lane *lane, Shape *shape, const Piece *piece);

/** Give `shape`, which lane_mark() has marked, a tooltip that describes that span. */
void lane_describe(Shape *shape);
