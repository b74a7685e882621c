/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-callbacks.c - callbacks and timers in words. */
#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentences.h"

/* ---- a callback begins ---- */

static gboolean
runs_done(Moment *m)
{
    if (!take_running(m) || m->item.kind != STATE_DONE)
        return FALSE;
    m->what = m->item.track;
    m->k = m->item.k;
    m->of = m->item.n;
    return TRUE;
}

static gboolean
runs_after(Moment *m, TraceState outcome, gboolean several)
{
    return runs_done(m) && (m->of > 1) == several && outcome_of(m, m->what) == outcome;
}

static gboolean
runs_after_failure(Moment *m)
{
    return runs_after(m, TRACE_STATE_FAILED, FALSE);
}

static gboolean
runs_after_cancellation(Moment *m)
{
    return runs_after(m, TRACE_STATE_CANCELLED, FALSE);
}

static gboolean
runs_one_after_failure(Moment *m)
{
    return runs_after(m, TRACE_STATE_FAILED, TRUE);
}

static gboolean
runs_one_after_cancellation(Moment *m)
{
    return runs_after(m, TRACE_STATE_CANCELLED, TRUE);
}

static gboolean
runs_one_of_several(Moment *m)
{
    return runs_done(m) && m->of > 1;
}

static gboolean
runs_result(Moment *m)
{
    return take_running(m) && item_is_result(m);
}

static gboolean
runs_named(Moment *m)
{
    return take_running(m) && item_is_named(m);
}

static gboolean
runs_owned(Moment *m)
{
    return take_running(m) && item_is_owned(m);
}

static gboolean
runs_call(Moment *m)
{
    return take_running(m) && item_is_call(m);
}

/* ---- whose it is ---- */

static gboolean
is_for_run(Moment *m)
{
    return runs_done(m) && m->item.by == TRACE_LOOP_ID && run_stops_with(m, m->what);
}

static gboolean
is_for_caller(Moment *m)
{
    return runs_done(m) && m->item.by == TRACE_LOOP_ID;
}

static gboolean
is_for_wait(Moment *m)
{
    return runs_done(m) && stand_with_wait(m, m->item.by);
}

static gboolean
is_for_shield(Moment *m)
{
    return runs_done(m) && m->item.by == m->item.track && future_sort(m, m->what) == FUTURE_SHIELD;
}

/* A job has one that checks whether its future was cancelled; pools have no tracks. */
static gboolean
is_for_pool(Moment *m)
{
    return runs_done(m) && pool_of(m, m->what) && m->item.by == pool_of(m, m->what);
}

static gboolean
was_added_by_task(Moment *m)
{
    m->task = runs_done(m) ? m->item.by : TRACE_NOBODY;
    return is_task(m, m->task);
}

static gboolean
was_added_at(Moment *m)
{
    m->task = runs_done(m) ? m->item.by : TRACE_NOBODY;
    return is_task(m, m->task) && moment_stand(m, m->item.site);
}

static gboolean
was_added(Moment *m)
{
    m->other = runs_done(m) ? m->item.by : TRACE_NOBODY;
    return m->other != TRACE_NOBODY && model_track(m->model, m->other);
}

static gboolean
was_scheduled_at(Moment *m)
{
    return take_running(m) && m->item.kind == STATE_HANDLE && moment_stand(m, m->item.site);
}

static gboolean
is_unknown(Moment *m)
{
    return !runs_done(m) || m->item.by == TRACE_NOBODY;
}

/* ---- a callback returns ---- */

static gboolean
ran_one_of_several(Moment *m)
{
    m->what = take_ended(m) ? m->item.track : TRACE_NOBODY;
    m->k = m->item.k;
    m->of = m->item.n;
    return m->item.kind == STATE_DONE && m->of > 1;
}

static gboolean
next_is_of_same(Moment *m)
{
    guint32 what = take_ended(m) && m->item.kind == STATE_DONE ? m->item.track : TRACE_NOBODY;

    return what != TRACE_NOBODY && take_next(m) && item_is_one_of_several(m) && m->other == what;
}

static gboolean
ran_result(Moment *m)
{
    return take_ended(m) && item_is_result(m);
}

static gboolean
ran_owned(Moment *m)
{
    return take_ended(m) && item_is_owned(m);
}

static gboolean
ran_named(Moment *m)
{
    return take_ended(m) && item_is_named(m);
}

/* ---- timers run ---- */

static gboolean
runs_wait_timer(Moment *m)
{
    return take_running(m) && item_is_wait_timer(m);
}

static gboolean
runs_timer(Moment *m)
{
    return take_running(m) && item_is_timer(m);
}

static gboolean
runs_named_timer(Moment *m)
{
    return take_running(m) && item_is_named_timer(m);
}

static gboolean
ends_timeout(Moment *m)
{
    StateThing thing;

    if (!runs_timer(m) || !state_thing(m->state, m->other, &thing) || thing.kind != STATE_TIMEOUT)
        return FALSE;
    m->task = thing.holder;
    return is_task(m, m->task);
}

static gboolean
ends_completions(Moment *m)
{
    return runs_timer(m) && thing_kind(m, m->other) == STATE_COMPLETIONS;
}

static gboolean
timer_was_set_at(Moment *m)
{
    return take_running(m) && m->item.kind == STATE_LATER && moment_stand(m, m->item.site);
}

