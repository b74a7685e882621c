/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-futures.c - how futures come into being, in words. */
#include <string.h>

#include "ui/model/ready-item.h"
#include "ui/model/run.h"
#include "ui/model/sentence-text.h"

static gboolean
is_sort(Moment *m, FutureSort sort)
{
    return future_sort(m, m->what) == sort && is_by_code(m);
}

/* {name} is the call. */
static gboolean
makes_sleep(Moment *m)
{
    const Track *track = model_track(m->model, m->what);

    if (!is_sort(m, FUTURE_SLEEP))
        return FALSE;
    moment_call(m, g_strdup(track->name));
    return TRUE;
}

static gboolean
makes_wait(Moment *m)
{
    return is_sort(m, FUTURE_WAIT);
}

static gboolean
waits_for_tasks(Moment *m)
{
    return makes_wait(m) && name_wait(m, WAIT_FOR_TASKS);
}

static gboolean
waits_for_tasks_until(Moment *m)
{
    return makes_wait(m) && name_wait(m, WAIT_FOR_TASKS | WAIT_WITH_TIMEOUT);
}

static gboolean
waits_for_futures(Moment *m)
{
    return makes_wait(m) && name_wait(m, 0);
}

static gboolean
waits_for_futures_until(Moment *m)
{
    return makes_wait(m) && name_wait(m, WAIT_WITH_TIMEOUT);
}

/* The number of the label says what ends it. */
static gboolean
waits_for_one(Moment *m)
{
    return makes_wait(m) && m->event->value == 1;
}

static gboolean
waits_for_error(Moment *m)
{
    return makes_wait(m) && m->event->value == 2;
}

/* "gather(4)" */
static gboolean
makes_gather(Moment *m)
{
    static const char open[] = "gather(";
    const char *text = m->event->text ? m->event->text : "";

    if (!is_sort(m, FUTURE_GATHER) || !g_str_has_prefix(text, open))
        return FALSE;
    m->n = (gint64) g_ascii_strtoull(text + strlen(open), NULL, 10);
    return TRUE;
}

static gboolean
gathers_errors(Moment *m)
{
    return makes_gather(m) && m->event->value == 1;
}

static gboolean
makes_shield(Moment *m)
{
    m->other = (guint32) m->event->value;
    return is_sort(m, FUTURE_SHIELD) && model_track(m->model, m->other);
}

static gboolean
watches(Moment *m, FutureSort sort)
{
    m->fd = m->event->value;
    return is_sort(m, sort);
}

static gboolean
watches_to_read(Moment *m)
{
    return watches(m, FUTURE_READS);
}

static gboolean
watches_to_write(Moment *m)
{
    return watches(m, FUTURE_WRITES);
}

static gboolean
makes_call(Moment *m)
{
    return is_sort(m, FUTURE_CALL);
}

/* One that is named after its maker. */
static gboolean
makes_own_call(Moment *m)
{
    guint32 maker;

    if (!makes_call(m) || !sentence_names_maker(m, m->what, &maker))
        return FALSE;
    moment_call(m, g_strdup(model_track(m->model, m->what)->name));
    return TRUE;
}

static gboolean
makes_future(Moment *m)
{
    return is_by_code(m);
}

static gboolean
in_callback_plain(Moment *m)
{
    return take_running(m) && future_sort(m, m->what) == FUTURE_PLAIN;
}

static gboolean
is_plain_of_nobody(Moment *m)
{
    return !is_task(m, m->by) && future_sort(m, m->what) == FUTURE_PLAIN;
}

static gboolean
is_made_by_run(Moment *m)
{
    return run_gathers(m, m->what);
}

static gboolean
has_no_owner(Moment *m)
{
    return !is_task(m, m->by);
}

static gboolean
stands(Moment *m, StateThingKind kind)
{
    m->thing = is_task(m, m->by) ? future_thing(m, m->what) : TRACE_NOBODY;
    return thing_kind(m, m->thing) == kind;
}

static gboolean
stands_for_lock(Moment *m)
{
    return stands(m, STATE_LOCK);
}

