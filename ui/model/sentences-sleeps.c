/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-sleeps.c - sleeps of the loop in words. */
#include "ui/model/ready-item.h"
#include "ui/model/sentence-text.h"

/* ---- turns ---- */

/* That are queued or run. */
static guint
count_jobs(Moment *m)
{
    StateJob job;
    StatePool pool;
    guint at = 0, n = 0;

    while (state_next_job(m->state, &at, &job))
        n += !job.ended;
    for (at = 0; state_next_pool(m->state, &at, &pool);)
        n += pool.n_queued;
    return n;
}

static guint
count_watches(Moment *m)
{
    StateWatch watch;
    guint at = 0, n = 0;

    while (state_next_watch(m->state, &at, &watch)) {
        m->fd = watch.fd;
        n++;
    }
    return n;
}

static gboolean
is_for_ever(Moment *m)
{
    return m->event->value == G_MAXINT64;
}

static gboolean
may_wake_early(Moment *m)
{
    return count_jobs(m) || count_watches(m);
}

/* The timer that is due when the sleep ends, and how many are due at that time. */
static gboolean
has_timer(Moment *m)
{
    enum { SLACK_NS = 1000000 };
    gint64 until = m->event->time_ns + m->event->value;
    StateTimer timer;
    guint at = 0;

    m->n = 0;
    if (is_for_ever(m) || !state_next_timer(m->state, &at, &timer))
        return FALSE;
    m->n = state_n_timers_at(m->state, timer.deadline_ns);
    m->item = timer.item;
    m->has_item = TRUE;
    m->time_ns = timer.deadline_ns;
    return m->time_ns < until + SLACK_NS;
}

static gboolean
next_timer_is_of_wait(Moment *m)
{
    return has_timer(m) && m->n == 1 && item_is_wait_timer(m);
}

static gboolean
next_timer_has_owner(Moment *m)
{
    return has_timer(m) && m->n == 1 && item_is_timer(m);
}

static gboolean
next_timer_has_name(Moment *m)
{
    return has_timer(m) && m->n == 1 && item_is_named_timer(m);
}

static gboolean
timers_begin_with_name(Moment *m)
{
    return has_timer(m) && item_is_named_timer(m);
}

static gboolean
next_timer_is_plain(Moment *m)
{
    return has_timer(m) && m->n == 1;
}

static gboolean
timers_begin_with_wait(Moment *m)
{
    return has_timer(m) && item_is_wait_timer(m);
}

static gboolean
timers_begin_with_owner(Moment *m)
{
    return has_timer(m) && item_is_timer(m);
}

static gboolean
jobs_or_descriptors(Moment *m)
{
    return is_for_ever(m) && count_jobs(m) && count_watches(m);
}

static gboolean
only_jobs(Moment *m)
{
    m->n = count_jobs(m);
    return is_for_ever(m) && m->n;
}

static gboolean
only_descriptors(Moment *m)
{
    m->n = count_watches(m);
    return is_for_ever(m) && m->n;
}

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

static gboolean
time_woke_it(Moment *m)
{
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

const SentenceRow sentences_of_sleeps[] = {
    ROW(POLL_BEGIN, "1.ever", is_for_ever,
        "Nothing is ready and no timer is set, so the loop sleeps."),
    ROW(POLL_BEGIN, "1.atmost", may_wake_early,
        "Nothing is ready, so the loop sleeps, for {duration} at most."),
    ROW(POLL_BEGIN, "1.timer", NULL, "Nothing is ready, so the loop sleeps for {duration}."),
    ROW(POLL_BEGIN, "2.wait", next_timer_is_of_wait,
        "The next timer, of the wait at line {line}, is due at {time}."),
    ROW(POLL_BEGIN, "2.timer", next_timer_has_owner,
        "The next timer, of {other}, is due at {time}."),
    ROW(POLL_BEGIN, "2.named", next_timer_has_name, "The next timer, of {name}, is due at {time}."),
    ROW(POLL_BEGIN, "2.plain", next_timer_is_plain,
        "The next timer, of a callback, is due at {time}."),
    MANY(POLL_BEGIN, "2.waits", timers_begin_with_wait,
         "{n} timer is due at {time}, that of the wait at line {line} first.",
         "{n} timers are due at {time}, that of the wait at line {line} first."),
    MANY(POLL_BEGIN, "2.timers", timers_begin_with_owner,
         "{n} timer is due at {time}, that of {other} first.",
         "{n} timers are due at {time}, that of {other} first."),
    MANY(POLL_BEGIN, "2.nameds", timers_begin_with_name,
         "{n} timer is due at {time}, that of {name} first.",
         "{n} timers are due at {time}, that of {name} first."),
    MANY(POLL_BEGIN, "2.plains", has_timer, "{n} timer is due at {time}.",
         "{n} timers are due at {time}, that of a callback first."),
    ROW(POLL_BEGIN, "2.both", jobs_or_descriptors,
        "The end of a job will wake it, or a watched descriptor."),
    MANY(POLL_BEGIN, "2.jobs", only_jobs, "The end of the job in the pool will wake it.",
         "The end of a job will wake it: {n} are in the pool."),
    MANY(POLL_BEGIN, "2.descriptors", only_descriptors,
         "Descriptor {fd}, which is watched, can wake it.",
         "One of {n} watched descriptors can wake it."),
    ROW(POLL_BEGIN, "2.ever", is_for_ever, "Only something from outside could wake it."),

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
    ROW(POLL_END, "1.time", time_woke_it, "A timer is due, so the loop wakes up."),
    ROW(POLL_END, "1.stuck", nothing_can_wake_it,
        "Nothing is left that could wake the loop: a deadlock."),
    ROW(POLL_END, "1.nothing", nothing_woke_it, "The loop wakes up; nothing has come."),
    ROW(POLL_END, "1.none", NULL, "The loop wakes up; the recording does not say what woke it."),
    MANY(POLL_END, "2.stuck", strands_tasks, "{n} task waits for what cannot come.",
         "{n} tasks wait for what cannot come."),
    MANY(POLL_END, "2.results", few_jobs_ended, "It has {n} result to take: {text}.",
         "It has {n} results to take: {text}."),
    ROW(POLL_END, "2.many", many_jobs_ended, "It has {n} results to take: {text} and others."),
    ROW(POLL_END, "2.slept", slept, "It slept for {duration}."),
    END_OF_ROWS,
};
