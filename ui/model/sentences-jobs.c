/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentences-jobs.c - pools, their workers and jobs in words. */
#include "ui/model/ready-item.h"
#include "ui/model/sentence-text.h"

/* {n} of the queue that the job {what} was in. */
static gboolean
count_queued(Moment *m)
{
    StatePool pool;

    m->n = state_pool(m->state, pool_of(m, m->what), &pool) ? pool.n_queued : 0;
    return TRUE;
}

static gboolean
some_are_queued(Moment *m)
{
    return count_queued(m) && m->n > 0;
}

static gboolean
none_is_queued(Moment *m)
{
    return !moment_is_unsure(m) && count_queued(m) && m->n == 0;
}

/* ---- jobs ---- */

/* {name} is what the task that runs has made itself. */
static gboolean
is_given_by_maker(Moment *m)
{
    guint32 maker;

    if (!task_runs(m) || !sentence_names_maker(m, m->what, &maker) || maker != m->task)
        return FALSE;
    moment_call(m, g_strdup(model_track(m->model, m->what)->name));
    return TRUE;
}

/* Let {other} be the job before {what} in the queue; FALSE if it is the first. */
static gboolean
is_behind(Moment *m)
{
    StateJob job;
    guint at = 0;

    m->other = TRACE_NOBODY;
    while (state_next_queued(m->state, pool_of(m, m->what), &at, &job) && job.track != m->what)
        m->other = job.track;
    return model_track(m->model, m->other) != NULL;
}

static gboolean
is_alone(Moment *m)
{
    return !moment_is_unsure(m);
}

/* ---- workers ---- */

/* Older recordings do not say it. */
static guint32
pool_of_worker(const Moment *m)
{
    const TraceEvent *start = birth_of(m, m->worker);
    gboolean says =
        start && start->kind == TRACE_WORKER_STARTED &&
        (start->value_type == TRACE_VALUE_OBJECT || start->value_type == TRACE_VALUE_LABEL);

    return says ? (guint32) start->value : TRACE_NOBODY;
}

static gboolean
is_process(Moment *m)
{
    m->worker = m->event->subject;
    return m->event->value_type == TRACE_VALUE_INT || m->event->value_type == TRACE_VALUE_LABEL;
}

/* In its pool; if that is not recorded, in all. */
static gboolean
jobs_are_queued(Moment *m)
{
    guint32 own = pool_of_worker(m);
    StatePool pool;
    guint at = 0;

    m->n = 0;
    while (state_next_pool(m->state, &at, &pool))
        if (own == TRACE_NOBODY || pool.track == own)
            m->n += pool.n_queued;
    return m->n > 0;
}

static gsize
last_of_kind(const Moment *m, guint kind)
{
    const Track *worker = model_track(m->model, m->worker);
    gsize at = event_before(worker, m->at);

    while (at != MODEL_NONE && kind_at(m, at) != kind)
        at = event_before(worker, at);
    return at;
}

/* The loop's track has had an event of `kind` about `object` in this run. */
static gboolean
loop_had(const Moment *m, guint kind, guint32 object)
{
    const Track *loop = model_track(m->model, TRACE_LOOP_ID);
    gsize at = event_before(loop, m->at);

    for (; at != MODEL_NONE && kind_at(m, at) != TRACE_RUN_BEGIN; at = event_before(loop, at))
        if (kind_at(m, at) == kind && (!object || model_event(m->model, at)->object == object))
            return TRUE;
    return FALSE;
}

static gboolean
pool_is_shut(Moment *m)
{
    gsize begin = last_of_kind(m, TRACE_JOB_BEGIN);
    guint32 pool = pool_of_worker(m);

    if (pool == TRACE_NOBODY && begin != MODEL_NONE)
        pool = pool_of(m, model_event(m->model, begin)->object);
    return pool != TRACE_NOBODY && loop_had(m, TRACE_POOL_SHUT_DOWN, pool);
}

static gboolean
run_is_ending(Moment *m)
{
    return loop_had(m, TRACE_STOP_BEGIN, TRACE_NOBODY);
}

static gboolean
has_run_jobs(Moment *m)
{
    const Track *worker = model_track(m->model, m->worker);

    m->n = 0;
    for (guint i = 0; worker && i < worker->events->len; i++) {
        gsize at = g_array_index(worker->events, gsize, i);
        m->n += at < m->at && kind_at(m, at) == TRACE_JOB_BEGIN;
    }
    return !moment_is_unsure(m);
}

