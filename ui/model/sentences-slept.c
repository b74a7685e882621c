/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-slept.c - in words, what has woken the loop. */
#include "ui/model/sentence-text.h"

/* The POLL_BEGIN of the sleep that ends; MODEL_NONE: it is missing. */
static gsize
sleep_of(Moment *m)
{
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);
    gsize at = event_before(loop, m->at);

    while (kind_at(m, at) == TRACE_LOOP_CALLED || kind_at(m, at) == TRACE_CALLBACK_READY)
        at = event_before(loop, at);
    return kind_at(m, at) == TRACE_POLL_BEGIN ? at : MODEL_NONE;
}

static gboolean
slept(Moment *m)
{
    gsize begin = sleep_of(m);

    if (begin == MODEL_NONE)
        return FALSE;
    m->duration_ns = m->event->time_ns - model_event(m->model, begin)->time_ns;
    return TRUE;
}

/* Jobs that ended during the sleep; says their names. */
static gboolean
jobs_ended(Moment *m)
{
    gsize begin = sleep_of(m);
    GString *names = g_string_new(NULL);
    StateJob job;

    m->n = 0;
    for (guint at = 0; begin != MODEL_NONE && state_next_job(m->state, &at, &job);) {
        if (!job.ended || job.since < begin || m->n++ >= NAMES_SAID)
            continue;
        g_autofree char *name = sentence_name(m, job.track);
        g_string_append_printf(names, "%s%s", m->n > 1 ? ", " : "", name);
    }
    moment_say(m, g_string_free(names, FALSE));
    return m->n > 0;
}

static gboolean
few_jobs_ended(Moment *m)
{
    return jobs_ended(m) && m->n <= NAMES_SAID;
}

static gboolean
many_jobs_ended(Moment *m)
{
    return jobs_ended(m);
}

/* The first descriptor for which a task was waiting, and is ready. */
static gboolean
descriptor_came(Moment *m, FutureSort sort)
{
    for (gsize at = sleep_of(m); at < m->at; at++) {
        const TraceEvent *event = model_event(m->model, at);
        if (event->kind != TRACE_FUTURE_DONE || future_sort(m, event->subject) != sort)
            continue;
        m->fd = birth_of(m, event->subject)->value;
        return TRUE;
    }
    return FALSE;
}

static gboolean
can_be_read(Moment *m)
{
    return descriptor_came(m, FUTURE_READS);
}

static gboolean
can_be_written(Moment *m)
{
    return descriptor_came(m, FUTURE_WRITES);
}

static gboolean
time_is_over(Moment *m)
{
    gsize begin = sleep_of(m);
    const TraceEvent *event = begin == MODEL_NONE ? NULL : model_event(m->model, begin);

    return event && event->value != G_MAXINT64 &&
           m->event->time_ns - event->time_ns >= event->value;
}

/* Newer recordings say why the loop goes on. */
static gboolean
is_woken_by(Moment *m, TraceWokenBy what)
{
    return m->event->value_type == TRACE_VALUE_INT && m->event->value == what;
}

/* {n} of the timers. */
static void
count_due(Moment *m)
{
    StateTimer timer;
    guint at = 0;

    m->n = 0;
    while (state_next_timer(m->state, &at, &timer) && timer.deadline_ns <= m->event->time_ns)
        m->n++;
    m->n = MAX(m->n, 1);
}

static gboolean
time_woke_it(Moment *m)
{
    count_due(m);
    return is_woken_by(m, TRACE_WOKEN_BY_TIME) ||
           (m->event->value_type == TRACE_VALUE_NONE && time_is_over(m));
}

static gboolean
world_woke_it(Moment *m)
{
    return is_woken_by(m, TRACE_WOKEN_BY_WORLD);
}

static gboolean
thread_woke_it(Moment *m)
{
    return is_woken_by(m, TRACE_WOKEN_BY_THREAD);
}

static gboolean
signal_woke_it(Moment *m)
{
    return is_woken_by(m, TRACE_WOKEN_BY_SIGNAL);
}

static gboolean
nothing_woke_it(Moment *m)
{
    return is_woken_by(m, TRACE_WOKEN_BY_NOTHING);
}

static gboolean
nothing_can_wake_it(Moment *m)
{
    return is_woken_by(m, TRACE_WOKEN_BY_NOTHING_EVER);
}

static gboolean
strands_tasks(Moment *m)
{
    m->n = state_n_tasks(m->state);
    return nothing_can_wake_it(m) && m->n > 0;
}

static gboolean
sleep_is_lost(Moment *m)
{
    return sleep_of(m) == MODEL_NONE;
}

static gboolean
call_came(Moment *m)
{
    for (gsize at = sleep_of(m); at < m->at; at++)
        if (kind_at(m, at) == TRACE_LOOP_CALLED)
            return TRUE;
    return FALSE;
}

const SentenceRow sentences_of_slept[] = {
    ROW(POLL_END, "1.lost", sleep_is_lost, "The loop wakes up; how long it slept is unknown."),
    MANY(POLL_END, "1.job", jobs_ended, "A job has ended, so the loop wakes up.",
         "{n} jobs have ended, so the loop wakes up."),
    ROW(POLL_END, "1.read", can_be_read, "Descriptor {fd} can be read, so the loop wakes up."),
    ROW(POLL_END, "1.written", can_be_written,
        "Descriptor {fd} can be written to, so the loop wakes up."),
    ROW(POLL_END, "1.call", call_came, "A call from another thread wakes the loop."),
    ROW(POLL_END, "1.signal", signal_woke_it, "A signal wakes the loop."),
    ROW(POLL_END, "1.thread", thread_woke_it, "Another thread wakes the loop."),
    ROW(POLL_END, "1.world", world_woke_it, "A descriptor or a process wakes the loop."),
    MANY(POLL_END, "1.time", time_woke_it, "A timer is due, so the loop wakes up.",
         "{n} timers are due, so the loop wakes up."),
    ROW(POLL_END, "1.stuck", nothing_can_wake_it,
        "Nothing outside can wake the loop, either: a deadlock."),
    ROW(POLL_END, "1.nothing", nothing_woke_it, "The loop wakes up; nothing has come."),
    ROW(POLL_END, "1.none", NULL, "The loop wakes up; the recording does not say what woke it."),
    MANY(POLL_END, "2.stuck", strands_tasks, "{n} task waits for something that will never happen.",
         "{n} tasks wait for something that will never happen."),
    MANY(POLL_END, "2.results", few_jobs_ended, "It has {n} result to take: {text}.",
         "It has {n} results to take: {text}."),
    ROW(POLL_END, "2.many", many_jobs_ended, "It has {n} results to take: {text} and others."),
    ROW(POLL_END, "2.slept", slept, "It slept for {duration}."),
    END_OF_ROWS,
};
