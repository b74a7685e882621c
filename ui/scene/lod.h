/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lod.h - the spans of a track as pieces that are wide enough to be seen. */
#pragma once
#include "ui/scene/view.h"

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
