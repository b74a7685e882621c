/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lod.c - level of detail: the visible pieces of a lane, at most one a pixel or so. */
#include "ui/scene/build.h"

/* Of spans that share a pixel, so many are looked at for the most urgent. */
enum { MERGE_SAMPLES = 16 };

static const Span *
lod_span(const Lod *lod, gsize index)
{
    return &g_array_index(lod->track->spans, Span, index);
}

static double
lod_event_x(const Lod *lod, gsize event)
{
    return view_x(lod->view, axis_of_event(lod->model, lod->view->axis, event));
}

static double
lod_begin_x(const Lod *lod, gsize index)
{
    return lod_event_x(lod, lod_span(lod, index)->begin);
}

/* What has not ended goes on to the end of what is known. */
static double
lod_end_x(const Lod *lod, gsize index)
{
    gsize end = lod_span(lod, index)->end;

    if (end == MODEL_NONE)
        end = lod->track->last;
    if (end == MODEL_NONE)
        return view_x(lod->view, axis_length(lod->model, lod->view->axis));
    return lod_event_x(lod, end);
}

/* The first span from `low` on that begins at `x` or right of it. */
static gsize
lod_search(const Lod *lod, gsize low, double x)
{
    gsize high = lod->track->spans->len;
    gsize step = 1;

    while (low + step < high && lod_begin_x(lod, low + step) < x) {
        low += step;
        step *= 2;
    }
    high = MIN(high, low + step);
    while (low < high) {
        gsize middle = low + (high - low) / 2;

        if (lod_begin_x(lod, middle) < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Lod
lod_begin(const Model *model, const View *view, const Track *track)
{
    Lod lod = {.model = model, .view = view, .track = track, .right = view->width};
    double left = view->sizes->names_width - view->sizes->indent;

    lod.next = lod_search(&lod, 0, left);
    if (lod.next > 0)
        lod.next--;
    lod.pen = -G_MAXDOUBLE;
    return lod;
}

static TraceState
lod_most_urgent(const Lod *lod, gsize first, gsize stop)
{
    gsize step = MAX((stop - first) / MERGE_SAMPLES, 1);
    TraceState state = lod_span(lod, first)->state;

    for (gsize i = first + step; i < stop; i += step)
        if (looks[lod_span(lod, i)->state].urgency > looks[state].urgency)
            state = lod_span(lod, i)->state;
    return state;
}

static gboolean
lod_is_wide(const Lod *lod, gsize index)
{
    return lod_end_x(lod, index) - lod_begin_x(lod, index) >= lod->view->sizes->min_span;
}

static Piece
lod_take_wide(Lod *lod)
{
    const Span *span = lod_span(lod, lod->next);
    double x = MAX(lod_begin_x(lod, lod->next), lod->pen);
    double end = MAX(lod_end_x(lod, lod->next), x);

    lod->next++;
    lod->pen = end;
    return (Piece){.x = x, .w = end - x, .span = span, .state = span->state};
}

/* All that begins in the next min_span pixels, but not a wide span at their end. */
static Piece
lod_take_column(Lod *lod)
{
    gsize first = lod->next;
    double x = MAX(lod_begin_x(lod, first), lod->pen);
    gsize stop = MAX(lod_search(lod, first, x + lod->view->sizes->min_span), first + 1);

    if (stop > first + 1 && lod_is_wide(lod, stop - 1))
        stop--;
    lod->next = stop;
    lod->pen = x + lod->view->sizes->min_span;
    return (Piece){
        .x = x,
        .w = lod->view->sizes->min_span,
        .span = lod_span(lod, first),
        .state = lod_most_urgent(lod, first, stop),
        .merged = stop > first + 1,
    };
}

/* Columns of one state side by side are one piece. */
static Piece
lod_take_columns(Lod *lod)
{
    Piece piece = lod_take_column(lod);

    while (lod->next < lod->track->spans->len && lod->pen < lod->right &&
           !lod_is_wide(lod, lod->next)) {
        Lod ahead = *lod;
        Piece more = lod_take_column(&ahead);

        if (more.state != piece.state || more.x > piece.x + piece.w)
            break;
        piece.w += more.w;
        piece.merged = TRUE;
        *lod = ahead;
    }
    return piece;
}

gboolean
lod_next(Lod *lod, Piece *ret_piece)
{
    if (lod->next >= lod->track->spans->len || lod->pen >= lod->right ||
        lod_begin_x(lod, lod->next) >= lod->right)
        return FALSE;
    *ret_piece = lod_is_wide(lod, lod->next) ? lod_take_wide(lod) : lod_take_columns(lod);
    return TRUE;
}
