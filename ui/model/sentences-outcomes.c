/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-outcomes.c - how futures end, in words. */
#include <string.h>

#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"

static gboolean
name_waiter(Moment *m)
{
    m->task = waiter_of(m, m->what);
    return m->task != TRACE_NOBODY;
}

static gboolean
is_wait(Moment *m)
{
    return stand_with_wait(m, m->what);
}

/* The timer that runs is its own. */
static gboolean
by_timer(Moment *m)
{
    return take_running(m) && m->item.kind == STATE_EXPIRED && m->item.track == m->what;
}

static gboolean
wait_by_timer(Moment *m)
{
    return by_timer(m) && is_wait(m);
}

static gboolean
counted_by_timer(Moment *m)
{
    gint64 done;

    if (!wait_by_timer(m))
        return FALSE;
    count_members(m, m->what, &done, &m->n);
    m->of = done + m->n;
    return m->n > 0;
}

static gboolean
none_by_timer(Moment *m)
{
    return counted_by_timer(m) && m->n == m->of;
}

static gboolean
wait_by_all(Moment *m)
{
    gint64 pending;

    if (!is_wait(m))
        return FALSE;
    count_members(m, m->what, &m->n, &pending);
    return m->n > 0 && pending == 0;
}

/* It has just counted one. */
static gboolean
is_gather(Moment *m)
{
    return future_sort(m, m->what) == FUTURE_GATHER;
}

static gboolean
gather_counted(Moment *m)
{
    gsize before = loop_before(m, m->at);

    return is_gather(m) && kind_at(m, before) == TRACE_GATHER_CHILD_DONE &&
           model_event(m->model, before)->subject == m->what;
}

static gboolean
is_job(Moment *m)
{
    return take_running(m) && m->item.kind == STATE_RESULT && m->item.track == m->what;
}

static gboolean
job_with_result(Moment *m)
{
    return is_job(m) && has_value(m);
}

static gboolean
in_line(Moment *m, StateThingKind kind)
{
    m->thing = future_thing(m, m->what);
    return thing_kind(m, m->thing) == kind;
}

static gboolean
is_for_group(Moment *m)
{
    return in_line(m, STATE_GROUP);
}

static gboolean
is_for_completions(Moment *m)
{
    return in_line(m, STATE_COMPLETIONS) && state_of(m, m->thing, m->at) != TRACE_STATE_CANCELLED;
}

static gboolean
is_for_expired(Moment *m)
{
    return in_line(m, STATE_COMPLETIONS);
}

static gboolean
wakes_waiter(Moment *m)
{
    return is_place(m) && name_waiter(m);
}

static gboolean
shut_down_wakes(Moment *m)
{
    return in_line(m, STATE_QUEUE) && strcmp(future_call(m, m->what), "queue.join") != 0 &&
           state_of(m, m->thing, m->at) == TRACE_STATE_CANCELLED && name_waiter(m);
}

static gboolean
comes_by(Moment *m, FutureSort sort)
{
    if (future_sort(m, m->what) != sort)
        return FALSE;
    m->fd = birth_of(m, m->what)->value;
    return TRUE;
}

static gboolean
comes_by_read(Moment *m)
{
    return comes_by(m, FUTURE_READS);
}

static gboolean
comes_by_write(Moment *m)
{
    return comes_by(m, FUTURE_WRITES);
}

static gboolean
set_by_task(Moment *m)
{
    return is_by_code(m);
}

static gboolean
set_from_nowhere(Moment *m)
{
    return is_by_code(m) && !m->line;
}

static gboolean
set_to_value(Moment *m)
{
    return is_by_code(m) && has_value(m);
}

/* Callbacks that its end has made ready. */
static gboolean
has_callbacks(Moment *m)
{
    StateItem item;
    guint at = 0;

    m->n = 0;
    while (state_last_ready(m->state, &at, &item) && item.kind == STATE_DONE &&
           item.track == m->what)
        m->n++;
    return m->n > 0;
}

static gboolean
is_unseen(Moment *m)
{
    return !moment_is_unsure(m);
}

