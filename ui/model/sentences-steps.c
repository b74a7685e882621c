/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-steps.c - why a task runs, in words. */
#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"
#include "ui/model/wake.h"

enum { LATE_NS = 10000000 };

/* ---- what made it ready ---- */

static gboolean
comes_from(Moment *m, guint kind)
{
    m->cause = take_running(m) ? m->item.cause : MODEL_NONE;
    return kind_at(m, m->cause) == kind;
}

static gboolean
is_first_step(Moment *m)
{
    return comes_from(m, TRACE_TASK_CREATED);
}

static gboolean
is_first_step_of_call(Moment *m)
{
    return is_first_step(m) && has_call(m);
}

/* A task that another one has started inside of it. */
static gboolean
is_eager(Moment *m)
{
    StateItem outer;

    if (!state_running(m->state, 1, &outer) || outer.kind != STATE_STEP)
        return FALSE;
    m->other = outer.track;
    return kind_at(m, event_before(model_track(m->model, m->task), m->at)) == TRACE_TASK_EAGER;
}

static gboolean
is_eager_call(Moment *m)
{
    return is_eager(m) && has_call(m);
}

/* The task was running already: one that it had started inside of it has stopped just before. */
static gboolean
goes_on(Moment *m, gboolean ended)
{
    gsize before = loop_before(m, m->at);
    TraceState state = m->at ? state_of(m, m->task, m->at - 1) : TRACE_STATE_NONE;

    if (state != TRACE_STATE_RUNNING && state != TRACE_STATE_CANCELLED)
        return FALSE;
    m->other = before == MODEL_NONE ? TRACE_NOBODY : model_event(m->model, before)->subject;
    return is_task(m, m->other) && (outcome_of(m, m->other) != TRACE_STATE_NONE) == ended;
}

static gboolean
goes_on_after_wait(Moment *m)
{
    return goes_on(m, FALSE);
}

static gboolean
goes_on_after_end(Moment *m)
{
    return goes_on(m, TRUE);
}

/* The number of the turn that an event was in. */
static gint64
turn_of(const Moment *m, gsize event)
{
    guint n = model_turn(m->model, event);
    const GArray *turns = m->model->turns;

    return n ? model_event(m->model, g_array_index(turns, gsize, n - 1))->value : 0;
}

static gboolean
gave_way(Moment *m)
{
    if (!comes_from(m, TRACE_TASK_YIELD))
        return FALSE;
    m->k = turn_of(m, m->cause);
    return m->k > 0;
}

/* ---- what it waited for ---- */

static gboolean
after_failure(Moment *m)
{
    return take_wake(m) && outcome_of(m, m->what) == TRACE_STATE_FAILED;
}

static gboolean
after_lock(Moment *m)
{
    return wake_is_done(m) && wake_of_lock(m);
}

static gboolean
after_slot(Moment *m)
{
    return wake_is_done(m) && wake_of_slot(m);
}

static gboolean
after_event(Moment *m)
{
    return wake_is_done(m) && wake_of_event(m);
}

static gboolean
after_condition(Moment *m)
{
    return wake_is_done(m) && wake_of_condition(m);
}

static gboolean
after_own_lock(Moment *m)
{
    return wake_is_done(m) && wake_of_own_lock(m);
}

static gboolean
after_item(Moment *m)
{
    return wake_is_done(m) && wake_of_item(m);
}

static gboolean
after_room(Moment *m)
{
    return wake_is_done(m) && wake_of_room(m);
}

static gboolean
after_join(Moment *m)
{
    return wake_is_done(m) && wake_of_join(m);
}

/* How it was when that woke the task: it may be used again by now. */
static gboolean
thing_was(Moment *m, TraceState state)
{
    return state_of(m, m->thing, m->cause) == state;
}

static gboolean
after_shutdown(Moment *m)
{
    return wake_in_line(m, STATE_QUEUE) && !wake_of_join(m) && thing_was(m, TRACE_STATE_CANCELLED);
}

static gboolean
after_barrier(Moment *m)
{
    return wake_is_done(m) && wake_of_barrier(m) && thing_was(m, TRACE_STATE_DONE);
}

static gboolean
after_reset(Moment *m)
{
    return wake_of_barrier(m) &&
           (thing_was(m, TRACE_STATE_CANCELLED) || thing_was(m, TRACE_STATE_FAILED));
}

static gboolean
after_completion(Moment *m)
{
    return wake_is_done(m) && wake_of_completions(m) && !thing_was(m, TRACE_STATE_CANCELLED);
}

static gboolean
after_expiry(Moment *m)
{
    return wake_of_completions(m) && thing_was(m, TRACE_STATE_CANCELLED);
}

static gboolean
after_group(Moment *m)
{
    return wake_is_done(m) && wake_of_group(m);
}

static gboolean
after_any(Moment *m)
{
    return take_wake(m) && outcome_of(m, m->what) != TRACE_STATE_CANCELLED;
}

static gboolean
after_cancellation(Moment *m)
{
    return take_wake(m) && outcome_of(m, m->what) == TRACE_STATE_CANCELLED;
}

