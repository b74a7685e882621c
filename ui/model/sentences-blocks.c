/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-blocks.c - timeouts and groups of tasks in words. */
#include "ui/model/sentences.h"

/* ---- timeouts ---- */

static gboolean
has_deadline(Moment *m)
{
    m->time_ns = m->event->value == G_MAXINT64 ? 0 : m->event->time_ns + m->event->value;
    return m->event->value_type == TRACE_VALUE_DURATION && m->event->value != G_MAXINT64;
}

/* As its timer has it: the event that says how long it is comes a little later. */
static gboolean
is_moved(Moment *m)
{
    StateTimer timer;

    if (!has_deadline(m))
        return FALSE;
    if (state_timer_of(m->state, m->thing, &timer))
        m->time_ns = timer.deadline_ns;
    return TRUE;
}

static gboolean
told_with_deadline(Moment *m)
{
    return has_deadline(m) && moment_is_told(m);
}

static gboolean
had_expired(Moment *m)
{
    return state_of(m, m->thing, event_before(model_track(m->model, m->thing), m->at)) ==
           TRACE_STATE_CANCELLED;
}

/* ---- groups ---- */

static gboolean
some_are_left(Moment *m)
{
    return m->n > 0;
}

/* Because of the one who entered it, not of a task in it. */
static gboolean
aborts_by_owner(Moment *m)
{
    StateThing group;

    return state_thing(m->state, m->thing, &group) && group.holder == m->event->object;
}

static gboolean
aborts_alone(Moment *m)
{
    StateThing group;

    return aborts_by_owner(m) && state_thing(m->state, m->thing, &group) && group.count == 0;
}

const SentenceRow sentences_of_blocks[] = {
    ROW(TIMEOUT_ENTERED, "1.told", moment_is_told, "{task} is inside {thing}."),
    ROW(TIMEOUT_ENTERED, "1", has_deadline,
        "{task} enters {thing} at line {line}: it has {duration}."),
    ROW(TIMEOUT_ENTERED, "1.never", NULL,
        "{task} enters {thing} at line {line}, with no time limit yet."),
    ROW(TIMEOUT_ENTERED, "2.told", told_with_deadline, "It had {duration} at first."),
    ROW(TIMEOUT_ENTERED, "2", has_deadline, "If it is still inside then, it is cancelled."),

    ROW(TIMEOUT_RESCHEDULED, "1", is_moved, "{task} moves the end of {thing} to {time}."),
    ROW(TIMEOUT_RESCHEDULED, "1.never", NULL, "{task} takes the time limit of {thing} away."),
    ROW(TIMEOUT_RESCHEDULED, "2", has_deadline, "That is {duration} from now."),

    ROW(TIMEOUT_EXPIRED, "1", NULL, "The time of {thing} is over, and {task} is still inside."),

    ROW(TIMEOUT_LEFT, "1.expired", had_expired, "{task} leaves {thing}, whose time was over."),
    ROW(TIMEOUT_LEFT, "1", NULL, "{task} leaves {thing} in time."),

    ROW(TIMEOUT_RAISED, "1", NULL, "{task} leaves {thing}: its cancellation becomes a timeout."),
    ROW(TIMEOUT_RAISED, "2", NULL, "The error is “{text}”."),

    ROW(GROUP_ENTERED, "1.told", moment_is_told, "{task} is inside {thing}."),
    ROW(GROUP_ENTERED, "1", NULL, "{task} enters {thing} at line {line}."),
    NONE(GROUP_ENTERED, "2.told", moment_is_told),
    ROW(GROUP_ENTERED, "2", NULL, "It cannot leave before all tasks of the group end."),

    ROW(GROUP_SPAWNED, "1", NULL, "{task} joins {thing}."),
    MANY(GROUP_SPAWNED, "2", NULL, "{n} task is in it now.", "{n} tasks are in it now."),

    ROW(GROUP_TASK_DONE, "1", NULL, "{thing} counts {task} as ended."),
    MANY(GROUP_TASK_DONE, "2", some_are_left, "{n} task is left in it.",
         "{n} tasks are left in it."),
    ROW(GROUP_TASK_DONE, "2.none", NULL, "No task is left in it."),

    ROW(GROUP_ABORTED, "1.alone", aborts_alone,
        "{task} ends {thing} early; no task is left in it."),
    ROW(GROUP_ABORTED, "1.owner", aborts_by_owner,
        "{task} ends {thing} early, so the group cancels its tasks."),
    ROW(GROUP_ABORTED, "1", NULL, "{task} failed, so {thing} cancels its other tasks."),
    NONE(GROUP_ABORTED, "2.alone", aborts_alone),
    ROW(GROUP_ABORTED, "2", NULL, "It waits until all of them have ended."),

    ROW(GROUP_LEFT, "1", NULL, "{task} leaves {thing}: all of its tasks have ended."),

    ROW(GROUP_FAILED, "1", NULL, "{task} leaves {thing} with an error: “{text}”."),
    END_OF_ROWS,
};
