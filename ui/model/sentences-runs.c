/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-runs.c - the run as a whole in words: its begin and end, what it reports, what the
 * recorder says of itself. */
#include <signal.h>
#include <string.h>

#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentences.h"

/* ---- begin and end ---- */

static gboolean
has_function(Moment *m)
{
    return moment_call_site(m, m->event->site);
}

/* It has just added its callback. */
static gboolean
awaits_other(Moment *m)
{
    gsize before = loop_before(m, m->at);
    const TraceEvent *event = before == MODEL_NONE ? NULL : model_event(m->model, before);

    m->other = event ? event->subject : TRACE_NOBODY;
    return event && event->kind == TRACE_AWAITED_BY && event->object == TRACE_LOOP_ID;
}

/* What the loop ran until the end of has ended in that way. */
static gboolean
awaited_ended(Moment *m, TraceState state)
{
    guint32 main_task = run_main(m);

    m->other = main_task != TRACE_NOBODY ? main_task : run_awaited(m);
    if (outcome_of(m, m->other) != state)
        return FALSE;
    moment_say(m, g_strdup(model_track(m->model, m->other)->outcome_text));
    return TRUE;
}

/* {name} is the function of the main task. */
static gboolean
main_ended(Moment *m, TraceState state)
{
    guint32 main_task = run_main(m);

    return main_task != TRACE_NOBODY && awaited_ended(m, state) &&
           moment_call_site(m, birth_of(m, main_task)->site);
}

static gboolean
main_is_done(Moment *m)
{
    return main_ended(m, TRACE_STATE_DONE);
}

static gboolean
main_failed(Moment *m)
{
    return main_ended(m, TRACE_STATE_FAILED);
}

static gboolean
main_was_cancelled(Moment *m)
{
    return main_ended(m, TRACE_STATE_CANCELLED);
}

static gboolean
other_is_done(Moment *m)
{
    return awaited_ended(m, TRACE_STATE_DONE);
}

static gboolean
other_failed(Moment *m)
{
    return awaited_ended(m, TRACE_STATE_FAILED);
}

static gboolean
other_was_cancelled(Moment *m)
{
    return awaited_ended(m, TRACE_STATE_CANCELLED);
}

/* The recording says how its last run ended. */
static gboolean
ended_by(Moment *m, TraceEndKind kind)
{
    const TraceEnd *end = model_end(m->model);
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);

    return end && end->kind == kind &&
           m->at == g_array_index(loop->events, gsize, loop->events->len - 1);
}

static gboolean
is_deadlock(Moment *m)
{
    return ended_by(m, TRACE_END_DEADLOCK) || run_got_stuck(m);
}

static gboolean
is_interrupted(Moment *m)
{
    guint32 main_task = run_main(m);

    return ended_by(m, TRACE_END_INTERRUPTED) ||
           (run_was_interrupted(m) && outcome_of(m, main_task) == TRACE_STATE_CANCELLED);
}

static gboolean
leaves_tasks(Moment *m)
{
    m->n = state_n_tasks(m->state);
    return m->n > 0;
}

static gboolean
took_turns(Moment *m)
{
    m->n = state_turn(m->state);
    return m->n > 0;
}

/* ---- stopping ---- */

static gboolean
stops_for_main(Moment *m)
{
    m->other = m->event->object;
    return m->other == run_main(m) && m->other != TRACE_NOBODY;
}

static gboolean
stops_for_done_main(Moment *m)
{
    return stops_for_main(m) && outcome_of(m, m->other) == TRACE_STATE_DONE;
}

static gboolean
stops_for_rest(Moment *m)
{
    return run_gathers(m, m->event->object);
}

static gboolean
stops_for_done(Moment *m)
{
    m->other = m->event->object;
    return outcome_of(m, m->other) == TRACE_STATE_DONE;
}

static gboolean
stops_for_another(Moment *m)
{
    m->other = m->event->object;
    return model_track(m->model, m->other) != NULL;
}

static gboolean
is_outside(Moment *m)
{
    return !take_running(m);
}

static gboolean
more_of_turn(Moment *m)
{
    take_next(m);
    return m->has_item && m->item.turn == state_turn(m->state);
}

/* A pool of the loop's own has no call that made it. */
static gboolean
is_own_pool(Moment *m)
{
    return !m->event->site;
}

static gboolean
is_interrupt(Moment *m)
{
    return m->event->value == SIGINT;
}

/* ---- reports ---- */

/* "job failed and nobody looked: no such row (made at p.c:7)" */
static gboolean
is_unseen_error(Moment *m)
{
    const char *text = m->event->text ? m->event->text : "";
    const char *end = strstr(text, " failed and nobody looked");

    if (!end)
        return FALSE;
    moment_call(m, g_strndup(text, (gsize) (end - text)));
    return TRUE;
}

/* What matters may be at the end of a report, such as who has the lock. Of a long one, the middle
 * is left out. */
static gboolean
reports_much(Moment *m)
{
    enum { REPORTED = 400 };
    const char *text = m->event->text ? m->event->text : "";
    glong n = g_utf8_strlen(text, -1);

    if (n <= REPORTED)
        return FALSE;
    g_autofree char *end = g_utf8_substring(text, n - REPORTED / 2, n);
    moment_say(m, g_utf8_substring(text, 0, REPORTED / 2));
    moment_call(m, g_steal_pointer(&end));
    return TRUE;
}

