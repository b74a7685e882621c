/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.c - what a state says of the loop, of single tasks, futures and things, and of who waits
 * where. */
#include "ui/model/state.h"

#include "ui/model/state-view.h"

/* ---- what is known ---- */

gboolean
state_has_loop(const State *state)
{
    return state->now.head.has_loop;
}

gsize
state_gap(const State *state)
{
    return view_event(state->now.head.gap);
}

gboolean
state_ready_unknown(const State *state)
{
    return state->now.head.ready_unknown;
}

/* ---- the loop ---- */

guint
state_turn(const State *state)
{
    return state->now.head.turn;
}

gsize
state_asleep(const State *state)
{
    return view_event(state->now.head.asleep);
}

gboolean
state_running(const State *state, guint depth, StateItem *ret_item)
{
    const StateTable *table = &state->now;

    if (depth >= table->n_runs)
        return FALSE;
    *ret_item = view_item(table_word(table, table->runs[table->n_runs - 1 - depth]));
    return TRUE;
}

gboolean
state_ended(const State *state, StateItem *ret_item)
{
    if (state->now.head.stopped.place == WORD_NOWHERE)
        return FALSE;
    *ret_item = view_item(&state->now.head.stopped);
    return TRUE;
}

guint
state_n_ready(const State *state)
{
    return state->now.head.n_ready;
}

/* Where `at` is 0 a list begins; after its last word it is G_MAXUINT. */
static gboolean
next_word(const StateTable *table, guint32 first, gboolean back, guint *at, StateItem *ret_item)
{
    guint32 word = *at ? *at : first;

    if (word == NO_SLOT || word == G_MAXUINT)
        return FALSE;
    const StateWord *one = table_word(table, word);
    guint32 next = back ? one->prev : one->next;
    *at = next ? next : G_MAXUINT;
    *ret_item = view_item(one);
    return TRUE;
}

gboolean
state_next_ready(const State *state, guint *at, StateItem *ret_item)
{
    return next_word(&state->now, state->now.head.ready_first, FALSE, at, ret_item);
}

gboolean
state_last_ready(const State *state, guint *at, StateItem *ret_item)
{
    return next_word(&state->now, state->now.head.ready_last, TRUE, at, ret_item);
}

guint
state_n_timers(const State *state)
{
    return state->now.n_due;
}

gboolean
state_timer_of(const State *state, guint32 track, StateTimer *ret_timer)
{
    const StateTable *table = &state->now;
    const StateRow *row = table_row(table, table_find(table, track));
    guint32 word = row->sort == ROW_FUTURE || row->sort == ROW_THING ? row->word : NO_SLOT;

    if (!word || table_word(table, word)->place != WORD_SET)
        return FALSE;
    *ret_timer = view_timer(state, word, table->due[table_word(table, word)->next].deadline_ns);
    return TRUE;
}

/* ---- tasks and futures ---- */

guint
state_n_tasks(const State *state)
{
    return state->now.head.n_tasks;
}

static gboolean
is_living_task(const StateRow *row)
{
    return row->sort == ROW_TASK && !(row->flags & ROW_OVER);
}

gboolean
state_task(const State *state, guint32 track, StateTask *ret_task)
{
    guint32 row = table_find(&state->now, track);

    if (!is_living_task(table_row(&state->now, row)))
        return FALSE;
    *ret_task = view_task(&state->now, row);
    return TRUE;
}

guint
state_n_done(const State *state)
{
    return state->now.head.n_ended;
}

gboolean
state_next_done(const State *state, guint *at, const Track **ret_task)
{
    const StateHead *head = &state->now.head;

    if (*at >= MIN(head->n_ended, STATE_MAX_DONE))
        return FALSE;
    *ret_task = model_track(state->model, head->ended[(*at)++]);
    return *ret_task != NULL;
}

gboolean
state_future(const State *state, guint32 track, StateFuture *ret_future)
{
    guint32 row = table_find(&state->now, track);

    if (!table_can_wait(&state->now, row))
        return FALSE;
    *ret_future = view_future(&state->now, row);
    return TRUE;
}

gboolean
state_next_waiting(const State *state, guint32 future, guint *at, StateItem *ret_item)
{
    guint32 row = table_find(&state->now, future);

    return table_can_wait(&state->now, row) &&
           next_word(&state->now, table_row(&state->now, row)->first, FALSE, at, ret_item);
}

/* ---- locks, queues, blocks ---- */

gboolean
state_thing(const State *state, guint32 track, StateThing *ret_thing)
{
    guint32 row = table_find(&state->now, track);

    if (table_row(&state->now, row)->sort != ROW_THING)
        return FALSE;
    *ret_thing = view_thing(state, row);
    return TRUE;
}

gboolean
state_next_waiter(const State *state, guint32 thing, guint *at, StateWaiter *ret_waiter)
{
    const StateTable *table = &state->now;
    const StateRow *line = table_row(table, table_find(table, thing));
    guint32 place = *at ? *at : line->first;

    if (line->sort != ROW_THING || place == NO_SLOT || place == G_MAXUINT)
        return FALSE;
    const StateRow *row = table_row(table, place);
    *at = row->next ? row->next : G_MAXUINT;
    *ret_waiter = (StateWaiter){
        .future = row->track,
        .task = row->future.waiter,
        .line = (StateLine) row->kind,
        .woken = row->flags & ROW_WOKEN,
        .cancelled = row->flags & ROW_OVER && !(row->flags & ROW_WOKEN),
    };
    return TRUE;
}

/* ---- pools ---- */

gboolean
state_job(const State *state, guint32 track, StateJob *ret_job)
{
    guint32 row = table_find(&state->now, track);
    const StateRow *one = table_row(&state->now, row);

    if (one->sort != ROW_FUTURE || !(one->flags & ROW_JOB))
        return FALSE;
    *ret_job = view_job(&state->now, row);
    return TRUE;
}

gboolean
state_pool(const State *state, guint32 track, StatePool *ret_pool)
{
    guint32 row = table_find(&state->now, track);

    if (table_row(&state->now, row)->sort != ROW_POOL)
        return FALSE;
    *ret_pool = view_pool(&state->now, row);
    return TRUE;
}
