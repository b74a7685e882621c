/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-lists.c - what a state has, in order. Nothing is kept sorted while events come; it is when
 * somebody looks. */
#include <string.h>

#include "ui/model/state-view.h"

/* ---- rows by track, which is the order they were made in ---- */

static int
by_track(gconstpointer a, gconstpointer b, gpointer data)
{
    const StateTable *table = data;
    guint32 one = table_row(table, *(const guint32 *) a)->track;
    guint32 two = table_row(table, *(const guint32 *) b)->track;

    return one < two ? -1 : one > two;
}

static const GArray *
rows_of(State *state)
{
    StateTable *table = &state->now;

    if (state->rows)
        return state->rows;
    state->rows = g_array_new(FALSE, FALSE, sizeof(guint32));
    for (guint32 i = 1; i < table->n_rows; i++)
        if (table_row(table, i)->track)
            g_array_append_val(state->rows, i);
    g_array_sort_with_data(state->rows, by_track, table);
    return state->rows;
}

typedef gboolean (*RowTest)(const StateRow *row);

/* The next row that passes the test, or NO_SLOT. */
static guint32
next_row(State *state, guint *at, RowTest test)
{
    const GArray *rows = rows_of(state);

    while (*at < rows->len) {
        guint32 row = g_array_index(rows, guint32, (*at)++);
        if (test(table_row(&state->now, row)))
            return row;
    }
    return NO_SLOT;
}

static gboolean
is_task(const StateRow *row)
{
    return row->sort == ROW_TASK && !(row->flags & ROW_OVER);
}

gboolean
state_next_task(State *state, guint *at, StateTask *ret_task)
{
    guint32 row = next_row(state, at, is_task);

    if (row)
        *ret_task = view_task(&state->now, row);
    return row != NO_SLOT;
}

static gboolean
is_pending(const StateRow *row)
{
    return row->sort == ROW_FUTURE && !(row->flags & ROW_OVER);
}

gboolean
state_next_future(State *state, guint *at, StateFuture *ret_future)
{
    guint32 row = next_row(state, at, is_pending);

    if (row)
        *ret_future = view_future(&state->now, row);
    return row != NO_SLOT;
}

static gboolean
is_thing(const StateRow *row)
{
    return row->sort == ROW_THING;
}

gboolean
state_next_thing(State *state, guint *at, StateThing *ret_thing)
{
    guint32 row = next_row(state, at, is_thing);

    if (row)
        *ret_thing = view_thing(state, row);
    return row != NO_SLOT;
}

static gboolean
is_job(const StateRow *row)
{
    return row->sort == ROW_FUTURE && row->flags & ROW_JOB && row->of == NO_SLOT;
}

static gboolean
is_pool(const StateRow *row)
{
    return row->sort == ROW_POOL;
}

gboolean
state_next_job(State *state, guint *at, StateJob *ret_job)
{
    guint32 row = next_row(state, at, is_job);

    if (row)
        *ret_job = view_job(&state->now, row);
    return row != NO_SLOT;
}

gboolean
state_next_pool(State *state, guint *at, StatePool *ret_pool)
{
    guint32 row = next_row(state, at, is_pool);

    if (row)
        *ret_pool = view_pool(&state->now, row);
    return row != NO_SLOT;
}

gboolean
state_next_queued(const State *state, guint32 pool, guint *at, StateJob *ret_job)
{
    const StateTable *table = &state->now;
    const StateRow *queue = table_row(table, table_find(table, pool));
    guint32 row = *at ? *at : queue->first;

    if (!is_pool(queue) || row == NO_SLOT || row == G_MAXUINT)
        return FALSE;
    *at = table_row(table, row)->next ? table_row(table, row)->next : G_MAXUINT;
    *ret_job = view_job(table, row);
    return TRUE;
}

static gboolean
is_worker(const StateRow *row)
{
    return row->sort == ROW_WORKER;
}

gboolean
state_next_worker(State *state, guint *at, StateWorker *ret_worker)
{
    guint32 slot = next_row(state, at, is_worker);
    const StateRow *row = table_row(&state->now, slot);

    if (slot)
        *ret_worker = (StateWorker){row->track, row->worker.job, row->worker.pool, row->worker.pid,
                                    row->since};
    return slot != NO_SLOT;
}

static gboolean
is_watch(const StateRow *row)
{
    return is_pending(row) && row->flags & ROW_WATCH;
}

gboolean
state_next_watch(State *state, guint *at, StateWatch *ret_watch)
{
    guint32 slot = next_row(state, at, is_watch);
    const StateRow *row = table_row(&state->now, slot);

    if (!slot)
        return FALSE;
    const TraceEvent *made = model_event(state->model, row->future.made);
    *ret_watch = (StateWatch){
        .fd = made->value,
        .writes = !strcmp(model_site(state->model, made->site)->name, "writable"),
        .future = row->track,
        .task = row->future.waiter,
    };
    return TRUE;
}

/* ---- timers ---- */

static int
by_deadline(gconstpointer a, gconstpointer b)
{
    return due_before(a, b) ? -1 : due_before(b, a);
}

static const GArray *
timers_of(State *state)
{
    if (state->due)
        return state->due;
    state->due = g_array_new(FALSE, FALSE, sizeof(StateDue));
    g_array_append_vals(state->due, state->now.due, state->now.n_due);
    g_array_sort(state->due, by_deadline);
    return state->due;
}

/* The heap has the first one first. */
gboolean
state_next_timer(State *state, guint *at, StateTimer *ret_timer)
{
    if (*at >= state->now.n_due)
        return FALSE;
    const StateDue *due = *at ? &g_array_index(timers_of(state), StateDue, *at) : state->now.due;
    ++*at;
    *ret_timer = view_timer(state, due->word, due->deadline_ns);
    return TRUE;
}

guint
state_n_timers_at(const State *state, gint64 deadline_ns)
{
    guint n = 0;

    for (guint32 i = 0; i < state->now.n_due; i++)
        n += state->now.due[i].deadline_ns == deadline_ns;
    return n;
}
