/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-locks.c - locks, semaphores, events, conditions and barriers in words. */
#include <string.h>

#include "ui/model/line.h"
#include "ui/model/sentences.h"

/* ---- locks ---- */

static gboolean
is_taken_from_line(Moment *m)
{
    return !moment_is_told(m) && line_was_left_by(m, m->task);
}

static gboolean
has_line(Moment *m)
{
    return model_site(m->model, m->event->site) != NULL;
}

/* A condition releases its lock in the call in which it waits. */
static gboolean
is_released_to_wait(Moment *m)
{
    const TraceSite *site = model_site(m->model, m->event->site);

    return site && g_str_has_prefix(site->name, "condition.");
}

/* A condition's own. */
static gboolean
is_own_lock(Moment *m)
{
    return thing_kind(m, m->thing) == STATE_CONDITION;
}

static gboolean
own_is_taken_from_line(Moment *m)
{
    return is_own_lock(m) && is_taken_from_line(m);
}

static gboolean
own_is_released(Moment *m)
{
    return is_own_lock(m) && has_line(m);
}

static gboolean
own_is_released_to_wait(Moment *m)
{
    return is_own_lock(m) && is_released_to_wait(m);
}

/* ---- semaphores ---- */

static gboolean
is_last_slot(Moment *m)
{
    return m->event->value == 0;
}

static gboolean
last_slot_is_taken(Moment *m)
{
    return is_by_nobody(m) && is_last_slot(m);
}

/* ---- events ---- */

static gboolean
is_set_again(Moment *m)
{
    return kind_at(m, event_before(model_track(m->model, m->thing), m->at)) == TRACE_EVENT_SET;
}

static gboolean
is_set_again_by_nobody(Moment *m)
{
    return is_set_again(m) && is_by_nobody(m);
}

/* ---- conditions ---- */

static gboolean
has_lock(Moment *m)
{
    m->other =
        m->event->value_type == TRACE_VALUE_OBJECT ? (guint32) m->event->value : TRACE_NOBODY;
    return track_of(m, m->other, TRACE_TRACK_SYNC) != NULL;
}

/* ---- barriers ---- */

static gboolean
count_parties(Moment *m)
{
    StateThing barrier;

    if (!state_thing(m->state, m->thing, &barrier) || barrier.limit < 0)
        return FALSE;
    m->n = m->event->value;
    m->of = barrier.limit;
    return TRUE;
}

static gboolean
parties_are_missing(Moment *m)
{
    if (!count_parties(m) || m->of <= m->n)
        return FALSE;
    m->n = m->of - m->n;
    return TRUE;
}

static gboolean
parties_are_there(Moment *m)
{
    return count_parties(m) && m->of == m->n;
}

static gboolean
count_broken(Moment *m)
{
    StateThing barrier;

    m->n = state_thing(m->state, m->thing, &barrier) ? barrier.n_waiters : 0;
    return m->n > 0;
}

/* It was reset while nobody was there, so nobody leaves it. */
static gboolean
is_reset_empty(Moment *m)
{
    const TraceSite *site = model_site(m->model, m->event->site);

    return site && strcmp(site->name, "barrier.reset") == 0;
}

static gboolean
has_count(Moment *m)
{
    return m->n > 0;
}

static gboolean
wakes_none_by_nobody(Moment *m)
{
    return !has_count(m) && is_by_nobody(m);
}