static gboolean
has_run_none(Moment *m)
{
    return has_run_jobs(m) && m->n == 0;
}

/* ---- a worker takes a job ---- */

/* Let {other} be the job that it had before, and m->cause its end. */
static gboolean
had_job(Moment *m)
{
    m->cause = last_of_kind(m, TRACE_JOB_END);
    m->other = m->cause == MODEL_NONE ? TRACE_NOBODY : model_event(m->model, m->cause)->object;
    return model_track(m->model, m->other) != NULL;
}

/* The next job was in the queue as that ended. */
static gboolean
takes_at_once(Moment *m)
{
    const Track *job = model_track(m->model, m->what);

    return had_job(m) && job && job->first < m->cause;
}

/* ---- a job ends ---- */

static gboolean
has_failed(Moment *m)
{
    return m->event->value_type == TRACE_VALUE_ERROR;
}

static gboolean
loop_is_asleep(Moment *m)
{
    m->cause = state_asleep(m->state);
    return m->cause != MODEL_NONE;
}

/* Let {other} be the job that was the first to end in this sleep, unless it is this one. */
static gboolean
loop_is_woken(Moment *m)
{
    StateJob job;
    gsize first = m->at;

    for (guint at = 0; loop_is_asleep(m) && state_next_job(m->state, &at, &job);)
        if (job.ended && job.since > m->cause && job.since < first) {
            first = job.since;
            m->other = job.track;
        }
    return first < m->at;
}

const SentenceRow sentences_of_jobs[] = {
    ROW(JOB_QUEUED, "1.told", moment_is_told, "{what} is queued in the pool."),
    ROW(JOB_QUEUED, "1.own", is_given_by_maker, "{task} gives its {name} to the pool."),
    ROW(JOB_QUEUED, "1.task", code_runs, "{task} gives {what} to the pool."),
    ROW(JOB_QUEUED, "1", NULL, "{what} is given to the pool."),
    ROW(JOB_QUEUED, "2.behind", is_behind, "It is queued there, behind {other}."),
    ROW(JOB_QUEUED, "2.first", is_alone, "It is first in the queue there."),

    ROW(JOB_DROPPED, "1", NULL, "{what} was cancelled before it began, so it is dropped."),
    MANY(JOB_DROPPED, "2", some_are_queued, "{n} job is still queued.",
         "{n} jobs are still queued."),
    ROW(JOB_DROPPED, "2.none", none_is_queued, "The queue of the pool is empty now."),

    ROW(WORKER_STARTED, "1.process", is_process, "{worker} starts: a process of the pool."),
    ROW(WORKER_STARTED, "1", NULL, "{worker} starts: a thread of the pool."),
    MANY(WORKER_STARTED, "2", jobs_are_queued, "{n} job is queued there.",
         "{n} jobs are queued there."),

    ROW(WORKER_STOPPED, "1.pool", pool_is_shut, "The pool is shut down, so {worker} stops."),
    ROW(WORKER_STOPPED, "1.run", run_is_ending, "The run is ending, so {worker} stops."),
    ROW(WORKER_STOPPED, "1", NULL, "{worker} stops."),
    ROW(WORKER_STOPPED, "2.none", has_run_none, "It has run no job."),
    MANY(WORKER_STOPPED, "2", has_run_jobs, "It has run {n} job.", "It has run {n} jobs."),

    ROW(JOB_BEGIN, "1.told", moment_is_told, "{worker} works on {what}."),
    ROW(JOB_BEGIN, "1.next", takes_at_once, "{worker} is done with {other}, so it takes {what}."),
    ROW(JOB_BEGIN, "1.idle", had_job, "{worker} is idle, so it takes the next job, {what}."),
    ROW(JOB_BEGIN, "1.first", NULL, "{worker} is free, so it takes the next job, {what}."),
    MANY(JOB_BEGIN, "2", some_are_queued, "{n} job is still queued.", "{n} jobs are still queued."),
    ROW(JOB_BEGIN, "2.none", none_is_queued, "The queue of the pool is empty now."),

    ROW(JOB_END, "1.failed", has_failed, "{what} fails in {worker}."),
    ROW(JOB_END, "1", NULL, "{what} ends in {worker}."),
    ROW(JOB_END, "2.again", loop_is_woken, "The loop will take this result, like that of {other}."),
    ROW(JOB_END, "2.asleep", loop_is_asleep,
        "This will wake the loop, which then takes the result."),
    ROW(JOB_END, "2.busy", NULL, "The loop takes the result when it is free."),
    END_OF_ROWS,
};
