/* SPDX-License-Identifier: GPL-3.0-or-later */
/* build.h - what the parts of the layout share while a scene is made. Private to ui/scene. */
#pragma once
#include "ui/scene/layout.h"
#include "ui/scene/looks.h"

struct Lane;

typedef enum { OVERVIEW_SKIPS, OVERVIEW_SHOWS } LaneOverview;
typedef enum { ARROWS_BAR, ARROWS_DISC } LaneArrows;

/* A kind of lane: a row of the table at the end of lanes.c. */
typedef struct {
    double height; /* of a lane in a picture, px */
    LaneOverview overview;
    LaneArrows arrows; /* what they begin and end at */
    void (*draw)(const struct Lane *lane);
} LaneKind;

/* What a lane has below its bar. */
typedef struct {
    guint lane; /* its number in the band */
    double end; /* height of such rows up to its own */
} Rows;

/* The lanes of one group, below their heading. */
typedef struct {
    TraceTrack group;
    const LaneKind *kind;
    GPtrArray *tracks; /* of const Track *, in the order of their ids */
    guint n_left_out;  /* lanes that the range of the view has nothing of */
    gboolean shown;    /* with its heading at least */
    gboolean open;
    double y;           /* of the heading, in the scene */
    double lane_height; /* of each of its lanes, without what some have below their bars */
    GArray *rows; /* of Rows: the lanes that have something below their bars, from top to bottom */
} Band;

/* The view cut into columns as wide as the narrowest span: which events fall into which. It is made
 * once for all lanes, which then need no more than to compare numbers of events. */
typedef struct {
    double left, width; /* px */
    GArray *firsts;     /* of gsize: the first event at each column's left edge or right of it */
} Columns;

/** The columns of `view`; O(columns x log(events)). Clear them with columns_clear(). */
Columns columns_new(const Model *model, const View *view);

/** Free what columns_new() made. */
void columns_clear(Columns *columns);

typedef struct {
    const Model *model;
    const View *view;
    Columns columns; /* of the view */
    const Sizes *sizes;
    const TextMetrics *metrics;
    Scene *scene;
    double lanes_bottom; /* where the legend begins */
    gboolean unfolds; /* there is room for the frames of all tasks, not only of the selected one */
    Band bands[TRACE_N_TRACKS];
} Build;

/** The x of an event in the scene. */
double build_x(const Build *build, gsize event);

/** Text in a box, cut with an ellipsis where it is too long; NULL, and nothing added, when not even
 * a letter of it fits. */
Shape *build_text(const Build *build, double x, double y, double w, double h, Role role, Font font,
                  Align align, const char *text);

/** The longest beginning of `text` that fits into `w` px with an ellipsis; NULL when not a letter
 * does. The caller frees. */
char *build_cut_text(const Build *build, Font font, const char *text, double w);

/** Width of a text, px. */
double build_text_width(const Build *build, Font font, const char *text);

/* A span, or several that are narrower than Sizes.min_span. */
typedef struct {
    double x, w;
    const Span *span; /* the first */
    TraceState state; /* of several, the most urgent */
    gboolean merged;  /* several */
    gboolean narrow;  /* as wide as its columns, not to scale */
    guint8 fill;      /* how much of the height `state` has, in FILL_STEPS, from below */
    guint8 ready;     /* how much above it is ready */
    TraceState base;  /* behind both: the calm one of several; NONE if there is none */
    guint states;     /* a bit for each of its spans' */
    guint column;     /* of a narrow one, the first */
    gsize stop;       /* the span behind its last */
} Piece;

/* As many as there are characters for them. */
enum { FILL_STEPS = 8 };

/* A walk over the visible pieces of a lane, left to right; its cost is in pixels, not in spans. */
typedef struct {
    const Model *model;
    const View *view;
    const Columns *columns; /* of the view */
    const Track *track;
    gsize next;   /* span */
    guint column; /* of the piece taken last */
    double pen, right;
    gboolean plain; /* all are filled to the top: set it where there is no room for less */
    gboolean has_taken, has_ahead;
    Piece taken;                /* not filled yet, since that depends on the next one */
    Piece ahead;                /* filled, but not given yet */
    gboolean in_row;            /* the piece filled last goes on in the next */
    gboolean behind_narrow;     /* it is narrow, and goes on */
    TraceState row_base;        /* its base; NONE if it does not */
    gint64 row_ns;              /* where its time ends, if it was measured */
    gint64 rest_ns[SHARE_CALM]; /* by Share, what its last span left to the next column */
} Lod;

/** A walk before the first piece of `track` that is in view. It owns nothing. */
Lod lod_begin(const Model *model, const View *view, const Columns *columns, const Track *track);

/** The next piece; FALSE, and ret_piece untouched, behind the last one in view. */
gboolean lod_next(Lod *lod, Piece *ret_piece);

/** Say of `piece` how high it is filled; `next` follows it, NULL if none does. Pieces come in
 * order. */
void lod_fill(Lod *lod, Piece *piece, const Piece *next);

/* Where a lane stands, and what it belongs to. */
typedef struct Lane {
    const Build *build;
    const Band *band;
    const Track *track;
    double y, h;  /* of the bar, its margins included */
    double below; /* height of the rows below that */
} Lane;

/* Shapes may stick out of the view by so many px; farther would cost patterns nobody sees. */
enum { BUILD_OVERHANG = 8 };

extern const LaneKind lane_kinds[TRACE_N_TRACKS];

/** Draw what is on a lane, for the table of kinds: as bars, with a disc behind the last one that
 * says how it ended, or as a line between two discs. */
void bars_draw(const Lane *lane);
void bars_draw_with_end(const Lane *lane);
void lines_draw(const Lane *lane);

/** The visible part of a piece in whole pixels, less the gap that keeps neighbours apart; FALSE if
 * none is visible. */
gboolean piece_box(const Build *build, const Piece *piece, double *ret_x, double *ret_w);

/** Let `shape` be hit as the first span of `piece`. */
void lane_mark(const Lane *lane, Shape *shape, const Piece *piece);

/** Give `shape` the words of the first span of `piece` for a tooltip. */
void lane_describe(const Lane *lane, Shape *shape, const Piece *piece);

/* Columns of a crowd side by side stand on one ground, which grows with them. */
typedef struct {
    guint shape; /* its number in the scene */
    TraceState state;
    double end; /* px; -1: there is none */
} Ground;

/** Draw a piece that is not filled to its top. */
void crowd_draw(const Lane *lane, Ground *ground, const Piece *piece);

/** Draw one part of a scene; each has a file of its own. `y` is where it begins. */
void overview_draw(const Build *build, double y);
void ruler_draw(const Build *build, double y);
void playhead_draw(const Build *build);
void lanes_draw(const Build *build);
void arrows_draw(const Build *build);
void legend_draw(const Build *build);

/** Height the legend needs in this width. */
double legend_height(const Build *build);