static gboolean
stands_for_taken_lock(Moment *m)
{
    StateThing lock;

    return stands_for_lock(m) && state_thing(m->state, m->thing, &lock) &&
           lock.holder != TRACE_NOBODY;
}

static gboolean
stands_for_slot(Moment *m)
{
    return stands(m, STATE_SEMAPHORE);
}

static gboolean
stands_for_event(Moment *m)
{
    return stands(m, STATE_EVENT);
}

static gboolean
stands_for_condition(Moment *m)
{
    return stands(m, STATE_CONDITION);
}

static gboolean
stands_for_own_lock(Moment *m)
{
    return stands_for_condition(m) && future_wants_lock(m, m->what);
}

static gboolean
stands_at_barrier(Moment *m)
{
    return stands(m, STATE_BARRIER);
}

static gboolean
stands_for_completion(Moment *m)
{
    return stands(m, STATE_COMPLETIONS);
}

static gboolean
stands_for_group(Moment *m)
{
    return stands(m, STATE_GROUP);
}

static gboolean
stands_in_queue(Moment *m, const char *call)
{
    return stands(m, STATE_QUEUE) && strcmp(future_call(m, m->what), call) == 0;
}

static gboolean
stands_for_item(Moment *m)
{
    return stands_in_queue(m, "queue.get");
}

static gboolean
stands_for_room(Moment *m)
{
    return stands_in_queue(m, "queue.put");
}

static gboolean
stands_for_join(Moment *m)
{
    return stands_in_queue(m, "queue.join");
}

/* How many stand before it, in the same one of the lines. Who was woken has left. */
static gboolean
count_before(Moment *m)
{
    StateWaiter waiter;
    StateFuture place;
    guint at = 0;
    guint lines[STATE_RELOCK + 1] = {0};

    m->thing = future_thing(m, m->what);
    if (moment_is_unsure(m) || !state_future(m->state, m->what, &place))
        return FALSE;
    while (state_next_waiter(m->state, m->thing, &at, &waiter)) {
        if (waiter.future == m->what) {
            m->n = lines[waiter.line];
            return TRUE;
        }
        lines[waiter.line] += !waiter.woken && !waiter.cancelled;
    }
    return FALSE;
}

/* Of others, all are woken together. */
static gboolean
line_counts(Moment *m)
{
    return stands_for_lock(m) || stands_for_slot(m) || stands_for_condition(m) ||
           stands_for_item(m) || stands_for_room(m);
}

static gboolean
others_are_before(Moment *m)
{
    return line_counts(m) && count_before(m) && m->n > 0;
}

static gboolean
nobody_is_before(Moment *m)
{
    return line_counts(m) && count_before(m) && m->n == 0;
}

