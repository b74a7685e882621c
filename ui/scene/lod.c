/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lod.c - level of detail: the visible pieces of a lane, at most one a pixel or so. */
#include "ui/scene/lod.h"

#include <math.h>

#include "ui/scene/fill.h"
#include "ui/scene/looks.h"

enum {
    MAX_COLUMNS = 100000,
    CROWD = 8,      /* in a column of so many spans, a wide last one is not set apart */
    SLACK_PART = 4, /* at most the last 1/SLACK_PART of a column's events are left over */
};

/* The first event from `low` on that is at or right of `unit`. Fast if that is about `step` events
 * away. */
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

/* A span that has not ended goes on to the end of its track, or of what is known. */
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

/* The event at which column `i` begins. */
static gsize
lod_first(const Lod *lod, guint i)
{
    return g_array_index(lod->columns->firsts, gsize, i);
}

static guint
lod_last_column(const Lod *lod)
{
    return lod->columns->firsts->len - 2;
}

/* The column that holds `event`, which is column `low` or one right of it. */
static guint
lod_column(const Lod *lod, guint low, gsize event)
{
    guint last = lod_last_column(lod), high, step = 1;

    while (low + step <= last && lod_first(lod, low + step) <= event) {
        low += step;
        step *= 2;
    }
    high = MIN(last, low + step);
    while (low < high) {
        guint middle = low + (high - low + 1) / 2;

        if (lod_first(lod, middle) <= event)
            low = middle;
        else
            high = middle - 1;
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
    guint states;

    if (columns->firsts->len < 2) { /* the view is narrower than the names: no lane is in view */
        lod.next = track->spans->len;
        return lod;
    }
    lod.next = track_seek(track, 0, lod_first(&lod, 0), 0, &states);
    if (lod.next > 0)
        lod.next--;
    return lod;
}

/* Whether a span that begins in the column is a piece of its own. Mostly the columns of its events
 * decide; its width is computed only when they do not. */
static gboolean
lod_is_wide(const Lod *lod, gsize index)
{
    guint column = lod->column;
    gsize begin = lod_span(lod, index)->begin, end = lod_span(lod, index)->end;

    if (begin >= lod_first(lod, column) && end < lod_first(lod, column + 1))
        return FALSE;
    if (column < lod_last_column(lod) && end >= lod_first(lod, column + 2) &&
        end < model_n_events(lod->model))
        return TRUE;
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
    return (Piece){
        .x = x,
        .w = end - x,
        .span = span,
        .state = span->state,
        .states = 1u << span->state,
        .stop = lod->next,
    };
}

static gsize
lod_n_events(const Lod *lod, guint column)
{
    return lod_first(lod, column + 1) - lod_first(lod, column);
}

/* How many of the column's last events may be left to the next column: a part of the events of
 * either, whichever has fewer, so that the next column is not distorted. */
static gsize
lod_slack(const Lod *lod)
{
    if (lod->column == lod_last_column(lod))
        return 0;
    return MIN(lod_n_events(lod, lod->column), lod_n_events(lod, lod->column + 1)) / SLACK_PART;
}

/* Finds the spans that begin in the column; if it is crowded, those at its very end may be left to
 * the next. Returns the number of the span after them. */
static gsize
lod_seek(const Lod *lod, guint *ret_states)
{
    gsize end = lod_first(lod, lod->column + 1);
    gsize stop = track_seek(lod->track, lod->next, end, lod_slack(lod), ret_states);

    if (stop == lod->next)
        stop = track_seek(lod->track, lod->next, end, 0, ret_states);
    if (stop > lod->next)
        return stop;
    *ret_states = 1u << lod_span(lod, lod->next)->state;
    return lod->next + 1;
}

/* Whether the last span before `stop` is a piece of its own. In a crowd this is checked only if no
 * span begins in the next column. */
static gboolean
lod_ends_wide(const Lod *lod, gsize stop)
{
    gsize n = stop - lod->next;
    gboolean goes_on = n >= CROWD && stop < lod->track->spans->len &&
                       lod->column < lod_last_column(lod) &&
                       track_span_begin(lod->track, stop) < lod_first(lod, lod->column + 2);

    return n > 1 && !goes_on && lod_is_wide(lod, stop - 1);
}

/* The spans up to `stop` as one piece, without a wide one at their end. */
static Piece
lod_take_column(Lod *lod, gsize stop, guint states)
{
    gsize first = lod->next;
    guint column = lod->column;
    double x = MAX(lod->columns->left + lod->column * lod->columns->width, lod->pen);

    if (lod_ends_wide(lod, stop)) {
        stop--;
        track_seek(lod->track, first, lod_span(lod, stop)->begin, 0, &states);
    } else {
        lod->column = MIN(lod->column + 1, lod_last_column(lod));
    }
    if (!lod->plain)
        track_shares_soon(lod->track, first, stop);
    lod->next = stop;
    lod->pen = x + lod->columns->width;
    return (Piece){
        .x = x,
        .w = lod->pen - x,
        .span = lod_span(lod, first),
        .state = looks_most_urgent(states),
        .merged = stop > first + 1,
        .narrow = TRUE,
        .states = states,
        .column = column,
        .stop = stop,
    };
}

/* Goes to the column of the next span; FALSE if that is not in view. In the last column pixels
 * decide, since the view may end within it. */
static gboolean
lod_find_column(Lod *lod)
{
    if (lod->next >= lod->track->spans->len || lod->pen >= lod->right)
        return FALSE;
    lod->column = lod_column(lod, lod->column, track_span_begin(lod->track, lod->next));
    return lod->column < lod_last_column(lod) || lod_begin_x(lod, lod->next) < lod->right;
}

/* A span with another after it in its column is narrow, unless it begins left of the view. */
static gboolean
lod_take(Lod *lod, Piece *ret_piece)
{
    gboolean begins = lod->pen <= lod->columns->left;
    guint states;

    if (!lod_find_column(lod))
        return FALSE;
    gsize stop = lod_seek(lod, &states);
    if ((begins || stop == lod->next + 1) && lod_is_wide(lod, lod->next))
        *ret_piece = lod_take_wide(lod);
    else
        *ret_piece = lod_take_column(lod, stop, states);
    return TRUE;
}

/* The next piece, and how high it is filled. */
static gboolean
lod_take_filled(Lod *lod, Piece *ret_piece)
{
    if (lod->plain) {
        gboolean more = lod_take(lod, ret_piece);

        ret_piece->fill = FILL_STEPS;
        return more;
    }
    if (!lod->has_taken && !lod_take(lod, &lod->taken))
        return FALSE;
    *ret_piece = lod->taken;
    lod->has_taken = lod_take(lod, &lod->taken);
    lod_fill(lod, ret_piece, lod->has_taken ? &lod->taken : NULL);
    return TRUE;
}

/* Adjoining columns that look the same become one piece. */
static gboolean
piece_join(Piece *piece, const Piece *more)
{
    if (!piece->narrow || !more->narrow || more->state != piece->state ||
        more->fill != piece->fill || more->ready != piece->ready ||
        (more->fill < FILL_STEPS && more->base != piece->base) || more->x > piece->x + piece->w)
        return FALSE;
    piece->w += more->w;
    piece->merged = TRUE;
    piece->stop = more->stop;
    return TRUE;
}

gboolean
lod_next(Lod *lod, Piece *ret_piece)
{
    Piece piece = lod->ahead;

    if (!lod->has_ahead && !lod_take_filled(lod, &piece))
        return FALSE;
    while ((lod->has_ahead = lod_take_filled(lod, &lod->ahead)) && piece_join(&piece, &lod->ahead))
        ;
    *ret_piece = piece;
    return TRUE;
}