/* A request to a task that waits for it comes just before. */
static gboolean
is_requested(Moment *m)
{
    gsize before = loop_before(m, m->at);
    StateTask task;

    m->task = before == MODEL_NONE ? TRACE_NOBODY : model_event(m->model, before)->subject;
    return kind_at(m, before) == TRACE_TASK_CANCEL && state_task(m->state, m->task, &task) &&
           task.waits_for == m->what;
}

static gboolean
is_cancelled_wait(Moment *m)
{
    return set_by_task(m) && is_wait(m);
}

static gboolean
wait_is_requested(Moment *m)
{
    return is_requested(m) && is_wait(m);
}

/* {other} is what the shield {what} was put around; a callback of it runs. */
static gboolean
follows_shielded(Moment *m)
{
    if (!take_running(m) || m->item.kind != STATE_DONE || m->item.by != m->what)
        return FALSE;
    m->other = m->item.track;
    return future_sort(m, m->what) == FUTURE_SHIELD;
}

/* It had the request before it began to wait. */
static gboolean
waiter_was_asked(Moment *m)
{
    return is_task(m, m->by) && name_waiter(m) && m->task == m->by;
}

static gboolean
wait_of_asked(Moment *m)
{
    return waiter_was_asked(m) && is_wait(m);
}

/* A gather() of which a part was cancelled. */
static gboolean
fails_cancelled(Moment *m)
{
    enum { CANCELLED = 1 };

    return m->event->value == CANCELLED && !m->event->text_size;
}

static gboolean
group_wait_is_requested(Moment *m)
{
    return is_requested(m) && is_for_group(m);
}