static gboolean
after_wait_cancelled(Moment *m)
{
    return after_cancellation(m) && wake_of_wait(m);
}

/* ---- where it goes on ---- */

static gboolean
has_line(Moment *m)
{
    return moment_stand_with(m, m->task);
}

/* {n} of what it waited for are done, {of} are not. */
static gboolean
after_wait(Moment *m)
{
    if (!wake_is_done(m) || !wake_of_wait(m))
        return FALSE;
    count_members(m, m->what, &m->n, &m->of);
    return m->n + m->of > 0;
}

static gboolean
after_wait_for_all(Moment *m)
{
    return after_wait(m) && m->of == 0;
}

static gboolean
after_wait_for_tasks(Moment *m)
{
    return wake_of_wait(m) && wait_is_for_tasks(m) && after_wait(m);
}

static gboolean
after_wait_for_all_tasks(Moment *m)
{
    return after_wait_for_tasks(m) && m->of == 0;
}

static gboolean
was_ready_for_long(Moment *m)
{
    m->cause = take_running(m) ? m->item.cause : MODEL_NONE;
    if (m->cause == MODEL_NONE || !has_line(m))
        return FALSE;
    m->duration_ns = m->event->time_ns - model_event(m->model, m->cause)->time_ns;
    return m->duration_ns > LATE_NS;
}

const SentenceRow sentences_of_steps[] = {
    ROW(TASK_STEP, "1.told", moment_is_told, "{task} is running."),
    ROW(TASK_STEP, "1.eager", is_eager, "{task} begins, inside {other}."),
    ROW(TASK_STEP, "1.back", goes_on_after_wait, "{other} waits now, so {task} goes on."),
    ROW(TASK_STEP, "1.backended", goes_on_after_end, "{other} has ended, so {task} goes on."),
    ROW(TASK_STEP, "1.first", is_first_step, "{task} is next, so the loop starts it."),
    ROW(TASK_STEP, "1.yield", gave_way, "{task} gave way in turn {k}, so the loop resumes it now."),
    ROW(TASK_STEP, "1.failed", after_failure,
        "{what} failed, so the loop resumes {task} with the error."),
    ROW(TASK_STEP, "1.waitcancelled", after_wait_cancelled,
        "The wait at line {line} was cancelled, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.cancelled", after_cancellation,
        "{what} was cancelled, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.wait", wake_of_wait,
        "The wait at line {line} is over, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.lock", after_lock, "{thing} was released, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.slot", after_slot, "{thing} has a free slot, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.event", after_event, "{thing} is set, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.ownlock", after_own_lock,
        "The lock of {thing} was released, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.notified", after_condition,
        "{thing} was notified, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.shut", after_shutdown, "{thing} was shut down, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.item", after_item, "{thing} has an item, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.room", after_room, "{thing} has room, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.join", after_join,
        "All items of {thing} are done, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.barrier", after_barrier, "{thing} is open, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.broken", after_reset, "{thing} was broken, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.next", after_completion,
        "Another of {thing} is done, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.expired", after_expiry,
        "The time of {thing} is over, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.group", after_group,
        "All tasks of {thing} have ended, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.read", wake_of_read,
        "Descriptor {fd} can be read, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.written", wake_of_write,
        "Descriptor {fd} can be written to, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.done", after_any, "{what} is done, so the loop resumes {task}."),
    ROW(TASK_STEP, "1.unknown", NULL, "The loop runs {task}; why is unknown."),
    NONE(TASK_STEP, "2.told", moment_is_told),
    NONE(TASK_STEP, "2.back", goes_on_after_wait),
    NONE(TASK_STEP, "2.backended", goes_on_after_end),
    ROW(TASK_STEP, "2.eager", is_eager_call, "{call} runs from its beginning."),
    NONE(TASK_STEP, "2.eagerplain", is_eager),
    ROW(TASK_STEP, "2.first", is_first_step_of_call, "{call} runs from its beginning."),
    NONE(TASK_STEP, "2.firstplain", is_first_step),
    MANY(TASK_STEP, "2.alltasks", after_wait_for_all_tasks,
         "wait() gives it {n} task done, none pending.",
         "wait() gives it {n} tasks done, none pending."),
    MANY(TASK_STEP, "2.tasks", after_wait_for_tasks, "wait() gives it {n} task done, {of} pending.",
         "wait() gives it {n} tasks done, {of} pending."),
    MANY(TASK_STEP, "2.all", after_wait_for_all, "wait() gives it {n} future done, none pending.",
         "wait() gives it {n} futures done, none pending."),
    MANY(TASK_STEP, "2.wait", after_wait, "wait() gives it {n} future done, {of} pending.",
         "wait() gives it {n} futures done, {of} pending."),
    ROW(TASK_STEP, "2.late", was_ready_for_long,
        "It was ready for {duration}, and goes on after line {line}."),
    ROW(TASK_STEP, "2.after", has_line, "It goes on after line {line}."),
    END_OF_ROWS,
};
