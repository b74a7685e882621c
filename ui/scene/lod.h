/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lod.h - the spans of a track as pieces that are wide enough to be seen. */
#pragma once
#include "ui/scene/view.h"

/* The view cut into columns as wide as the narrowest span: which events fall into which column. It
 * is made once for all lanes, which then only have to compare numbers of events. */
typedef struct {
    double left, width; /* px */
    GArray *firsts;     /* of gsize: the first event at or right of each column's left edge */
} Columns;

/** The columns of `view`; O(columns x log(events)). Clear them with columns_clear(). */
Columns columns_new(const Model *model, const View *view);

/** Free what columns_new() made. */
void columns_clear(Columns *columns);

/* A span, or several that are narrower than Sizes.min_span. */
typedef struct {
    double x, w;
    const Span *span; /* the first */
    TraceState state; /* the most urgent one, if there are several */
    gboolean merged;  /* it is several spans */
    gboolean narrow;  /* as wide as its columns, not to scale */
    guint8 fill;      /* how many of FILL_STEPS `state` fills, from below */
    guint8 ready;     /* how many steps above those are ready */
    TraceState base;  /* behind both: the calm state of several; NONE if there is none */
    guint states;     /* a bit for the state of each of its spans */
    guint column;     /* of a narrow piece, the first */
    gsize stop;       /* number of the span after its last */
} Piece;

/* As many as there are characters for them: ▁ to █. */
enum { FILL_STEPS = 8 };

/* A walk over the visible pieces of a lane, left to right; its cost is in pixels, not in spans. */
typedef struct {
    const Model *model;
    const View *view;
    const Columns *columns; /* of the view */
    const Track *track;
    gsize next;   /* span */
    guint column; /* from which the next piece is looked for */
    double pen, right;
    gboolean plain; /* fill all pieces to the top: set it where there is no room for less */
    gboolean has_taken, has_ahead;
    Piece taken;                /* not filled yet, since that depends on the next one */
    Piece ahead;                /* filled, but not given yet */
    gboolean in_row;            /* the last piece filled continues in the next */
    gboolean behind_narrow;     /* that piece is narrow and continues */
    TraceState row_base;        /* its base; NONE if it does not continue */
    gint64 row_ns;              /* when its time ends, if it was measured */
    gint64 rest_ns[SHARE_CALM]; /* by Share, what its last span left to the next column */
} Lod;

/** Begin a walk before the first piece of `track` that is in view. A walk owns nothing. */
Lod lod_begin(const Model *model, const View *view, const Columns *columns, const Track *track);

/** The next piece; FALSE, and ret_piece untouched, after the last one in view. */
gboolean lod_next(Lod *lod, Piece *ret_piece);
