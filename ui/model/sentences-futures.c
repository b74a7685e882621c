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
    ROW(FUTURE_CREATED, "1.shield", makes_shield,
        "{by} puts a shield around {other} at line {line}."),
    ROW(FUTURE_CREATED, "1.read", watches_to_read,
        "{by} has descriptor {fd} watched at line {line}."),
    ROW(FUTURE_CREATED, "1.written", watches_to_write,
        "{by} has descriptor {fd} watched for room at line {line}."),
    ROW(FUTURE_CREATED, "1.own", makes_own_call,
        "{by} makes a future {name}, too, at line {line}."),
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
    NONE(FUTURE_CREATED, "2.run", is_made_by_run),
    NONE(FUTURE_CREATED, "2.shield", makes_shield),
    NONE(FUTURE_CREATED, "2.read", watches_to_read),
    NONE(FUTURE_CREATED, "2.written", watches_to_write),
    ROW(FUTURE_CREATED, "2.job", NULL, "It is pending: it has no result yet."),
    END_OF_ROWS,
};