static gboolean
timer_is_unknown(Moment *m)
{
    return !runs_timer(m);
}

static gboolean
ran_wait_timer(Moment *m)
{
    return take_ended(m) && item_is_wait_timer(m);
}

static gboolean
ran_timer(Moment *m)
{
    return take_ended(m) && item_is_timer(m);
}

static gboolean
ran_named_timer(Moment *m)
{
    return take_ended(m) && item_is_named_timer(m);
}

const SentenceRow sentences_of_callbacks[] = {
    ROW(CALLBACK_BEGIN, "1.failedof", runs_one_after_failure,
        "{what} failed, so the loop runs callback {k} of its {of}."),
    ROW(CALLBACK_BEGIN, "1.failed", runs_after_failure,
        "{what} failed, so the loop runs its callback."),
    ROW(CALLBACK_BEGIN, "1.cancelledof", runs_one_after_cancellation,
        "{what} is cancelled, so the loop runs callback {k} of its {of}."),
    ROW(CALLBACK_BEGIN, "1.cancelled", runs_after_cancellation,
        "{what} is cancelled, so the loop runs its callback."),
    ROW(CALLBACK_BEGIN, "1.of", runs_one_of_several,
        "{what} is done, so the loop runs callback {k} of its {of}."),
    ROW(CALLBACK_BEGIN, "1.one", runs_done, "{what} is done, so the loop runs its callback."),
    ROW(CALLBACK_BEGIN, "1.result", runs_result,
        "{other} has ended, so the loop takes its result."),
    ROW(CALLBACK_BEGIN, "1.named", runs_named, "The loop runs the callback {name}."),
    ROW(CALLBACK_BEGIN, "1.owned", runs_owned, "The loop runs a callback of {other}."),
    ROW(CALLBACK_BEGIN, "1.call", runs_call, "The loop runs a call from another thread."),
    ROW(CALLBACK_BEGIN, "1.plain", NULL, "The loop runs a callback."),
    ROW(CALLBACK_BEGIN, "2.run", is_for_run, "It belongs to the run."),
    ROW(CALLBACK_BEGIN, "2.caller", is_for_caller,
        "It brings the result to the thread that called."),
    ROW(CALLBACK_BEGIN, "2.wait", is_for_wait, "It belongs to the wait at line {line}."),
    ROW(CALLBACK_BEGIN, "2.shield", is_for_shield, "It is the shield’s own."),
    ROW(CALLBACK_BEGIN, "2.pool", is_for_pool,
        "It is the pool’s, and looks whether the job was cancelled."),
    ROW(CALLBACK_BEGIN, "2.user", was_added_at, "{task} added it at line {line}."),
    ROW(CALLBACK_BEGIN, "2.task", was_added_by_task, "{task} added it."),
    ROW(CALLBACK_BEGIN, "2.belongs", was_added, "It belongs to {other}."),
    ROW(CALLBACK_BEGIN, "2.result", runs_result,
        "A callback in the loop’s thread gives it to the future."),
    ROW(CALLBACK_BEGIN, "2.named", was_scheduled_at, "It was made ready at line {line}."),
    NONE(CALLBACK_BEGIN, "2.owned", runs_owned),
    ROW(CALLBACK_BEGIN, "2.unknown", is_unknown, "The recording does not say whose it is."),

    ROW(CALLBACK_END, "1.of", ran_one_of_several, "Callback {k} of {of} of {what} returns."),
    ROW(CALLBACK_END, "1.result", ran_result, "The loop has the result of {other}."),
    ROW(CALLBACK_END, "1.named", ran_named, "The callback {name} returns."),
    ROW(CALLBACK_END, "1", ran_owned, "The callback of {other} returns."),
    ROW(CALLBACK_END, "1.plain", NULL, "The callback returns."),
    ROW(CALLBACK_END, "2.same", next_is_of_same, "Next is its callback {k} of {of}."),
    SEE(CALLBACK_END, "2", take_next, sentences_next),

    ROW(TIMER_BEGIN, "1.wait", runs_wait_timer,
        "The loop runs the timer of the wait at line {line}."),
    ROW(TIMER_BEGIN, "1", runs_timer, "The loop runs the timer of {other}."),
    ROW(TIMER_BEGIN, "1.named", runs_named_timer, "The time of {name} has come: the loop runs it."),
    ROW(TIMER_BEGIN, "1.plain", NULL, "The time has come: the loop runs a callback."),
    ROW(TIMER_BEGIN, "2.block", ends_timeout, "It ends the time that {task} has."),
    ROW(TIMER_BEGIN, "2.completions", ends_completions, "What is not done yet is too late."),
    ROW(TIMER_BEGIN, "2.named", timer_was_set_at, "It was set at line {line}."),
    ROW(TIMER_BEGIN, "2.plain", timer_is_unknown, "The recording does not say whose it is."),

    ROW(TIMER_END, "1.wait", ran_wait_timer, "The timer of the wait at line {line} has run."),
    ROW(TIMER_END, "1", ran_timer, "The timer of {other} has run."),
    ROW(TIMER_END, "1.named", ran_named_timer, "The callback {name} returns."),
    ROW(TIMER_END, "1.plain", NULL, "The callback of the timer returns."),
    SEE(TIMER_END, "2", take_next, sentences_next),
    END_OF_ROWS,
};
