/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-telling.c - what a recording tells of a run that goes on already, in a state. If events are
 * missing, what is told replaces what was thought of queues and timers; else it says nothing new.
 */
#include "ui/model/state-telling.h"

#include "ui/model/state-futures.h"
#include "ui/model/state-owners.h"
#include "ui/model/state-runs.h"

/* The parts of a telling. Recordings that have one of the SAID tell all that is ready. */
typedef enum { PART_NO, PART_OLD, PART_SAID } TellingPart;

static TellingPart part_of(guint32 kind);

void
fold_gap(Fold *fold)
{
    StateHead *head = &fold->table->head;

    fold_clear_runs(fold->table);
    head->gap = fold->at;
    head->ready_unknown = TRUE;
    head->main_is_next = head->learnt = head->learns = head->said = FALSE;
    head->eager = TRACE_NOBODY;
    head->asleep = head->telling = NO_EVENT;
}

gboolean
fold_is_repeated(Fold *fold)
{
    StateHead *head = &fold->table->head;
    const StateRow *row = table_row(fold->table, fold->subject);
    TellingPart part = part_of(fold->event->kind);
    gboolean known =
        fold->subject ? row->since < head->telling : fold->event->subject == TRACE_LOOP_ID;

    if (fold->event->thread != 0 || head->telling == NO_EVENT ||
        fold->event->kind == TRACE_TELLING_END)
        return FALSE;
    if (part == PART_NO) {
        head->telling = NO_EVENT;
        head->learns = FALSE;
        return FALSE;
    }
    head->said |= part == PART_SAID;
    return known && !head->learns;
}

/* Tasks, futures and things stay; the queues that they are in will be told. */
static void
forget_queues(StateTable *table)
{
    while (table->head.n_ready)
        fold_forget(table, table->head.ready_first);
    while (table->n_due)
        fold_timers_forget(table, table->due[0].word);
    for (guint32 row = 1; row < table->n_rows; row++)
        fold_forget_waiting(table, row);
}

static void
begin(Fold *fold)
{
    StateHead *head = &fold->table->head;

    head->telling = fold->at;
    head->learns = head->gap != NO_EVENT && !head->learnt;
    head->said = FALSE;
    if (head->learns)
        forget_queues(fold->table);
}

void
fold_run_joined(Fold *fold)
{
    fold_gap(fold);
    begin(fold);
}

void
fold_telling_begins(Fold *fold)
{
    begin(fold);
}

/* In older recordings one that follows RUN_JOINED has no end. */
void
fold_telling_ends(Fold *fold)
{
    StateHead *head = &fold->table->head;
    gboolean joined = head->gap != NO_EVENT && head->telling == head->gap;

    if (head->learns) {
        head->learnt = TRUE;
        head->ready_unknown = !joined && !head->said;
    }
    head->learns = FALSE;
    head->telling = NO_EVENT;
}

static TellingPart
part_of(guint32 kind)
{
    static const guint8 parts[] = {
        [TRACE_TASK_FOUND] = PART_OLD,
        [TRACE_FUTURE_FOUND] = PART_OLD,
        [TRACE_WORKER_FOUND] = PART_OLD,
        [TRACE_TASK_AWAIT] = PART_OLD,
        [TRACE_TASK_STEP] = PART_OLD,
        [TRACE_LOCK_CREATED... TRACE_COMPLETIONS_DONE] = PART_OLD,
        [TRACE_TIMEOUT_ENTERED... TRACE_GROUP_FAILED] = PART_OLD,
        [TRACE_FRAME_ENTER] = PART_SAID,
        [TRACE_AWAITED_BY] = PART_SAID,
        [TRACE_CALLBACK_ADDED] = PART_SAID,
        [TRACE_TIMER_ARMED] = PART_SAID,
        [TRACE_TIMER_FIRED] = PART_SAID,
        [TRACE_TASK_READY] = PART_SAID,
        [TRACE_CALLBACK_READY] = PART_SAID,
        [TRACE_JOB_QUEUED] = PART_SAID,
    };

    return kind < G_N_ELEMENTS(parts) ? (TellingPart) parts[kind] : PART_NO;
}