const SentenceRow sentences_of_runs[] = {
    ROW(RUN_BEGIN, "1", has_function, "The run of {name} begins."),
    ROW(RUN_BEGIN, "1.unnamed", NULL, "A run begins."),
    ROW(RUN_BEGIN, "2", has_function, "The loop runs until {name} is done."),
    ROW(RUN_BEGIN, "2.other", awaits_other, "The loop runs until {other} is done."),

    ROW(RUN_END, "1.deadlock", is_deadlock,
        "The run ends: nothing was left that could wake a task."),
    ROW(RUN_END, "1.interrupted", is_interrupted, "The run ends: it was interrupted."),
    ROW(RUN_END, "1", main_is_done, "The run ends: {name} is done."),
    ROW(RUN_END, "1.failed", main_failed, "The run ends: {name} failed with “{text}”."),
    ROW(RUN_END, "1.cancelled", main_was_cancelled, "The run ends: {name} was cancelled."),
    ROW(RUN_END, "1.other", other_is_done, "The run ends: {other} is done."),
    ROW(RUN_END, "1.otherfailed", other_failed, "The run ends: {other} failed with “{text}”."),
    ROW(RUN_END, "1.othercancelled", other_was_cancelled, "The run ends: {other} was cancelled."),
    ROW(RUN_END, "1.unknown", NULL, "The run ends."),
    MANY(RUN_END, "2.left", leaves_tasks, "{n} task had not ended.", "{n} tasks had not ended."),
    MANY(RUN_END, "2", took_turns, "It took {n} turn of the loop.",
         "It took {n} turns of the loop."),

    ROW(LOOP_STOP, "1", code_runs, "{task} asks the loop to stop."),
    ROW(LOOP_STOP, "1.callback", take_running, "A callback asks the loop to stop."),
    ROW(LOOP_STOP, "1.outside", NULL, "The loop is asked to stop."),
    ROW(LOOP_STOP, "2.outside", is_outside, "It stops after its next turn."),
    ROW(LOOP_STOP, "2", NULL, "It stops when this turn is over."),

    ROW(STOP_BEGIN, "1", stops_for_done_main,
        "The main task is done, so the loop stops after this turn."),
    ROW(STOP_BEGIN, "1.ended", stops_for_main,
        "The main task has ended, so the loop stops after this turn."),
    ROW(STOP_BEGIN, "1.rest", stops_for_rest,
        "No task is left, so the loop stops after this turn."),
    ROW(STOP_BEGIN, "1.done", stops_for_done,
        "{other} is done, so the loop stops after this turn."),
    ROW(STOP_BEGIN, "1.other", stops_for_another,
        "{other} has ended, so the loop stops after this turn."),
    ROW(STOP_BEGIN, "1.unknown", NULL, "The loop stops after this turn."),
    ROW(STOP_BEGIN, "2", more_of_turn, "What is ready in turn {turn} still runs."),

    ROW(EXCEPTION, "1", is_unseen_error,
        "Nobody looked at the error of {name}, so it is reported."),
    ROW(EXCEPTION, "1.cut", reports_much, "The loop reports: “{text} … {name}”."),
    ROW(EXCEPTION, "1.other", NULL, "The loop reports: “{text}”."),
    ROW(EXCEPTION, "2", is_unseen_error, "An error that nobody looks at does not stop the run."),

    MANY(DROPPED, "1", NULL, "{n} event was lost here: memory ran short.",
         "{n} events were lost here: memory ran short."),
    ROW(DROPPED, "2", NULL, "What happened meanwhile is unknown."),

    ROW(LOOP_CALLED, "1", NULL, "A call from another thread reaches the loop."),
    SEE(LOOP_CALLED, "2", take_before, sentences_place),

    ROW(POOL_SHUT_DOWN, "1", code_runs, "{task} shuts the pool down."),
    ROW(POOL_SHUT_DOWN, "1.plain", NULL, "The pool is shut down."),
    ROW(POOL_SHUT_DOWN, "2", NULL, "It takes no more jobs."),

    MANY(POOL_CREATED, "1.told", moment_is_told,
         "A pool of {n} worker was there when recording began.",
         "A pool of {n} workers was there when recording began."),
    MANY(POOL_CREATED, "1.own", is_own_pool, "The loop makes its own pool, of {n} worker.",
         "The loop makes its own pool, of {n} workers."),
    MANY(POOL_CREATED, "1", code_runs, "{task} makes a pool of {n} worker at line {line}.",
         "{task} makes a pool of {n} workers at line {line}."),
    MANY(POOL_CREATED, "1.passive", NULL, "A pool of {n} worker is made at line {line}.",
         "A pool of {n} workers is made at line {line}."),
    NONE(POOL_CREATED, "2.told", moment_is_told),
    ROW(POOL_CREATED, "2", NULL, "Workers start when there are jobs."),

    ROW(LOOP_SIGNAL, "1", is_interrupt, "Ctrl+C interrupts the run."),
    ROW(LOOP_SIGNAL, "1.other", NULL, "Signal {n} interrupts the run."),
    ROW(LOOP_SIGNAL, "2", NULL, "The main task gets a request to cancel."),

    ROW(RUN_JOINED, "1", NULL, "Recording begins here, in the middle of a run."),
    ROW(RUN_JOINED, "2", NULL, "What happened before is unknown."),

    ROW(TELLING_BEGIN, "1", NULL, "The recording lists again what is there."),
    ROW(TELLING_BEGIN, "2", NULL, "It keeps only the last part of the run, and needs this."),

    ROW(TELLING_END, "1", NULL, "The list of what is there is complete."),
    END_OF_ROWS,
};
