/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fill.c - how high a column of many short spans is filled. A short span by itself is as high as
 * its lane, so that it is seen. In a crowd that would look as if the track were busy throughout, so
 * there each column shows for how much of its time it was. */
#include "ui/scene/fill.h"

#include <math.h>

#include "ui/scene/looks.h"

enum { CROWD_ROOM = 4 /* columns */ };

static const Span *
span_at(const Lod *lod, gsize index)
{
    return &g_array_index(lod->track->spans, Span, index);
}

/* The time of an event; of one that has not happened yet, the last time known. */
static gint64
event_ns(const Lod *lod, gsize event)
{
    gsize n = model_n_events(lod->model);

    return event < n ? model_event(lod->model, event)->time_ns : model_duration_ns(lod->model);
}

/* The event at which column `i` begins. */
static gsize
column_first(const Lod *lod, guint i)
{
    return g_array_index(lod->columns->firsts, gsize, i);
}

/* When column `i` begins. */
static gint64
column_ns(const Lod *lod, guint i)
{
    const Columns *columns = lod->columns;

    if (lod->view->axis == AXIS_TIME)
        return (gint64) view_unit(lod->view, columns->left + i * columns->width);
    return event_ns(lod, column_first(lod, i));
}

/* Whether a piece is part of a crowd: it is narrow, or calm and too short to set its neighbours
 * apart. */
static gboolean
is_crowded(const Lod *lod, const Piece *piece)
{
    return piece->narrow ||
           (share_of(piece->state) == SHARE_CALM && piece->w < CROWD_ROOM * lod->columns->width);
}

static gboolean
goes_on(const Lod *lod, const Piece *piece, const Piece *next)
{
    return next && next->x <= piece->x + piece->w && is_crowded(lod, piece) &&
           is_crowded(lod, next);
}

/* Leave what the last span has beyond `end_ns` to the next column. */
static void
leave_rest(Lod *lod, const Piece *piece, gint64 end_ns, gint64 ns[SHARE_CALM])
{
    const Span *last = span_at(lod, piece->stop - 1);
    Share share = share_of(last->state);

    memset(lod->rest_ns, 0, sizeof lod->rest_ns);
    if (share == SHARE_CALM || last->end < column_first(lod, piece->column + 1))
        return;
    gint64 begin_ns = MAX(event_ns(lod, last->begin), end_ns);
    lod->rest_ns[share] = MAX(event_ns(lod, last->end) - begin_ns, 0);
    ns[share] -= lod->rest_ns[share];
}

/* When the span after the piece begins, if that is in its column, since the last spans of a column
 * may be left to the next; else when the column ends. */
static gint64
piece_stop_ns(const Lod *lod, const Piece *piece)
{
    gint64 edge_ns = column_ns(lod, piece->column + 1);
    gsize event = piece->stop < lod->track->spans->len ? track_span_begin(lod->track, piece->stop)
                                                       : MODEL_NONE;

    if (event >= column_first(lod, piece->column + 1))
        return edge_ns;
    return MIN(edge_ns, event_ns(lod, event));
}

/* When the time that a piece stands for ends: with its column, unless another piece begins in that.
 * On axes that go by events columns end at events, so the last piece in a row ends with its spans.
 */
static gint64
piece_end_ns(const Lod *lod, const Piece *piece, const Piece *next)
{
    if (goes_on(lod, piece, next) && next->narrow)
        return piece_stop_ns(lod, piece);
    if (!goes_on(lod, piece, next) && lod->view->axis != AXIS_TIME)
        return event_ns(lod, span_at(lod, piece->stop - 1)->end);
    if (next && share_of(next->state) != SHARE_CALM)
        return piece_stop_ns(lod, piece);
    return column_ns(lod, piece->column + 1);
}

static gint64
piece_begin_ns(const Lod *lod, const Piece *piece)
{
    if (!lod->in_row)
        return event_ns(lod, piece->span->begin);
    return MIN(lod->row_ns, column_ns(lod, piece->column));
}

static void
forget_row(Lod *lod)
{
    memset(lod->rest_ns, 0, sizeof lod->rest_ns);
    lod->row_ns = G_MAXINT64;
}

/* Measure, by Share, how much the piece has of the time that it stands for; returns that time. For
 * many spans in the middle of a crowd, a few more or less make no difference. */
static gint64
piece_measure(Lod *lod, const Piece *piece, const Piece *next, gint64 ns[SHARE_CALM])
{
    gsize first = (gsize) (piece->span - span_at(lod, 0));
    gint64 begin_ns, whole_ns;

    if (next && next->narrow && goes_on(lod, piece, next) &&
        track_shares_nearby(lod->track, first, piece->stop, !lod->behind_narrow, ns, &whole_ns)) {
        forget_row(lod);
        return whole_ns;
    }
    begin_ns = piece_begin_ns(lod, piece);
    lod->row_ns = piece_end_ns(lod, piece, next);
    track_shares(lod->model, lod->track, first, piece->stop, ns);
    for (Share share = 0; share < SHARE_CALM && lod->in_row; share++)
        ns[share] += lod->rest_ns[share];
    leave_rest(lod, piece, lod->row_ns, ns);
    return lod->row_ns - begin_ns;
}

static guint
calm_states(guint states)
{
    guint calm = 0;

    for (; states != 0; states &= states - 1) {
        guint state = (guint) g_bit_nth_lsf(states, -1);

        calm |= (guint) (share_of((TraceState) state) == SHARE_CALM) << state;
    }
    return calm;
}

/* The piece's own state fills at least one step, however short it was; ready time above it shows
 * only if it rounds to a step. */
static void
piece_fill(Piece *piece, const gint64 ns[SHARE_CALM], gint64 whole_ns)
{
    double step_ns = (double) whole_ns / FILL_STEPS;
    gboolean held = share_of(piece->state) == SHARE_HELD;
    double held_steps = (double) ns[SHARE_HELD] / step_ns;
    double ready_steps = (double) ns[SHARE_READY] / step_ns;

    piece->fill = (guint8) CLAMP(ceil(held ? held_steps : ready_steps), 1, FILL_STEPS);
    if (held)
        piece->ready = (guint8) CLAMP(round(held_steps + ready_steps) - piece->fill, 0,
                                      FILL_STEPS - piece->fill);
}

/* The calm state behind a column: one of its own spans', or else that of the pieces beside it. */
static TraceState
piece_base(const Lod *lod, const Piece *piece, const Piece *next)
{
    guint states = calm_states(piece->states);

    if (states == 0 && next)
        states = calm_states(next->states);
    return states != 0 ? looks_most_urgent(states) : lod->row_base;
}

void
lod_fill(Lod *lod, Piece *piece, const Piece *next)
{
    gboolean more = goes_on(lod, piece, next);
    gint64 ns[SHARE_CALM];

    piece->fill = FILL_STEPS;
    if (piece->narrow && (lod->in_row || more) && share_of(piece->state) != SHARE_CALM) {
        gint64 whole_ns = piece_measure(lod, piece, next, ns);

        if (whole_ns > 0)
            piece_fill(piece, ns, whole_ns);
        piece->base = piece_base(lod, piece, more ? next : NULL);
    } else {
        piece->base = looks_most_urgent(calm_states(piece->states));
        forget_row(lod);
    }
    lod->behind_narrow = more && piece->narrow;
    lod->in_row = more;
    lod->row_base = more ? piece->base : TRACE_STATE_NONE;
}
