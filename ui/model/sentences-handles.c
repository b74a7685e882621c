/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-handles.c - in words, callbacks that are scheduled, added to futures, and removed. */
#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentences.h"

/* ---- ready ---- */

static gboolean
brings_result(Moment *m)
{
    return take_own(m) && item_is_result(m);
}

static gboolean
has_owner(Moment *m)
{
    return take_own(m) && item_is_owned(m);
}

static gboolean
is_named_by_task(Moment *m)
{
    return code_runs(m) && names_callback(m);
}

static gboolean
is_named_in_callback(Moment *m)
{
    return names_callback(m) && take_running(m);
}

static gboolean
is_made_ready_at_line(Moment *m)
{
    return m->line > 0 && code_runs(m);
}

static gboolean
comes_from_thread(Moment *m)
{
    return names_callback(m) && kind_at(m, loop_before(m, m->at)) == TRACE_LOOP_CALLED;
}

/* ---- dropped ---- */

static gboolean
is_timer_of_wait(Moment *m)
{
    m->what = m->event->subject;
    return stand_with_wait(m, m->what);
}

static gboolean
is_timer(Moment *m)
{
    m->what = m->event->subject;
    return track_of(m, m->what, TRACE_TRACK_FUTURE) != NULL;
}

static gboolean
cancels_named(Moment *m)
{
    return code_runs(m) && names_cancelled(m);
}

/* ---- added and removed ---- */

static gboolean
is_added_by_task(Moment *m)
{
    return is_by_code(m);
}

static gboolean
is_named_and_added(Moment *m)
{
    return is_by_code(m) && names_callback(m);
}

static gboolean
is_over(Moment *m)
{
    return outcome_of(m, m->what) != TRACE_STATE_NONE;
}

static gboolean
moves_back(Moment *m)
{
    return m->event->object == m->event->subject;
}

/* A wait() removes its callbacks from what is not done as soon as its task goes on. */
static gboolean
is_removed_by_wait(Moment *m)
{
    gsize before = loop_before(m, m->at);
    guint32 what = m->what;

    while (kind_at(m, before) == TRACE_DONE_REMOVED || kind_at(m, before) == TRACE_TIMER_CANCELLED)
        before = loop_before(m, before);
    if (!task_runs(m) || m->item.cause == MODEL_NONE || before == MODEL_NONE ||
        model_event(m->model, before)->subject != m->task ||
        kind_at(m, m->item.cause) != TRACE_TASK_READY)
        return FALSE;
    m->what = what;
    guint32 wait = model_event(m->model, m->item.cause)->object;
    return stand_with_wait(m, wait);
}

/* The deadline of as_completed() does. */
static gboolean
is_removed_by_block(Moment *m)
{
    gboolean timer = take_running(m) && m->item.kind == STATE_LATER;

    m->thing = timer ? m->item.track : TRACE_NOBODY;
    return track_of(m, m->thing, TRACE_TRACK_SYNC) != NULL;
}

/* That which was to stop it, if the run ends otherwise. */
static gboolean
is_removed_by_run(Moment *m)
{
    StateItem waiting;

    if (take_running(m))
        return FALSE;
    for (guint at = 0; state_next_waiting(m->state, m->what, &at, &waiting);)
        if (waiting.by == TRACE_LOOP_ID)
            return FALSE;
    return run_stops_with(m, m->what);
}

static gboolean
is_outside(Moment *m)
{
    return !take_running(m);
}

const SentenceRow sentences_of_handles[] = {
    ROW(CALLBACK_READY, "1.result", brings_result, "The result of {other} is ready to be taken."),
    ROW(CALLBACK_READY, "1.thread", comes_from_thread,
        "The callback {name}, called from another thread, is ready."),
    ROW(CALLBACK_READY, "1.named", is_named_by_task,
        "{task} makes the callback {name} ready at line {line}."),
    ROW(CALLBACK_READY, "1.callback", is_named_in_callback,
        "A callback makes the callback {name} ready at line {line}."),
    ROW(CALLBACK_READY, "1.outside", names_callback, "The callback {name} is ready."),
    ROW(CALLBACK_READY, "1.owned", has_owner, "A callback of {other} is ready."),
    ROW(CALLBACK_READY, "1.task", is_made_ready_at_line,
        "{task} makes a callback ready at line {line}."),
    ROW(CALLBACK_READY, "1", NULL, "A callback is ready."),
    SEE(CALLBACK_READY, "2", take_before, sentences_place),

    ROW(CALLBACK_DROPPED, "1.wait", is_timer_of_wait,
        "The timer of the wait at line {line} was due, but is dropped."),
    ROW(CALLBACK_DROPPED, "1.timer", is_timer, "The timer of {what} was due, but is dropped."),
    ROW(CALLBACK_DROPPED, "1.named", cancels_named,
        "{task} cancels the callback {name}, which was ready."),
    ROW(CALLBACK_DROPPED, "1.passive", names_cancelled,
        "The callback {name}, which was ready, is cancelled."),
    ROW(CALLBACK_DROPPED, "1.task", code_runs, "{task} cancels a callback that was ready."),
    ROW(CALLBACK_DROPPED, "1", NULL, "A callback that was ready is cancelled."),
    SEE(CALLBACK_DROPPED, "2", take_next, sentences_next),

    ROW(CALLBACK_ADDED, "1.told", moment_is_told, "{what} has a callback."),
    ROW(CALLBACK_ADDED, "1.named", is_named_and_added, "{by} adds the callback {name} to {what}."),
    ROW(CALLBACK_ADDED, "1", is_added_by_task, "{by} adds a callback to {what}."),
    ROW(CALLBACK_ADDED, "1.callback", NULL, "A callback is added to {what}."),
    ROW(CALLBACK_ADDED, "2.done", is_over, "{what} is done already, so the callback is ready."),
    ROW(CALLBACK_ADDED, "2.pending", NULL, "The loop will run it when that is done."),

    ROW(DONE_REMOVED, "1.back", moves_back, "A callback of {what} moves behind the others."),
    ROW(DONE_REMOVED, "1.wait", is_removed_by_wait,
        "The wait at line {line} takes its callback off {what}."),
    ROW(DONE_REMOVED, "1.block", is_removed_by_block, "{thing} takes its callback off {what}."),
    ROW(DONE_REMOVED, "1", code_runs, "{task} removes a callback from {what}."),
    ROW(DONE_REMOVED, "1.owned", owned_runs, "A callback of {other} removes one from {what}."),
    ROW(DONE_REMOVED, "1.run", is_removed_by_run, "The run takes its callback off {what}."),
    ROW(DONE_REMOVED, "1.outside", is_outside,
        "A callback is removed from {what}, outside of the loop."),
    ROW(DONE_REMOVED, "1.plain", NULL, "A callback removes one from {what}."),
    END_OF_ROWS,
};
