/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-waiting.c - in words, what tasks wait for, and how they give way. */
#include <string.h>

#include "ui/model/ready-item.h"
#include "ui/model/sentence-text.h"
#include "ui/model/wake.h"

static gboolean
waits_since(Moment *m)
{
    return moment_is_told(m) && take_wake(m);
}

static gboolean
waits_told(Moment *m)
{
    return moment_is_told(m);
}

static gboolean
waits_for_thing(Moment *m, StateThing *ret_thing)
{
    return state_thing(m->state, m->thing, ret_thing);
}

static gboolean
waits_for_holder(Moment *m)
{
    StateThing lock;

    if (!wake_of_lock(m) || !waits_for_thing(m, &lock))
        return FALSE;
    m->other = lock.holder;
    return is_task(m, m->other);
}

static gboolean
waits_for_own_lock(Moment *m)
{
    StateThing condition;

    if (!wake_of_own_lock(m) || !waits_for_thing(m, &condition))
        return FALSE;
    m->other = condition.holder;
    return is_task(m, m->other) && m->other != m->task;
}

static gboolean
waits_for_itself(Moment *m)
{
    return waits_for_holder(m) && m->other == m->task;
}

/* Who was woken for the lock, and has not taken it yet. */
static gboolean
waits_behind_woken(Moment *m)
{
    StateWaiter waiter;
    guint at = 0;

    if (!wake_of_lock(m))
        return FALSE;
    while (state_next_waiter(m->state, m->thing, &at, &waiter))
        if (waiter.woken && is_task(m, waiter.task)) {
            m->other = waiter.task;
            return TRUE;
        }
    return FALSE;
}

static gboolean
waits_for_room(Moment *m)
{
    StateThing queue;

    if (!wake_of_room(m) || !waits_for_thing(m, &queue))
        return FALSE;
    m->n = queue.count;
    return TRUE;
}

static gboolean
waits_at_barrier(Moment *m)
{
    StateThing barrier;

    if (!wake_of_barrier(m) || !waits_for_thing(m, &barrier) || barrier.limit < 0)
        return FALSE;
    m->n = barrier.count;
    m->of = barrier.limit;
    return TRUE;
}

static gboolean
waits_for_group(Moment *m)
{
    StateThing group;

    if (!wake_of_group(m) || !waits_for_thing(m, &group))
        return FALSE;
    m->n = group.count;
    return TRUE;
}

static gboolean
waits_for_tasks(Moment *m)
{
    return wake_of_wait(m) && name_wait(m, WAIT_FOR_TASKS);
}

static gboolean
waits_for_tasks_until(Moment *m)
{
    return wake_of_wait(m) && name_wait(m, WAIT_FOR_TASKS | WAIT_WITH_TIMEOUT);
}

static gboolean
waits_for_futures(Moment *m)
{
    return wake_of_wait(m) && name_wait(m, 0);
}

static gboolean
waits_for_futures_until(Moment *m)
{
    return wake_of_wait(m) && name_wait(m, WAIT_WITH_TIMEOUT);
}

/* {name} is what it made itself. */
static gboolean
waits_for_own(Moment *m)
{
    guint32 maker;

    if (!take_wake(m) || !sentence_names_maker(m, m->what, &maker) || maker != m->task)
        return FALSE;
    moment_call(m, g_strdup(model_track(m->model, m->what)->name));
    return TRUE;
}

static gboolean
waits_for_any(Moment *m)
{
    return take_wake(m);
}

/* How many stand in the line of a lock before the last one. */
static gboolean
others_wait_before(Moment *m)
{
    StateThing lock;

    if (moment_is_unsure(m) || !(wake_of_lock(m) || wake_of_slot(m)) ||
        !waits_for_thing(m, &lock) || lock.n_waiters < 2)
        return FALSE;
    m->n = lock.n_waiters - 1;
    return TRUE;
}

static gboolean
is_sleep(Moment *m)
{
    const TraceSite *site = model_site(m->model, m->event->site);

    return site && strcmp(site->name, "sleep") == 0;
}

static gboolean
is_negative_sleep(Moment *m)
{
    return m->event->value_type == TRACE_VALUE_DURATION && m->event->value < 0;
}

static gboolean
will_fail(Moment *m)
{
    return m->event->value_type == TRACE_VALUE_ERROR;
}

static gboolean
stays_behind_task(Moment *m)
{
    return take_before(m) && item_is_step(m);
}

static gboolean
stays_last(Moment *m)
{
    return take_before(m) && item_is_any(m);
}

static gboolean
stays_alone(Moment *m)
{
    return take_before(m);
}

