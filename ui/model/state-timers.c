/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-timers.c - timers and handles in a state. Those of futures and blocks are found by their
 * owners, those of call_later() by their numbers. */
#include "ui/model/state-timers.h"

#include "ui/model/state-lines.h"
#include "ui/model/state-owners.h"
#include "ui/model/state-runs.h"

/* How far to look for what has no number, in recordings that do not give any. */
enum { FAR = 256 };

/* ---- set, due, called off ---- */

static gint64
deadline_of(const TraceEvent *event)
{
    gint64 deadline;

    return __builtin_add_overflow(event->time_ns, event->value, &deadline) ? G_MAXINT64 : deadline;
}

/* The task that runs, or the loop. */
static guint32
who_runs(const StateTable *table)
{
    const StateWord *word =
        table->n_runs ? table_word(table, table->runs[table->n_runs - 1]) : NULL;

    return word && word->kind == STATE_STEP ? word->track : TRACE_NOBODY;
}

static guint32
timer_new(Fold *fold)
{
    StateTable *table = fold->table;
    const TraceEvent *event = fold->event;
    gboolean of_future = fold->subject && table_row(table, fold->subject)->sort == ROW_FUTURE;
    guint32 word = table_add_word(
        table, (StateWord){
                   .kind = of_future ? STATE_EXPIRED : STATE_LATER,
                   .track = event->subject == TRACE_LOOP_ID ? TRACE_NOBODY : event->subject,
                   .by = who_runs(table),
                   .site = event->site,
                   .number = of_future ? 0 : event->object,
                   .added = fold->at,
               });

    if (fold_timer_owner(table, word))
        fold_own_timer(table, fold->subject, word);
    return word;
}

void
fold_timer_armed(Fold *fold)
{
    table_set(fold->table, timer_new(fold), deadline_of(fold->event));
}

/* The oldest of those that `row` has set, since one that replaces it is set before it is dropped.
 */
static guint32
oldest_of(const StateTable *table, guint32 row)
{
    guint32 found = NO_SLOT;

    for (guint32 word = table_row(table, row)->word; word; word = table_word(table, word)->more)
        if (table_word(table, word)->place == WORD_SET)
            found = word;
    return found;
}

/* The timer of a callback without a number: the first that is due. */
static guint32
nameless(const StateTable *table, guint32 track)
{
    guint32 n = MIN(table->n_due, FAR), best = NO_SLOT;

    for (guint32 i = 0; i < n; i++) {
        const StateDue *due = &table->due[i];
        const StateWord *word = table_word(table, due->word);

        if (word->track == track && word->kind == STATE_LATER &&
            (!best || due_before(due, &table->due[table_word(table, best)->next])))
            best = due->word;
    }
    return best;
}

static guint32
timer_of(const Fold *fold)
{
    StateTable *table = fold->table;
    guint32 track = fold->event->subject;
    guint32 word = fold->event->object ? table_find_handle(table, fold->event->object) : NO_SLOT;

    if (word && table_word(table, word)->place == WORD_SET)
        return word;
    if (fold_has_timers(table, fold->subject))
        return oldest_of(table, fold->subject);
    return nameless(table, track == TRACE_LOOP_ID ? TRACE_NOBODY : track);
}

/* One that was set before the recording began is ready all the same. */
void
fold_timer_fired(Fold *fold)
{
    guint32 word = timer_of(fold);

    if (!word)
        word = timer_new(fold);
    table_take(fold->table, NO_SLOT, word);
    table_ready(fold->table, word, fold->at);
}

void
fold_timer_cancelled(Fold *fold)
{
    guint32 word = timer_of(fold);

    if (word)
        fold_timers_forget(fold->table, word);
}

/* ---- handles in the ready queue ---- */

static guint32
handle_new(Fold *fold, StateKind kind)
{
    const TraceEvent *event = fold->event;

    return table_add_word(fold->table, (StateWord){
                                           .kind = (guint8) kind,
                                           .track = event->object,
                                           .by = who_runs(fold->table),
                                           .site = event->site,
                                           .number = (guint32) event->value,
                                           .added = fold->at,
                                       });
}

/* Which callback it is: the end of a job brings its result; a telling has done callbacks, too. */
static StateKind
kind_of_callback(const Fold *fold)
{
    guint32 row = fold_object(fold);

    if (fold->event->value_type == TRACE_VALUE_NONE)
        return STATE_DONE;
    return row && table_row(fold->table, row)->flags & ROW_JOB ? STATE_RESULT : STATE_HANDLE;
}

void
fold_callback_ready(Fold *fold)
{
    table_ready(fold->table, handle_new(fold, kind_of_callback(fold)), fold->at);
}

void
fold_callback_dropped(Fold *fold)
{
    guint32 word = table_find_handle(fold->table, (guint32) fold->event->value);

    if (fold->event->subject != TRACE_LOOP_ID) {
        fold_timers_drop_ready(fold->table, fold->subject);
    } else if (word && table_word(fold->table, word)->place == WORD_READY) {
        fold_timers_forget(fold->table, word);
    }
}

/* Newer recordings say what was called. */
void
fold_loop_called(Fold *fold)
{
    const TraceEvent *next = fold_next(fold);

    if (next && next->kind != TRACE_CALLBACK_READY)
        table_ready(fold->table, handle_new(fold, STATE_CALL), fold->at);
}

/* ---- running ---- */

/* What is ready and fits; usually the first. */
static guint32
find_ready(const Fold *fold, gboolean timer)
{
    const StateTable *table = fold->table;
    guint32 word = table->head.ready_first;

    for (int i = 0; word && i < FAR; i++, word = table_word(table, word)->next) {
        const StateWord *one = table_word(table, word);
        if (one->track == fold->event->object && one->kind != STATE_STEP &&
            fold_is_timer(one) == timer)
            return word;
    }
    return NO_SLOT;
}

static void
begin(Fold *fold, gboolean timer)
{
    guint32 word = find_ready(fold, timer);

    if (!word)
        word = handle_new(fold, timer ? STATE_LATER : STATE_HANDLE);
    else
        fold_pass(fold, word);
    fold_withdraw(fold->table, word);
    fold_run_alone(fold, word);
}

void
fold_callback_begins(Fold *fold)
{
    StateTable *table = fold->table;

    begin(fold, FALSE);
    fold_member_arrives(table, table_find(table, table_word(table, table->runs[0])->by));
}

void
fold_timer_begins(Fold *fold)
{
    begin(fold, TRUE);
}

void
fold_callback_ends(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 word = table->n_runs ? table->runs[table->n_runs - 1] : NO_SLOT;

    if (!word || table_word(table, word)->kind == STATE_STEP)
        return;
    fold_stop(fold, word);
    table_remove_word(table, word);
}
