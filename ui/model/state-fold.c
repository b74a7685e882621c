/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-fold.c - what an event changes in a state: the loop here, the rest in the files of the
 * functions in its table. Any event may come at any time, since the recording may be damaged, cut,
 * or only the last part of one. */
#include "ui/model/state-fold.h"

#include "ui/model/state-futures.h"
#include "ui/model/state-lines.h"
#include "ui/model/state-pools.h"
#include "ui/model/state-runs.h"
#include "ui/model/state-tasks.h"
#include "ui/model/state-telling.h"
#include "ui/model/state-things.h"
#include "ui/model/state-timers.h"

/* ---- the loop ---- */

static void
run_begins(Fold *fold)
{
    fold->table->head.main_is_next = TRUE;
}

static void
turn_begins(Fold *fold)
{
    StateHead *head = &fold->table->head;

    head->asleep = NO_EVENT;
    head->turn =
        fold->event->value_type == TRACE_VALUE_INT ? (guint32) fold->event->value : head->turn + 1;
}

/* The loop sleeps only when nothing is ready, so what seems to be was lost. */
static void
poll_begins(Fold *fold)
{
    StateTable *table = fold->table;

    table->head.asleep = fold->at;
    if (table->head.gap == NO_EVENT)
        return;
    while (table->head.n_ready)
        fold_forget(table, table->head.ready_first);
    fold_clear_runs(table);
    table->head.ready_unknown = FALSE;
}

static void
poll_ends(Fold *fold)
{
    fold->table->head.asleep = NO_EVENT;
}

static void
events_dropped(Fold *fold)
{
    if (fold->event->thread == 0)
        fold_gap(fold);
}

/* ---- events ---- */

/* What an event of some kind does. */
typedef void (*FoldFn)(Fold *fold);

static const FoldFn *fold_fns(gsize *ret_n);

/* Numbers that are missing are events that are; the first event of all is number 1. */
static gboolean
follows(const Fold *fold)
{
    const TraceEvent *before = fold->at ? model_event(fold->model, fold->at - 1) : NULL;

    return fold->event->number <= (before ? before->number : 0) + 1;
}

static void
prepare(Fold *fold)
{
    StateHead *head = &fold->table->head;
    const TraceKindInfo *kind = trace_kind(fold->event->kind);
    gboolean subscribes =
        fold->event->kind == TRACE_AWAITED_BY || fold->event->kind == TRACE_TIMER_ARMED;

    head->has_loop |= kind && trace_tracks[kind->track].whose == TRACE_OURS;
    head->stopped.place = WORD_NOWHERE;
    if (fold->event->thread == 0 && !subscribes)
        head->subscriber = TRACE_NOBODY;
    fold_note_slot(fold);
    if (!follows(fold))
        fold_gap(fold);
}

void
state_fold(StateTable *table, const Model *model)
{
    guint32 at = table->head.n_events++;
    const TraceEvent *event = model_event(model, at);
    Fold fold = {.table = table,
                 .model = model,
                 .event = event,
                 .at = at,
                 .subject = table_find(table, event->subject)};
    gsize n;
    const FoldFn *fns = fold_fns(&n);

    prepare(&fold);
    if (!fold_is_repeated(&fold) && event->kind < n && fns[event->kind] &&
        event->subject != TRACE_NOBODY)
        fns[event->kind](&fold);
}

/* ---- the table ---- */

static const FoldFn *
fold_fns(gsize *ret_n)
{
    static const FoldFn fns[] = {
        [TRACE_RUN_BEGIN] = run_begins,
        [TRACE_TURN_BEGIN] = turn_begins,
        [TRACE_POLL_BEGIN] = poll_begins,
        [TRACE_POLL_END] = poll_ends,
        [TRACE_CALLBACK_BEGIN] = fold_callback_begins,
        [TRACE_CALLBACK_END] = fold_callback_ends,
        [TRACE_TIMER_BEGIN] = fold_timer_begins,
        [TRACE_TIMER_END] = fold_callback_ends,
        [TRACE_DROPPED] = events_dropped,
        [TRACE_TASK_CREATED] = fold_task_created,
        [TRACE_TASK_STEP] = fold_task_steps,
        [TRACE_TASK_STEP_CANCEL] = fold_task_steps,
        [TRACE_TASK_AWAIT] = fold_task_awaits,
        [TRACE_TASK_YIELD] = fold_task_yields,
        [TRACE_TASK_READY] = fold_task_ready,
        [TRACE_TASK_DONE] = fold_task_ended,
        [TRACE_TASK_CANCELLED] = fold_task_ended,
        [TRACE_TASK_FAILED] = fold_task_ended,
        [TRACE_TASK_CANCEL] = fold_task_cancel,
        [TRACE_TASK_UNCANCEL] = fold_task_uncancel,
        [TRACE_TASK_EAGER] = fold_task_eager,
        [TRACE_TASK_FOUND] = fold_task_found,
        [TRACE_FUTURE_CREATED] = fold_future_created,
        [TRACE_FUTURE_FOUND] = fold_future_created,
        [TRACE_FUTURE_DONE] = fold_future_ended,
        [TRACE_FUTURE_CANCELLED] = fold_future_ended,
        [TRACE_FUTURE_FAILED] = fold_future_ended,
        [TRACE_CALLBACK_ADDED] = fold_future_callback_added,
        [TRACE_DONE_REMOVED] = fold_future_callback_removed,
        [TRACE_AWAITED_BY] = fold_future_awaited_by,
        [TRACE_SHIELD_CREATED] = fold_future_shielded,
        [TRACE_GATHER_CHILD_DONE] = fold_future_member_done,
        [TRACE_WAIT_MEMBER_DONE] = fold_future_member_done,
        [TRACE_TIMER_ARMED] = fold_timer_armed,
        [TRACE_TIMER_FIRED] = fold_timer_fired,
        [TRACE_TIMER_CANCELLED] = fold_timer_cancelled,
        [TRACE_CALLBACK_READY] = fold_callback_ready,
        [TRACE_CALLBACK_DROPPED] = fold_callback_dropped,
        [TRACE_LOOP_CALLED] = fold_loop_called,
        [TRACE_CANCEL_PUT_BACK] = fold_task_cancel,
        [TRACE_POOL_CREATED] = fold_pool_created,
        [TRACE_JOB_QUEUED] = fold_job_queued,
        [TRACE_JOB_DROPPED] = fold_job_dropped,
        [TRACE_JOB_BEGIN] = fold_job_begins,
        [TRACE_JOB_END] = fold_job_ends,
        [TRACE_WORKER_STARTED] = fold_worker_started,
        [TRACE_WORKER_FOUND] = fold_worker_started,
        [TRACE_WORKER_STOPPED] = fold_worker_stopped,
        [TRACE_RUN_JOINED] = fold_run_joined,
        [TRACE_TELLING_BEGIN] = fold_telling_begins,
        [TRACE_TELLING_END] = fold_telling_ends,
        [TRACE_LOCK_CREATED... TRACE_COMPLETIONS_DONE] = fold_thing_changed,
        [TRACE_TIMEOUT_ENTERED... TRACE_GROUP_FAILED] = fold_thing_changed,
    };

    *ret_n = G_N_ELEMENTS(fns);
    return fns;
}
