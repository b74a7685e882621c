/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-tasks.c - tasks in a state: each has a step, which is ready, waits, or runs. */
#include "ui/model/state-tasks.h"

#include <string.h>

#include "ui/model/state-futures.h"
#include "ui/model/state-lines.h"
#include "ui/model/state-runs.h"

static gboolean
is_task(const Fold *fold)
{
    return fold->subject && table_row(fold->table, fold->subject)->sort == ROW_TASK &&
           !(table_row(fold->table, fold->subject)->flags & ROW_OVER);
}

static StateWord *
step_of(const Fold *fold)
{
    return table_word(fold->table, table_row(fold->table, fold->subject)->word);
}

/* What the task is in while it does not run: what it waits for. */
static guint32
waits_in(const Fold *fold)
{
    return table_find(fold->table, table_row(fold->table, fold->subject)->task.waits_for);
}

static void
take_step(Fold *fold)
{
    guint32 word = table_row(fold->table, fold->subject)->word;

    fold_stop(fold, word);
    table_take(fold->table, waits_in(fold), word);
}

static void
add_task(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 slot = table_add(table, fold->event->subject, ROW_TASK);
    guint32 word = table_add_word(table, (StateWord){.kind = STATE_STEP,
                                                     .track = fold->event->subject,
                                                     .by = fold->event->object,
                                                     .site = fold->event->site,
                                                     .added = fold->at});
    StateRow *row = table_row(table, slot);

    row->task.cancel = NO_EVENT;
    row->since = fold->at;
    row->word = word;
    fold->subject = slot;
    table->head.n_tasks++;
}

static gboolean
next_is(const Fold *fold, TraceKind kind)
{
    const TraceEvent *next = fold_next(fold);

    return next && next->kind == kind && next->subject == fold->event->subject;
}

/* The first task of a run has a callback that stops the run; newer recordings tell it. */
static void
add_main(Fold *fold)
{
    const TraceEvent *next = fold_next(fold);
    gboolean told = !next || next_is(fold, TRACE_AWAITED_BY);
    gboolean by_run = fold->event->object == TRACE_LOOP_ID;

    if (fold->table->head.main_is_next && by_run && !told)
        fold_future_add_callback(fold, fold->event->subject, TRACE_LOOP_ID);
    fold->table->head.main_is_next = FALSE;
}

void
fold_task_created(Fold *fold)
{
    if (fold->subject)
        return;
    add_task(fold);
    if (!next_is(fold, TRACE_TASK_EAGER))
        table_ready(fold->table, table_row(fold->table, fold->subject)->word, fold->at);
    add_main(fold);
}

/* What else is told of it comes later. */
void
fold_task_found(Fold *fold)
{
    if (!fold->subject)
        add_task(fold);
    if (!is_task(fold) || step_of(fold)->place != WORD_NOWHERE)
        return;
    table_row(fold->table, fold->subject)->flags |= ROW_BEGUN;
    table_ready(fold->table, table_row(fold->table, fold->subject)->word, fold->at);
}

void
fold_task_eager(Fold *fold)
{
    if (!is_task(fold))
        return;
    take_step(fold);
    fold->table->head.eager = fold->event->subject;
}

/* Whether it runs already: as the maker of an eager task that gave control back, or in a telling.
 */
static gboolean
goes_on(const Fold *fold)
{
    StateTable *table = fold->table;
    guint32 word = table_row(table, fold->subject)->word;

    if (table_word(table, word)->place != WORD_RUNS)
        return FALSE;
    while (table->runs[table->n_runs - 1] != word)
        fold_end_innermost(table);
    return TRUE;
}

/* The request that it is told of in this step counts until the step is over. */
static void
tell_cancelled(Fold *fold)
{
    StateRow *row = table_row(fold->table, fold->subject);

    if (fold->event->kind == TRACE_TASK_STEP_CANCEL)
        row->flags |= ROW_TOLD;
}

void
fold_task_steps(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 eager = table->head.eager;

    if (!is_task(fold) || goes_on(fold))
        return;
    StateRow *row = table_row(table, fold->subject);
    fold_pass(fold, row->word);
    table_take(table, waits_in(fold), row->word);
    fold_pass_on(fold, row->task.waits_for);
    fold_future_leave(fold, fold->subject);
    row->flags |= ROW_BEGUN;
    row->since = fold->at;
    tell_cancelled(fold);
    if (eager == row->track)
        table_run(table, row->word);
    else
        fold_run_alone(fold, row->word);
    table->head.eager = TRACE_NOBODY;
}

/* Its step is over: it is nowhere now. */
static void
end_step(Fold *fold)
{
    StateRow *row = table_row(fold->table, fold->subject);

    take_step(fold);
    fold_future_leave(fold, fold->subject);
    row->since = fold->at;
    row->task.at = fold->event->site;
    if (row->flags & ROW_TOLD)
        row->task.cancel = NO_EVENT;
    row->flags &= ~ROW_TOLD;
}

void
fold_task_awaits(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 track = fold->event->object;

    if (!is_task(fold))
        return;
    end_step(fold);
    guint32 future = table_add(table, track, ROW_FUTURE);
    StateRow *row = table_row(table, fold->subject);
    row->task.waits_for = track;
    if (!table_can_wait(table, future))
        return;
    table_wait(table, future, row->word);
    if (table_row(table, future)->sort == ROW_FUTURE)
        table_row(table, future)->future.waiter = row->track;
}

void
fold_task_yields(Fold *fold)
{
    if (!is_task(fold))
        return;
    end_step(fold);
    table_ready(fold->table, table_row(fold->table, fold->subject)->word, fold->at);
}

void
fold_task_ready(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 future = fold_object(fold);

    if (!is_task(fold))
        return;
    take_step(fold);
    fold_place_woken(fold, future);
    table_row(table, fold->subject)->since = fold->at;
    table_ready(table, table_row(table, fold->subject)->word, fold->at);
    if (table_can_wait(table, future) && table_row(table, future)->flags & ROW_OVER)
        fold_future_flush(table, future);
}

static void
note_ended(StateHead *head, guint32 track)
{
    head->n_tasks--;
    head->n_ended++;
    memmove(head->ended + 1, head->ended, (N_LAST_DONE - 1) * sizeof *head->ended);
    head->ended[0] = track;
}

void
fold_task_ended(Fold *fold)
{
    StateTable *table = fold->table;

    if (!is_task(fold))
        return;
    end_step(fold);
    table_remove_word(table, table_row(table, fold->subject)->word);
    table_row(table, fold->subject)->word = NO_SLOT;
    note_ended(&table->head, fold->event->subject);
    fold_future_over(fold, fold->subject);
}

void
fold_task_cancel(Fold *fold)
{
    if (is_task(fold))
        table_row(fold->table, fold->subject)->task.cancel = fold->at;
}

void
fold_task_uncancel(Fold *fold)
{
    if (is_task(fold) && fold->event->value <= 0)
        table_row(fold->table, fold->subject)->task.cancel = NO_EVENT;
}
