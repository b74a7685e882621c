/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-worker-pages.c - in words, pages on which workers start, change jobs and stop. */
#include "ui/model/future-facts.h"
#include "ui/model/page-facts.h"
#include "ui/model/sentences.h"

/* ---- a worker takes a job ---- */

/* Go to where it takes the job with which the page is told. */
static gboolean
takes_job(Moment *m)
{
    gsize at = m->page->shown;

    if (at == m->page->first)
        return FALSE;
    moment_go(m, at);
    return TRUE;
}

static gboolean
process_takes_job(Moment *m)
{
    guint type = m->event->value_type;

    return (type == TRACE_VALUE_INT || type == TRACE_VALUE_LABEL) && takes_job(m);
}

/* {n} are queued in the pool of its job. */
static gboolean
count_queued(Moment *m)
{
    StatePool pool;

    if (moment_is_unsure(m) || !state_pool(m->state, pool_of(m, m->what), &pool))
        return FALSE;
    m->n = pool.n_queued;
    return TRUE;
}

static gboolean
loop_sleeps_on(Moment *m)
{
    return takes_job(m) && state_asleep(m->state) != MODEL_NONE;
}

static gboolean
some_are_queued(Moment *m)
{
    return loop_sleeps_on(m) && count_queued(m) && m->n > 0;
}

static gboolean
none_is_queued(Moment *m)
{
    return loop_sleeps_on(m) && count_queued(m) && m->n == 0;
}

/* It has no other job by the end of the page. */
static gboolean
becomes_idle(Moment *m)
{
    return m->page->shown == m->page->first && count_queued(m) && m->n == 0;
}

/* ---- workers stop ---- */

typedef struct {
    guint n;         /* workers */
    gint64 n_jobs;   /* that they have run; -1: not known */
    const char *why; /* the context of the row that all have in common; NULL */
} Stops;

static void
add_stop(Moment *m, Stops *stops)
{
    const SentenceRow *row = sentence_pick(m, '1');

    stops->why = stops->n == 0 || stops->why == row->context ? row->context : NULL;
    row = sentence_pick(m, '2');
    stops->n_jobs = row && stops->n_jobs >= 0 ? stops->n_jobs + m->n : -1;
    stops->n++;
}

/* All that stop on the page; the moment is that of the last of them. */
static Stops
stops_of(Moment *m)
{
    Stops stops = {0};

    for (gsize at = m->page->first; at <= m->page->last; at++)
        if (kind_at(m, at) == TRACE_WORKER_STOPPED) {
            moment_go(m, at);
            add_stop(m, &stops);
        }
    moment_reset(m);
    m->n = stops.n;
    return stops;
}

static gboolean
stop_for(Moment *m, const char *why)
{
    Stops stops = stops_of(m);

    return stops.n > 1 && (!why || g_strcmp0(stops.why, why) == 0);
}

static gboolean
stop_with_pool(Moment *m)
{
    return stop_for(m, SENTENCE_CONTEXT("WORKER_STOPPED", "1.pool"));
}

static gboolean
stop_with_run(Moment *m)
{
    return stop_for(m, SENTENCE_CONTEXT("WORKER_STOPPED", "1.run"));
}

static gboolean
stop_together(Moment *m)
{
    return stop_for(m, NULL);
}

static gboolean
have_run_jobs(Moment *m)
{
    Stops stops = stops_of(m);

    m->n = stops.n_jobs;
    return stops.n > 1 && m->n >= 0;
}

static gboolean
have_run_none(Moment *m)
{
    return have_run_jobs(m) && m->n == 0;
}

const SentenceRow page_start_first[] = {
    SHARED("page-start", "1.process", process_takes_job,
           "{worker} starts, a process of the pool, and takes {what}."),
    SHARED("page-start", "1", takes_job,
           "{worker} starts, a thread of the pool, and takes {what}."),
    END_OF_ROWS,
};

const SentenceRow page_start_second[] = {
    AS_EVENT("page-start", "2", takes_job, '2'),
    END_OF_ROWS,
};

const SentenceRow page_job_first[] = {
    AS_EVENT("page-job", "1", takes_job, '1'),
    END_OF_ROWS,
};

const SentenceRow page_job_second[] = {
    SHARED_MANY("page-job", "2.asleep", some_are_queued,
                "{n} job is still queued. The loop still sleeps.",
                "{n} jobs are still queued. The loop still sleeps."),
    SHARED("page-job", "2.none", none_is_queued, "No job is queued now. The loop still sleeps."),
    AS_EVENT("page-job", "2", takes_job, '2'),
    SHARED("page-job", "2.idle", becomes_idle, "No job is queued, so {worker} is idle."),
    END_OF_ROWS,
};

const SentenceRow page_end_first[] = {
    SHARED_MANY("page-end", "1.pool", stop_with_pool, "The pool is shut down, so {n} worker stops.",
                "The pool is shut down, so {n} workers stop."),
    SHARED_MANY("page-end", "1.run", stop_with_run, "The run is ending, so {n} worker stops.",
                "The run is ending, so {n} workers stop."),
    SHARED_MANY("page-end", "1", stop_together, "{n} worker stops.", "{n} workers stop."),
    END_OF_ROWS,
};

const SentenceRow page_end_second[] = {
    SHARED("page-end", "2.none", have_run_none, "They have run no job."),
    SHARED_MANY("page-end", "2", have_run_jobs, "They have run {n} job.",
                "They have run {n} jobs."),
    END_OF_ROWS,
};
