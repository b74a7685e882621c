/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-ends.c - how tasks end, in words. */

#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentences.h"

/* How many callbacks of the subject its end has made ready; the item is one of them. */
static guint
count_callbacks(Moment *m)
{
    StateItem item;
    guint at = 0, n = 0;

    while (state_last_ready(m->state, &at, &item) && item.kind == STATE_DONE &&
           item.track == m->event->subject) {
        m->item = item;
        n++;
    }
    return n;
}

static gboolean
ends_run(Moment *m)
{
    return count_callbacks(m) && m->item.by == TRACE_LOOP_ID && run_stops_with(m, m->item.track);
}

static gboolean
main_ends(Moment *m)
{
    return ends_run(m) && run_main(m) == m->event->subject;
}

/* Its only callback is for ... */
static gboolean
has_one_callback(Moment *m)
{
    return count_callbacks(m) == 1 && m->item.by != TRACE_NOBODY;
}

static gboolean
ends_for_wait(Moment *m)
{
    return has_one_callback(m) && stand_with_wait(m, m->item.by);
}

static gboolean
ends_for_another(Moment *m)
{
    if (!has_one_callback(m) || is_task(m, m->item.by) || m->item.by == TRACE_LOOP_ID ||
        !model_track(m->model, m->item.by))
        return FALSE;
    m->other = m->item.by;
    return TRUE;
}

static gboolean
has_callbacks(Moment *m)
{
    m->n = count_callbacks(m);
    return m->n > 0;
}

static gboolean
is_awaited(Moment *m)
{
    m->other = waiter_of(m, m->task);
    return m->other != TRACE_NOBODY;
}

static gboolean
is_unseen(Moment *m)
{
    return !moment_is_unsure(m);
}

/* How many steps it had before the event, 2 if more; a task that was found had some. */
static guint
count_steps(const Moment *m)
{
    const Track *track = model_track(m->model, m->task);
    gsize at = event_before(track, m->at);
    guint n = 0;

    for (; at != MODEL_NONE && n < 2; at = event_before(track, at)) {
        guint kind = kind_at(m, at);
        if (kind == TRACE_TASK_CREATED)
            return n;
        n += kind == TRACE_TASK_STEP || kind == TRACE_TASK_STEP_CANCEL;
    }
    return 2;
}

static gboolean
was_told(const Moment *m)
{
    const Track *track = model_track(m->model, m->task);
    gsize at = event_before(track, m->at);

    while (at != MODEL_NONE && kind_at(m, at) != TRACE_TASK_STEP &&
           kind_at(m, at) != TRACE_TASK_STEP_CANCEL)
        at = event_before(track, at);
    return kind_at(m, at) == TRACE_TASK_STEP_CANCEL;
}

/* Its only step was that which told it of the cancellation. */
static gboolean
never_ran(Moment *m)
{
    return count_steps(m) == 1 && was_told(m);
}

const SentenceRow sentences_of_ends[] = {
    ROW(TASK_DONE, "1.value", has_value, "{task} returns {text} and is done."),
    ROW(TASK_DONE, "1", NULL, "{task} returns and is done."),
    ROW(TASK_DONE, "2.outer", outer_goes_on, "{other}, which made it, goes on now."),
    ROW(TASK_DONE, "2.awaited", is_awaited, "{other} awaits it."),
    ROW(TASK_DONE, "2.main", main_ends,
        "It is the main task: its callback is ready to stop the run."),
    ROW(TASK_DONE, "2.run", ends_run, "Its callback is ready to stop the run."),
    ROW(TASK_DONE, "2.wait", ends_for_wait, "The callback for the wait at line {line} is ready."),
    ROW(TASK_DONE, "2.other", ends_for_another, "The callback for {other} is ready."),
    MANY(TASK_DONE, "2.callbacks", has_callbacks, "Its callback is ready.",
         "Its {n} callbacks are ready."),
    SEE(TASK_DONE, "2.next", take_next, sentences_next),

    ROW(TASK_CANCELLED, "1.notbegun", never_ran,
        "{task} ends, cancelled; none of its code has run."),
    ROW(TASK_CANCELLED, "1", NULL, "{task} does not catch the cancellation, and ends cancelled."),
    ROW(TASK_CANCELLED, "2.outer", outer_goes_on, "{other}, which made it, goes on now."),
    ROW(TASK_CANCELLED, "2.awaited", is_awaited, "{other} awaits it."),
    ROW(TASK_CANCELLED, "2.main", main_ends,
        "It is the main task: its callback is ready to stop the run."),
    ROW(TASK_CANCELLED, "2.run", ends_run, "Its callback is ready to stop the run."),
    ROW(TASK_CANCELLED, "2.wait", ends_for_wait,
        "The callback for the wait at line {line} is ready."),
    ROW(TASK_CANCELLED, "2.other", ends_for_another, "The callback for {other} is ready."),
    MANY(TASK_CANCELLED, "2.callbacks", has_callbacks, "Its callback is ready.",
         "Its {n} callbacks are ready."),
    SEE(TASK_CANCELLED, "2.next", take_next, sentences_next),

    ROW(TASK_FAILED, "1", NULL, "{task} fails with “{text}”."),
    ROW(TASK_FAILED, "2.outer", outer_goes_on, "{other}, which made it, goes on now."),
    ROW(TASK_FAILED, "2.awaited", is_awaited, "{other} awaits it."),
    ROW(TASK_FAILED, "2.main", main_ends,
        "It is the main task: its callback is ready to stop the run."),
    ROW(TASK_FAILED, "2.run", ends_run, "Its callback is ready to stop the run."),
    ROW(TASK_FAILED, "2.wait", ends_for_wait, "The callback for the wait at line {line} is ready."),
    ROW(TASK_FAILED, "2.other", ends_for_another, "The callback for {other} is ready."),
    MANY(TASK_FAILED, "2.callbacks", has_callbacks, "Its callback is ready.",
         "Its {n} callbacks are ready."),
    ROW(TASK_FAILED, "2.none", is_unseen,
        "Nobody waits for it, so the error is not looked at yet."),
    SEE(TASK_FAILED, "2.next", take_next, sentences_next),
    END_OF_ROWS,
};