const SentenceRow sentences_of_waiting[] = {
    ROW(TASK_AWAIT, "1.told", waits_since, "{task} has been waiting at line {line} for {what}."),
    ROW(TASK_AWAIT, "1.toldplain", waits_told, "{task} has been waiting at line {line}."),
    MANY(TASK_AWAIT, "1.wait", waits_for_tasks, "{task} waits at line {line} for {n} task.",
         "{task} waits at line {line} for {n} tasks."),
    MANY(TASK_AWAIT, "1.waittimeout", waits_for_tasks_until,
         "{task} waits at line {line} for {n} task, {duration} at most.",
         "{task} waits at line {line} for {n} tasks, {duration} at most."),
    MANY(TASK_AWAIT, "1.waitf", waits_for_futures, "{task} waits at line {line} for {n} future.",
         "{task} waits at line {line} for {n} futures."),
    MANY(TASK_AWAIT, "1.waitftimeout", waits_for_futures_until,
         "{task} waits at line {line} for {n} future, {duration} at most.",
         "{task} waits at line {line} for {n} futures, {duration} at most."),
    ROW(TASK_AWAIT, "1.task", wake_of_task, "{task} awaits {other} at line {line}."),
    ROW(TASK_AWAIT, "1.lockitself", waits_for_itself,
        "{task} waits at line {line} for {thing}, which it has itself."),
    ROW(TASK_AWAIT, "1.lock", waits_for_holder,
        "{task} waits at line {line} for {thing}, which {other} has."),
    ROW(TASK_AWAIT, "1.handover", waits_behind_woken,
        "{task} waits at line {line} for {thing}; {other} is to have it."),
    ROW(TASK_AWAIT, "1.freelock", wake_of_lock, "{task} waits at line {line} for {thing}."),
    ROW(TASK_AWAIT, "1.slot", wake_of_slot, "{task} waits at line {line} for a slot of {thing}."),
    ROW(TASK_AWAIT, "1.event", wake_of_event, "{task} waits at line {line} until {thing} is set."),
    ROW(TASK_AWAIT, "1.ownlock", waits_for_own_lock,
        "{task} waits at line {line} for the lock of {thing}, which {other} has."),
    ROW(TASK_AWAIT, "1.ownfreelock", wake_of_own_lock,
        "{task} waits at line {line} for the lock of {thing}."),
    ROW(TASK_AWAIT, "1.condition", wake_of_condition,
        "{task} waits at line {line} for a notice of {thing}."),
    MANY(TASK_AWAIT, "1.full", waits_for_room,
         "{task} waits at line {line}: {thing} is full, with {n} item.",
         "{task} waits at line {line}: {thing} is full, with {n} items."),
    ROW(TASK_AWAIT, "1.empty", wake_of_item, "{task} waits at line {line}: {thing} is empty."),
    ROW(TASK_AWAIT, "1.join", wake_of_join,
        "{task} waits at line {line} until all items of {thing} are done."),
    MANY(TASK_AWAIT, "1.barrier", waits_at_barrier,
         "{task} waits at line {line} for {thing}: {n} of {of} is there.",
         "{task} waits at line {line} for {thing}: {n} of {of} are there."),
    MANY(TASK_AWAIT, "1.group", waits_for_group,
         "{task} waits at line {line} for the last task of {thing}.",
         "{task} waits at line {line} for {n} tasks of {thing}."),
    ROW(TASK_AWAIT, "1.next", wake_of_completions,
        "{task} waits at line {line} for the next of {thing}."),
    ROW(TASK_AWAIT, "1.read", wake_of_read,
        "{task} waits at line {line} until descriptor {fd} can be read."),
    ROW(TASK_AWAIT, "1.written", wake_of_write,
        "{task} waits at line {line} until descriptor {fd} can be written to."),
    ROW(TASK_AWAIT, "1.own", waits_for_own, "{task} waits at line {line} for its {name}."),
    ROW(TASK_AWAIT, "1", waits_for_any, "{task} waits at line {line} for {what}."),
    ROW(TASK_AWAIT, "1.unknown", NULL, "{task} waits at line {line}; for what is unknown."),
    NONE(TASK_AWAIT, "2.told", waits_told),
    ROW(TASK_AWAIT, "2.outer", outer_goes_on, "{other}, which made it, goes on now."),
    MANY(TASK_AWAIT, "2.behind", others_wait_before, "{n} task waits for it before {task}.",
         "{n} tasks wait for it before {task}."),
    SEE(TASK_AWAIT, "2", take_next, sentences_next),

    ROW(TASK_YIELD, "1.error", will_fail,
        "{task} gives way at line {line}, to be resumed with “{text}”."),
    ROW(TASK_YIELD, "1.negative", is_negative_sleep,
        "{task} sleeps for less than 0 s at line {line}: it gives way."),
    ROW(TASK_YIELD, "1", is_sleep, "{task} sleeps for 0 s at line {line}: it gives way."),
    ROW(TASK_YIELD, "1.other", NULL, "{task} gives way at line {line}."),
    ROW(TASK_YIELD, "2.outer", outer_goes_on, "{other}, which made it, goes on now."),
    ROW(TASK_YIELD, "2.behind", stays_behind_task, "It stays ready, now behind {other}."),
    ROW(TASK_YIELD, "2.last", stays_last, "It stays ready, now last in the queue."),
    ROW(TASK_YIELD, "2.first", stays_alone, "It stays ready, and runs again in the next turn."),
    END_OF_ROWS,
};
