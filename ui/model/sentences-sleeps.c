/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-sleeps.c - in words, how the loop falls asleep, and what can wake it. */
#include "ui/model/ready-item.h"
#include "ui/model/sentences.h"

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
    END_OF_ROWS,
};