const SentenceRow sentences_of_futures[] = {
    ROW(FUTURE_CREATED, "1.sleep", makes_sleep,
        "{by} calls {name} at line {line}, which makes a future."),
    MANY(FUTURE_CREATED, "1.wait", waits_for_tasks,
         "{by} calls wait() at line {line} for {n} task.",
         "{by} calls wait() at line {line} for {n} tasks."),
    MANY(FUTURE_CREATED, "1.waittimeout", waits_for_tasks_until,
         "{by} calls wait() at line {line}: {n} task, {duration} at most.",
         "{by} calls wait() at line {line}: {n} tasks, {duration} at most."),
    MANY(FUTURE_CREATED, "1.waitf", waits_for_futures,
         "{by} calls wait() at line {line} for {n} future.",
         "{by} calls wait() at line {line} for {n} futures."),
    MANY(FUTURE_CREATED, "1.waitftimeout", waits_for_futures_until,
         "{by} calls wait() at line {line}: {n} future, {duration} at most.",
         "{by} calls wait() at line {line}: {n} futures, {duration} at most."),
    MANY(FUTURE_CREATED, "1.gather", makes_gather,
         "{by} gathers {n} result at line {line} in one future.",
         "{by} gathers {n} results at line {line} in one future."),
    ROW(FUTURE_CREATED, "1.lock", stands_for_taken_lock,
        "{thing} is taken, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.handover", stands_for_lock,
        "{thing} is meant for another, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.slot", stands_for_slot,
        "{thing} has no slot, so {by} gets in line for one."),
    ROW(FUTURE_CREATED, "1.event", stands_for_event,
        "{thing} is not set, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.get", stands_for_item,
        "{thing} is empty, so {by} gets in line for an item."),
    ROW(FUTURE_CREATED, "1.put", stands_for_room,
        "{thing} is full, so {by} gets in line for room."),
    ROW(FUTURE_CREATED, "1.join", stands_for_join,
        "Not all of {thing} is done, so {by} gets in line."),
    ROW(FUTURE_CREATED, "1.ownlock", stands_for_own_lock,
        "The lock of {thing} is taken, so {by} gets in line for it."),
    ROW(FUTURE_CREATED, "1.condition", stands_for_condition,
        "{by} gets in line for a notice of {thing}."),
    ROW(FUTURE_CREATED, "1.barrier", stands_at_barrier,
        "{by} gets in line at {thing}, to wait for the others."),
    ROW(FUTURE_CREATED, "1.group", stands_for_group,
        "{thing} has tasks left, so {by} must wait for them."),
    ROW(FUTURE_CREATED, "1.next", stands_for_completion,
        "No other is done, so {by} gets in line at {thing}."),
    ROW(FUTURE_CREATED, "1.shield", makes_shield,
        "{by} puts a shield around {other} at line {line}."),
    ROW(FUTURE_CREATED, "1.read", watches_to_read,
        "{by} has descriptor {fd} watched at line {line}."),
    ROW(FUTURE_CREATED, "1.written", watches_to_write,
        "{by} has descriptor {fd} watched for room at line {line}."),
    ROW(FUTURE_CREATED, "1.own", makes_own_call, "{by} makes its future {name} at line {line}."),
    ROW(FUTURE_CREATED, "1.job", makes_call, "{by} makes the future {what} at line {line}."),
    ROW(FUTURE_CREATED, "1.plain", makes_future, "{by} makes a future at line {line}."),
    ROW(FUTURE_CREATED, "1.callbackplain", in_callback_plain,
        "A callback makes a future at line {line}."),
    ROW(FUTURE_CREATED, "1.callback", take_running,
        "A callback makes the future {what} at line {line}."),
    MANY(FUTURE_CREATED, "1.run", is_made_by_run,
         "The run gathers the task that is left, to wait for its end.",
         "The run gathers the {n} tasks that are left, to wait for their ends."),
    ROW(FUTURE_CREATED, "1.outsideplain", is_plain_of_nobody, "A future is made at line {line}."),
    ROW(FUTURE_CREATED, "1.outside", has_no_owner, "The future {what} is made at line {line}."),
    ROW(FUTURE_CREATED, "2.sleep", makes_sleep, "The future is pending until the sleep is over."),
    ROW(FUTURE_CREATED, "2.waitone", waits_for_one,
        "This makes a future, pending until one is done."),
    ROW(FUTURE_CREATED, "2.waiterror", waits_for_error,
        "This makes a future, pending until one fails or all are done."),
    ROW(FUTURE_CREATED, "2.wait", makes_wait,
        "This makes a future, pending until the wait is over."),
    ROW(FUTURE_CREATED, "2.gathererrors", gathers_errors,
        "It is pending; errors will be among its results."),
    ROW(FUTURE_CREATED, "2.gather", makes_gather, "It is pending: it has no results yet."),
    MANY(FUTURE_CREATED, "2.line", others_are_before, "{n} task is before it.",
         "{n} tasks are before it."),
    ROW(FUTURE_CREATED, "2.first", nobody_is_before, "It is first in line."),
    NONE(FUTURE_CREATED, "2.run", is_made_by_run),
    NONE(FUTURE_CREATED, "2.place", is_place),
    NONE(FUTURE_CREATED, "2.shield", makes_shield),
    NONE(FUTURE_CREATED, "2.read", watches_to_read),
    NONE(FUTURE_CREATED, "2.written", watches_to_write),
    ROW(FUTURE_CREATED, "2.job", NULL, "It is pending: it has no result yet."),
    END_OF_ROWS,
};
