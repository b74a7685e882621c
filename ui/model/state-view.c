/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-view.c - rows and words of a state as its users see them. */
#include "ui/model/state-view.h"

gsize
view_event(guint32 event)
{
    return event == NO_EVENT ? MODEL_NONE : event;
}

StateItem
view_item(const StateWord *word)
{
    gboolean is_callback = word->kind == STATE_DONE;
    gboolean was_ready = word->place == WORD_READY || word->place == WORD_RUNS;

    return (StateItem){
        .kind = (StateKind) word->kind,
        .track = word->track,
        .by = word->by,
        .site = word->site,
        .number = is_callback ? 0 : word->number,
        .k = is_callback && was_ready ? word->number : 0,
        .n = is_callback && was_ready ? word->more : 0,
        .cause = was_ready && word->turn ? word->cause : MODEL_NONE,
        .turn = was_ready ? word->turn : 0,
    };
}

StateTimer
view_timer(const State *state, guint32 slot, gint64 deadline_ns)
{
    const StateWord *word = table_word(&state->now, slot);

    return (StateTimer){
        .track = word->track ? word->track : TRACE_LOOP_ID,
        .item = view_item(word),
        .deadline_ns = deadline_ns,
        .length_ns = model_event(state->model, word->added)->value,
        .armed = word->added,
    };
}

static StateDoing
doing_of(const StateTable *table, const StateRow *row)
{
    static const StateDoing doing[] = {
        [WORD_NOWHERE] = STATE_UNKNOWN, [WORD_WAITS] = STATE_WAITING, [WORD_READY] = STATE_READY,
        [WORD_SET] = STATE_UNKNOWN,     [WORD_RUNS] = STATE_RUNNING,
    };
    WordPlace place = (WordPlace) table_word(table, row->word)->place;
    gboolean before_gap = table->head.gap != NO_EVENT && row->since < table->head.gap;

    if (before_gap)
        return STATE_UNKNOWN;
    if (place == WORD_RUNS && table->runs[table->n_runs - 1] != row->word)
        return STATE_OUTER;
    return doing[place];
}

StateTask
view_task(const StateTable *table, guint32 slot)
{
    const StateRow *row = table_row(table, slot);

    return (StateTask){
        .track = row->track,
        .doing = doing_of(table, row),
        .begun = row->flags & ROW_BEGUN,
        .waits_for = row->task.waits_for,
        .site = row->task.at,
        .since = row->since,
        .cancel = view_event(row->task.cancel),
    };
}

/* The deadline of the newest timer. */
static gint64
deadline_of(const StateTable *table, const StateRow *row)
{
    const StateWord *word = table_word(table, row->word);

    return row->word && word->place == WORD_SET ? table->due[word->next].deadline_ns : G_MAXINT64;
}

StateFuture
view_future(const StateTable *table, guint32 slot)
{
    const StateRow *row = table_row(table, slot);
    gboolean counts = row->sort == ROW_FUTURE && row->flags & ROW_COUNTS;
    guint n = 0;

    for (guint32 word = row->first; word; word = table_word(table, word)->next)
        n++;
    return (StateFuture){
        .track = row->track,
        .is_over = row->flags & ROW_OVER,
        .n_waiting = n,
        .n_members = counts ? row->future.n_members : 0,
        .n_left = counts ? row->future.n_left : 0,
        .line_of = row->of && table_row(table, row->of)->sort == ROW_THING
                       ? table_row(table, row->of)->track
                       : TRACE_NOBODY,
        .deadline_ns = row->sort == ROW_FUTURE ? deadline_of(table, row) : G_MAXINT64,
    };
}

static const TraceEvent *
made_by(const State *state, const StateRow *row)
{
    return row->thing.made == NO_EVENT ? NULL : model_event(state->model, row->thing.made);
}

/* What the event that made it said; of a queue without a limit, nothing. */
static gint64
limit_of(const TraceEvent *made)
{
    return made && made->value_type == TRACE_VALUE_INT ? made->value : -1;
}

static guint32
lock_of(const TraceEvent *made)
{
    gboolean has_one =
        made && made->kind == TRACE_CONDITION_CREATED && made->value_type == TRACE_VALUE_OBJECT;

    return has_one ? (guint32) CLAMP(made->value, 0, G_MAXUINT32) : TRACE_NOBODY;
}

StateThing
view_thing(const State *state, guint32 slot)
{
    const StateTable *table = &state->now;
    const StateRow *row = table_row(table, slot);
    gboolean seen_whole = row->thing.made != NO_EVENT && table->head.gap == NO_EVENT;
    guint n = 0;

    for (guint32 place = row->first; place; place = table_row(table, place)->next)
        n += !(table_row(table, place)->flags & ROW_OVER);
    return (StateThing){
        .track = row->track,
        .kind = (StateThingKind) row->kind,
        .holder = row->thing.holder,
        .count = row->thing.count,
        .limit = limit_of(made_by(state, row)),
        .lock = lock_of(made_by(state, row)),
        .unfinished = row->kind == STATE_QUEUE && seen_whole ? row->thing.unfinished : -1,
        .state = (TraceState) row->state,
        .deadline_ns = deadline_of(table, row),
        .since = row->since,
        .n_waiters = n,
    };
}

StateJob
view_job(const StateTable *table, guint32 slot)
{
    const StateRow *row = table_row(table, slot);

    return (StateJob){
        .track = row->track,
        .pool = row->future.pool,
        .worker = row->future.worker,
        .ended = row->flags & ROW_RAN,
        .since = row->since,
    };
}

StatePool
view_pool(const StateTable *table, guint32 slot)
{
    const StateRow *row = table_row(table, slot);

    return (StatePool){
        .track = row->track,
        .n_queued = row->pool.n_queued,
        .n_workers = row->pool.size,
    };
}
