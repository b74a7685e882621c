/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-members.c - in words, who waits for futures: wait(), gather(), shields, callbacks. */
#include "ui/model/run.h"
#include "ui/model/sentences.h"

/* ---- wait() and the like ---- */

static gboolean
name_object(Moment *m)
{
    m->other = m->event->object;
    return TRUE;
}

static gboolean
more_to_go(Moment *m)
{
    return name_object(m) && m->event->value > 0;
}

static gboolean
wait_has_more(Moment *m)
{
    return more_to_go(m) && stand_with_wait(m, m->what);
}

static gboolean
wait_has_all(Moment *m)
{
    return name_object(m) && m->event->value == 0 && stand_with_wait(m, m->what);
}

/* A wait() for one, or for an error, may be over with this; the number of its label says which. */
static gboolean
waits_on(Moment *m)
{
    enum { FOR_ALL, FOR_ONE, FOR_ERROR };
    const TraceEvent *wait = birth_of(m, m->what);
    gboolean failed = outcome_of(m, m->event->object) == TRACE_STATE_FAILED;

    m->task = waiter_of(m, m->what);
    if (!wait || wait->value == FOR_ONE || (wait->value == FOR_ERROR && failed))
        return FALSE;
    return m->event->value > 0 && m->task != TRACE_NOBODY;
}

/* A wait() names its task, which has made it and not waited since. */
static gboolean
is_by_wait(Moment *m)
{
    m->task = m->event->object;
    if (!is_task(m, m->task))
        return FALSE;
    for (gsize at = loop_before(m, m->at); at != MODEL_NONE; at = loop_before(m, at)) {
        guint kind = kind_at(m, at);
        if (kind != TRACE_AWAITED_BY && kind != TRACE_TIMER_ARMED)
            return kind == TRACE_FUTURE_CREATED &&
                   future_sort(m, model_event(m->model, at)->subject) == FUTURE_WAIT;
    }
    return FALSE;
}

static gboolean
is_by_future(Moment *m)
{
    m->other = m->event->object;
    return track_of(m, m->other, TRACE_TRACK_FUTURE) || track_of(m, m->other, TRACE_TRACK_SYNC);
}

/* A gather() counts it at once. */
static gboolean
is_done_for_gather(Moment *m)
{
    return is_by_future(m) && future_sort(m, m->other) == FUTURE_GATHER &&
           outcome_of(m, m->what) != TRACE_STATE_NONE;
}

static gboolean
is_to_be_counted(Moment *m)
{
    return outcome_of(m, m->what) == TRACE_STATE_NONE && !moment_is_told(m) &&
           (is_by_wait(m) || (is_by_future(m) && future_sort(m, m->other) == FUTURE_GATHER));
}

static gboolean
has_told_callback(Moment *m)
{
    return name_object(m) && moment_is_told(m);
}

static gboolean
is_by_run(Moment *m)
{
    return m->event->object == TRACE_LOOP_ID && run_stops_with(m, m->what);
}

static gboolean
is_by_caller(Moment *m)
{
    return m->event->object == TRACE_LOOP_ID;
}

const SentenceRow sentences_of_members[] = {
    MANY(GATHER_CHILD_DONE, "1", more_to_go, "{what} counts {other} as ended: {n} to go.",
         "{what} counts {other} as ended: {n} to go."),
    ROW(GATHER_CHILD_DONE, "1.none", name_object, "{what} counts {other} as ended: none to go."),
    ROW(GATHER_CHILD_DONE, "2", more_to_go, "Its future stays pending."),

    MANY(WAIT_MEMBER_DONE, "1", wait_has_more,
         "The wait at line {line} counts {other} as ended: {n} to go.",
         "The wait at line {line} counts {other} as ended: {n} to go."),
    ROW(WAIT_MEMBER_DONE, "1.none", wait_has_all,
        "The wait at line {line} counts {other} as ended: none to go."),
    MANY(WAIT_MEMBER_DONE, "1.plain", name_object, "{what} counts {other} as ended: {n} to go.",
         "{what} counts {other} as ended: {n} to go."),
    ROW(WAIT_MEMBER_DONE, "2", waits_on, "{task} keeps waiting."),

    ROW(SHIELD_CREATED, "1", name_object, "{what} is done when {other} is."),
    ROW(SHIELD_CREATED, "2", name_object, "Cancelling the shield leaves {other} alone."),

    ROW(AWAITED_BY, "1.told", has_told_callback, "{other} has a callback on {what}."),
    ROW(AWAITED_BY, "1.wait", is_by_wait, "wait() adds a callback to {what}, for {task}."),
    ROW(AWAITED_BY, "1.done", is_done_for_gather,
        "{what} is done already, so {other} adds no callback to it."),
    ROW(AWAITED_BY, "1.future", is_by_future, "{other} adds a callback to {what}."),
    ROW(AWAITED_BY, "1.run", is_by_run, "The run adds a callback to {what}, to stop when it ends."),
    ROW(AWAITED_BY, "1.caller", is_by_caller,
        "A callback is added to {what}, for the thread that called."),
    ROW(AWAITED_BY, "1.said", name_object, "{what} is said to be awaited by {other}."),
    ROW(AWAITED_BY, "2.counts", is_to_be_counted, "It will count {what} when that ends."),
    END_OF_ROWS,
};