const SentenceRow sentences_of_locks[] = {
    ROW(LOCK_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    ROW(LOCK_CREATED, "1.told", moment_is_told, "The lock {thing} was there when recording began."),
    ROW(LOCK_CREATED, "1.passive", is_by_nobody, "The lock {thing} is made at line {line}."),
    ROW(LOCK_CREATED, "1", NULL, "{task} makes the lock {thing} at line {line}."),
    NONE(LOCK_CREATED, "2.told", moment_is_told),
    ROW(LOCK_CREATED, "2", NULL, "It is free."),

    ROW(LOCK_ACQUIRED, "1.told", moment_is_told, "{task} has {thing}."),
    ROW(LOCK_ACQUIRED, "1.passive", is_by_nobody, "{thing} is taken."),
    ROW(LOCK_ACQUIRED, "1.ownhanded", own_is_taken_from_line,
        "{task} takes the lock of {thing}, for which it was first in line."),
    ROW(LOCK_ACQUIRED, "1.own", is_own_lock,
        "The lock of {thing} is free, so {task} takes it at line {line}."),
    ROW(LOCK_ACQUIRED, "1.handed", is_taken_from_line,
        "{task} takes {thing}, for which it was first in line."),
    ROW(LOCK_ACQUIRED, "1.free", has_line, "{thing} is free, so {task} takes it at line {line}."),
    ROW(LOCK_ACQUIRED, "1.plain", NULL, "{thing} is free, so {task} takes it."),
    NONE(LOCK_ACQUIRED, "2.told", moment_is_told),
    MANY(LOCK_ACQUIRED, "2.waiters", line_has_waiters, "{n} task still waits for it.",
         "{n} tasks still wait for it."),
    ROW(LOCK_ACQUIRED, "2.none", line_is_empty, "Nobody else waits for it."),

    ROW(LOCK_RELEASED, "1.told", moment_is_told, "{thing} is free."),
    ROW(LOCK_RELEASED, "1.passive", is_by_nobody, "{thing} is released."),
    ROW(LOCK_RELEASED, "1.ownwait", own_is_released_to_wait,
        "{task} releases the lock of {thing} at line {line}, to wait for a notice."),
    ROW(LOCK_RELEASED, "1.own", own_is_released,
        "{task} releases the lock of {thing} at line {line}."),
    ROW(LOCK_RELEASED, "1.ownscope", is_own_lock,
        "{task} leaves a block, which releases the lock of {thing}."),
    ROW(LOCK_RELEASED, "1.condition", is_released_to_wait,
        "{task} releases {thing} at line {line}, to wait for a notice."),
    ROW(LOCK_RELEASED, "1", has_line, "{task} releases {thing} at line {line}."),
    ROW(LOCK_RELEASED, "1.scope", NULL, "{task} leaves a block, which releases {thing}."),
    NONE(LOCK_RELEASED, "2.told", moment_is_told),
    ROW(LOCK_RELEASED, "2.next", line_has_first, "{other} is first in line for it."),
    ROW(LOCK_RELEASED, "2.none", line_is_empty, "Nobody waits for it."),

    ROW(SEMAPHORE_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    MANY(SEMAPHORE_CREATED, "1.told", moment_is_told,
         "The semaphore {thing}, with {n} slot, was there when recording began.",
         "The semaphore {thing}, with {n} slots, was there when recording began."),
    MANY(SEMAPHORE_CREATED, "1.passive", is_by_nobody,
         "The semaphore {thing} is made at line {line}, with {n} slot.",
         "The semaphore {thing} is made at line {line}, with {n} slots."),
    MANY(SEMAPHORE_CREATED, "1", NULL,
         "{task} makes the semaphore {thing} at line {line}, with {n} slot.",
         "{task} makes the semaphore {thing} at line {line}, with {n} slots."),
    NONE(SEMAPHORE_CREATED, "2.told", moment_is_told),
    MANY(SEMAPHORE_CREATED, "2", NULL, "It is free.", "All are free."),

    MANY(SEMAPHORE_ACQUIRED, "1.told", moment_is_told, "{thing} has {n} slot free.",
         "{thing} has {n} slots free."),
    ROW(SEMAPHORE_ACQUIRED, "1.passivelast", last_slot_is_taken,
        "The last free slot of {thing} is taken."),
    MANY(SEMAPHORE_ACQUIRED, "1.passive", is_by_nobody,
         "A slot of {thing} is taken: {n} is left free.",
         "A slot of {thing} is taken: {n} are left free."),
    ROW(SEMAPHORE_ACQUIRED, "1.handed", is_taken_from_line,
        "{task} takes the slot of {thing} that became free."),
    ROW(SEMAPHORE_ACQUIRED, "1.last", is_last_slot, "{task} takes the last free slot of {thing}."),
    MANY(SEMAPHORE_ACQUIRED, "1", NULL, "{task} takes a slot of {thing}, and leaves {n} free.",
         "{task} takes a slot of {thing}, and leaves {n} free."),
    NONE(SEMAPHORE_ACQUIRED, "2.told", moment_is_told),
    MANY(SEMAPHORE_ACQUIRED, "2.waiters", line_has_waiters, "{n} task still waits for one.",
         "{n} tasks still wait for one."),
    ROW(SEMAPHORE_ACQUIRED, "2.last", is_last_slot, "The next to come must wait."),

    MANY(SEMAPHORE_RELEASED, "1.told", moment_is_told, "{thing} has {n} slot free.",
         "{thing} has {n} slots free."),
    MANY(SEMAPHORE_RELEASED, "1.passive", is_by_nobody,
         "A slot of {thing} is given back: {n} is free.",
         "A slot of {thing} is given back: {n} are free."),
    MANY(SEMAPHORE_RELEASED, "1", NULL, "{task} gives a slot of {thing} back: {n} is free.",
         "{task} gives a slot of {thing} back: {n} are free."),
    NONE(SEMAPHORE_RELEASED, "2.told", moment_is_told),
    ROW(SEMAPHORE_RELEASED, "2.next", line_has_first, "{other} is first in line for it."),
    ROW(SEMAPHORE_RELEASED, "2.none", line_is_empty, "Nobody waits for one."),

    MANY(SEMAPHORE_FREE, "1.told", moment_is_told, "{thing} has {n} slot free.",
         "{thing} has {n} slots free."),
    ROW(SEMAPHORE_FREE, "1.passive", is_by_nobody, "The last slot of {thing} is given back."),
    ROW(SEMAPHORE_FREE, "1", NULL, "{task} gives the last slot of {thing} back."),
    NONE(SEMAPHORE_FREE, "2.told", moment_is_told),
    MANY(SEMAPHORE_FREE, "2", has_count, "It is free now.", "All {n} are free now."),

    ROW(EVENT_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    ROW(EVENT_CREATED, "1.told", moment_is_told,
        "The event {thing} was there when recording began."),
    ROW(EVENT_CREATED, "1.passive", is_by_nobody, "The event {thing} is made at line {line}."),
    ROW(EVENT_CREATED, "1", NULL, "{task} makes the event {thing} at line {line}."),
    NONE(EVENT_CREATED, "2.told", moment_is_told),
    ROW(EVENT_CREATED, "2", NULL, "It is not set."),

    ROW(EVENT_SET, "1.told", moment_is_told, "{thing} is set."),
    ROW(EVENT_SET, "1.passiveagain", is_set_again_by_nobody,
        "{thing} is set again at line {line}."),
    ROW(EVENT_SET, "1.again", is_set_again, "{task} sets {thing} again at line {line}."),
    ROW(EVENT_SET, "1.passive", is_by_nobody, "{thing} is set at line {line}."),
    ROW(EVENT_SET, "1", NULL, "{task} sets {thing} at line {line}."),
    NONE(EVENT_SET, "2.told", moment_is_told),
    ROW(EVENT_SET, "2.again", is_set_again, "It was set already."),
    MANY(EVENT_SET, "2.waiters", line_has_waiters, "{n} task waits for it, and goes on.",
         "{n} tasks wait for it, and all go on."),
    ROW(EVENT_SET, "2.none", line_is_empty, "Nobody waits for it."),

    ROW(EVENT_CLEARED, "1.told", moment_is_told, "{thing} is not set."),
    ROW(EVENT_CLEARED, "1.passive", is_by_nobody, "{thing} is cleared at line {line}."),
    ROW(EVENT_CLEARED, "1", NULL, "{task} clears {thing} at line {line}."),
    NONE(EVENT_CLEARED, "2.told", moment_is_told),
    ROW(EVENT_CLEARED, "2", NULL, "Tasks that wait for it from now on are held up."),

    ROW(CONDITION_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    ROW(CONDITION_CREATED, "1.told", moment_is_told,
        "The condition {thing} was there when recording began."),
    ROW(CONDITION_CREATED, "1.passive", is_by_nobody,
        "The condition {thing} is made at line {line}."),
    ROW(CONDITION_CREATED, "1", NULL, "{task} makes the condition {thing} at line {line}."),
    NONE(CONDITION_CREATED, "2.told", moment_is_told),
    ROW(CONDITION_CREATED, "2.lock", has_lock,
        "To wait for it or notify it, a task must have {other}."),
    ROW(CONDITION_CREATED, "2", NULL, "To wait for it or notify it, a task must have its lock."),

    ROW(CONDITION_NOTIFIED, "1.passivenone", wakes_none_by_nobody,
        "{thing} is notified, where nobody waits."),
    MANY(CONDITION_NOTIFIED, "1.passive", is_by_nobody,
         "{thing} is notified, which wakes {n} task.",
         "{thing} is notified, which wakes {n} tasks."),
    MANY(CONDITION_NOTIFIED, "1", has_count, "{task} notifies {thing}, which wakes {n} task.",
         "{task} notifies {thing}, which wakes {n} tasks."),
    ROW(CONDITION_NOTIFIED, "1.none", NULL, "{task} notifies {thing}, where nobody waits."),
    ROW(CONDITION_NOTIFIED, "2", has_count,
        "A woken task must get the lock back before it goes on."),

    ROW(BARRIER_CREATED, "1.again", moment_is_listed, "{thing} is there."),
    MANY(BARRIER_CREATED, "1.told", moment_is_told,
         "The barrier {thing}, for {n} task, was there when recording began.",
         "The barrier {thing}, for {n} tasks, was there when recording began."),
    MANY(BARRIER_CREATED, "1.passive", is_by_nobody,
         "The barrier {thing} is made at line {line}, for {n} task.",
         "The barrier {thing} is made at line {line}, for {n} tasks."),
    MANY(BARRIER_CREATED, "1", NULL,
         "{task} makes the barrier {thing} at line {line}, for {n} task.",
         "{task} makes the barrier {thing} at line {line}, for {n} tasks."),
    NONE(BARRIER_CREATED, "2.told", moment_is_told),
    MANY(BARRIER_CREATED, "2", NULL, "It opens when {n} has come.", "It opens when {n} have come."),

    MANY(BARRIER_ARRIVED, "1", count_parties, "{task} comes to {thing}: {n} of {of} is there.",
         "{task} comes to {thing}: {n} of {of} are there."),
    ROW(BARRIER_ARRIVED, "1.plain", NULL, "{task} comes to {thing}."),
    MANY(BARRIER_ARRIVED, "2.more", parties_are_missing, "It needs {n} more.",
         "It needs {n} more."),
    ROW(BARRIER_ARRIVED, "2.all", parties_are_there, "That was the last one."),

    ROW(BARRIER_LEFT, "1", NULL, "{task} leaves {thing}."),
    MANY(BARRIER_LEFT, "2", has_count, "There is {n} still to leave.",
         "There are {n} still to leave."),

    MANY(BARRIER_OPENED, "1", NULL, "The only one is there, so {thing} opens.",
         "All {n} are there, so {thing} opens."),
    ROW(BARRIER_OPENED, "2", NULL, "All that wait there go on."),

    ROW(BARRIER_EMPTIED, "1.reset", is_reset_empty, "{task} resets {thing}, where nobody waits."),
    ROW(BARRIER_EMPTIED, "1", NULL, "{task} leaves {thing}, the last to do so."),
    ROW(BARRIER_EMPTIED, "2", NULL, "It can be used again."),

    ROW(BARRIER_RESET, "1.passive", is_by_nobody, "{thing} is reset at line {line}."),
    ROW(BARRIER_RESET, "1", NULL, "{task} resets {thing} at line {line}."),
    MANY(BARRIER_RESET, "2", count_broken,
         "{n} task there will fail: the barrier is broken for it.",
         "{n} tasks there will fail: the barrier is broken for them."),

    ROW(BARRIER_BROKEN, "1.passive", is_by_nobody, "{thing} is broken at line {line}."),
    ROW(BARRIER_BROKEN, "1", NULL, "{task} breaks {thing} at line {line}."),
    ROW(BARRIER_BROKEN, "2", NULL, "Every wait there fails until it is reset."),
    END_OF_ROWS,
};
