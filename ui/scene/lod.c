/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lod.c - level of detail: the visible pieces of a lane, at most one a pixel or so. */
#include "ui/scene/build.h"

#include <math.h>

/* Of spans that share a pixel, so many are looked at for the most urgent. */
enum { MERGE_SAMPLES = 16, MAX_COLUMNS = 100000 };

/* The first event from `low` on that stands at `unit` or right of it. It is quick when that is
 * about `step` events away. */
static gsize
event_at_or_after(const Model *model, AxisKind axis, gsize low, gsize step, double unit)
{
    gsize high = model_n_events(model);

    while (low + step < high && axis_of_event(model, axis, low + step) < unit) {
        low += step;
        step *= 2;
    }
    high = MIN(high, low + step);
    while (low < high) {
        gsize middle = low + (high - low) / 2;

        if (axis_of_event(model, axis, middle) < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Columns
columns_new(const Model *model, const View *view)
{
    Columns columns = {
        .left = view->sizes->names_width - view->sizes->indent,
        .width = view->sizes->min_span,
        .firsts = g_array_new(FALSE, FALSE, sizeof(gsize)),
    };
    double n = CLAMP(ceil((view->width - columns.left) / columns.width), 0, MAX_COLUMNS);
    gsize first = 0, step = 1;

    for (double i = 0; i <= n; i++) {
        double unit = view_unit(view, columns.left + i * columns.width);
        gsize next = event_at_or_after(model, view->axis, first, step, unit);

        g_array_append_val(columns.firsts, next);
        step = MAX((next - first) / 2, 1);
        first = next;
    }
    return columns;
}

void
columns_clear(Columns *columns)
{
    g_array_unref(columns->firsts);
}

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

/* The first span from `low` on that begins with `event` or after it. */
static gsize
lod_search(const Lod *lod, gsize low, gsize event)
{
    gsize high = lod->track->spans->len, step = 1;

    while (low + step < high && lod_span(lod, low + step)->begin < event) {
        low += step;
        step *= 2;
    }
    high = MIN(high, low + step);
    while (low < high) {
        gsize middle = low + (high - low) / 2;

        if (lod_span(lod, middle)->begin < event)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Lod
lod_begin(const Model *model, const View *view, const Columns *columns, const Track *track)
{
    Lod lod = {
        .model = model,
        .view = view,
        .columns = columns,
        .track = track,
        .pen = columns->left,
        .right = view->width,
    };

    lod.next = lod_search(&lod, 0, g_array_index(columns->firsts, gsize, 0));
    if (lod.next > 0)
        lod.next--;
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

/* The column that holds `x`. */
static guint
lod_column(const Lod *lod, double x)
{
    double column = floor((x - lod->columns->left) / lod->columns->width);

    return (guint) CLAMP(column, 0, lod->columns->firsts->len - 2);
}

/* All that begins in a column, but not a wide span at its end. */
static Piece
lod_take_column(Lod *lod)
{
    gsize first = lod->next;
    guint column = lod_column(lod, MAX(lod_begin_x(lod, first), lod->pen));
    double x = MAX(lod->columns->left + column * lod->columns->width, lod->pen);
    gsize end = g_array_index(lod->columns->firsts, gsize, column + 1);
    gsize stop = MAX(lod_search(lod, first, end), first + 1);

    if (stop > first + 1 && lod_is_wide(lod, stop - 1))
        stop--;
    lod->next = stop;
    lod->pen = x + lod->columns->width;
    return (Piece){
        .x = x,
        .w = lod->pen - x,
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
    if (lod->columns->firsts->len < 2 || lod->next >= lod->track->spans->len ||
        lod->pen >= lod->right || lod_begin_x(lod, lod->next) >= lod->right)
        return FALSE;
    *ret_piece = lod_is_wide(lod, lod->next) ? lod_take_wide(lod) : lod_take_columns(lod);
    return TRUE;
}