const SentenceRow sentences_of_outcomes[] = {
    ROW(FUTURE_DONE, "1.waittimer", wait_by_timer,
        "The time is over, so the wait at line {line} ends."),
    MANY(FUTURE_DONE, "1.waitall", wait_by_all,
         "The only one is done, so the wait at line {line} is over.",
         "All {n} are done, so the wait at line {line} is over."),
    ROW(FUTURE_DONE, "1.waitsome", is_wait, "The wait at line {line} has what it waits for."),
    ROW(FUTURE_DONE, "1.timer", by_timer, "The timer ends {what}: its future is done."),
    ROW(FUTURE_DONE, "1.counted", gather_counted, "That was the last, so {what} is done."),
    ROW(FUTURE_DONE, "1.gather", is_gather, "All of {what} have ended, so it is done."),
    ROW(FUTURE_DONE, "1.job", job_with_result, "{what} has returned {text}: its future is done."),
    ROW(FUTURE_DONE, "1.jobnone", is_job, "{what} has returned: its future is done."),
    ROW(FUTURE_DONE, "1.group", is_for_group, "No task is left, so the wait for {thing} is over."),
    ROW(FUTURE_DONE, "1.next", is_for_completions,
        "The wait for {thing} is over: another is done."),
    ROW(FUTURE_DONE, "1.expired", is_for_expired, "The wait for {thing} is over: so is its time."),
    ROW(FUTURE_DONE, "1.shut", shut_down_wakes,
        "{thing} is shut down, which ends the wait of {task}."),
    ROW(FUTURE_DONE, "1.wake", wakes_waiter, "{what} is done, which ends the wait of {task}."),
    ROW(FUTURE_DONE, "1.read", comes_by_read, "Descriptor {fd} can be read, so {what} is done."),
    ROW(FUTURE_DONE, "1.written", comes_by_write,
        "Descriptor {fd} can be written to, so {what} is done."),
    ROW(FUTURE_DONE, "1.set", set_to_value, "{by} completes {what} with {text}."),
    ROW(FUTURE_DONE, "1.setnone", set_by_task, "{by} completes {what}."),
    ROW(FUTURE_DONE, "1.shield", follows_shielded, "{other} is done, so {what} is done, too."),
    ROW(FUTURE_DONE, "1.callback", take_running, "A callback completes {what}."),
    ROW(FUTURE_DONE, "1.outside", NULL, "{what} is done."),
    MANY(FUTURE_DONE, "2.waitnone", none_by_timer, "What it waits for is still pending.",
         "All {of} are still pending."),
    MANY(FUTURE_DONE, "2.waittimer", counted_by_timer, "{n} of {of} is still pending.",
         "{n} of {of} are still pending."),
    NONE(FUTURE_DONE, "2.wait", is_wait),
    NONE(FUTURE_DONE, "2.place", is_place),
    ROW(FUTURE_DONE, "2.task", name_waiter, "{task} waits for it."),
    MANY(FUTURE_DONE, "2.callbacks", has_callbacks, "Its callback is ready.",
         "Its {n} callbacks are ready."),
    ROW(FUTURE_DONE, "2.none", is_unseen, "Nobody waits for it."),

    ROW(FUTURE_CANCEL, "1.on", is_requested,
        "{task} waits for {what}, so the request goes on to it."),
    ROW(FUTURE_CANCEL, "1.asked", waiter_was_asked,
        "{by} is to be cancelled, so the request goes on to {what}."),
    ROW(FUTURE_CANCEL, "1.nowhere", set_from_nowhere, "{by} requests the cancellation of {what}."),
    ROW(FUTURE_CANCEL, "1", set_by_task,
        "{by} requests the cancellation of {what} at line {line}."),
    ROW(FUTURE_CANCEL, "1.callback", take_running,
        "A callback requests the cancellation of {what}."),
    ROW(FUTURE_CANCEL, "1.plain", NULL, "The cancellation of {what} is requested."),
    ROW(FUTURE_CANCEL, "2", NULL, "Its parts get the request next."),

    ROW(FUTURE_CANCELLED, "1.shield", follows_shielded,
        "{other} is cancelled, so {what} is cancelled, too."),
    ROW(FUTURE_CANCELLED, "1.waitrequest", wait_is_requested,
        "The request cancels the wait at line {line}, in which {task} is."),
    ROW(FUTURE_CANCELLED, "1.grouprequest", group_wait_is_requested,
        "The request ends the wait for {thing}, in which {task} is."),
    ROW(FUTURE_CANCELLED, "1.request", is_requested,
        "The request cancels {what}, for which {task} waits."),
    ROW(FUTURE_CANCELLED, "1.waitasked", wait_of_asked,
        "{by} is to be cancelled, so the wait at line {line} is."),
    ROW(FUTURE_CANCELLED, "1.asked", waiter_was_asked,
        "{by} is to be cancelled, so {what} is cancelled."),
    ROW(FUTURE_CANCELLED, "1.wait", is_cancelled_wait, "{by} cancels the wait at line {line}."),
    ROW(FUTURE_CANCELLED, "1", set_by_task, "{by} cancels {what}."),
    ROW(FUTURE_CANCELLED, "1.callback", take_running, "A callback cancels {what}."),
    ROW(FUTURE_CANCELLED, "1.outside", NULL, "{what} is cancelled."),
    NONE(FUTURE_CANCELLED, "2.request", is_requested),
    NONE(FUTURE_CANCELLED, "2.asked", waiter_was_asked),
    ROW(FUTURE_CANCELLED, "2.task", name_waiter, "{task} waits for it."),
    MANY(FUTURE_CANCELLED, "2.callbacks", has_callbacks, "Its callback is ready.",
         "Its {n} callbacks are ready."),
    ROW(FUTURE_CANCELLED, "2.none", is_unseen, "Nobody waits for it."),

    ROW(FUTURE_FAILED, "1.job", is_job, "{what} has failed with “{text}”: its future fails."),
    ROW(FUTURE_FAILED, "1.shield", follows_shielded,
        "{other} failed, so {what} fails, too, with “{text}”."),
    ROW(FUTURE_FAILED, "1.cancelled", fails_cancelled, "{what} fails with a cancellation."),
    ROW(FUTURE_FAILED, "1", NULL, "{what} fails with “{text}”."),
    ROW(FUTURE_FAILED, "2.task", name_waiter, "{task} waits for it."),
    MANY(FUTURE_FAILED, "2.callbacks", has_callbacks, "Its callback is ready.",
         "Its {n} callbacks are ready."),
    ROW(FUTURE_FAILED, "2.none", is_unseen, "Nobody waits for it."),
    END_OF_ROWS,
};
