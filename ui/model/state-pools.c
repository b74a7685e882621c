/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-pools.c - pools, their queues and workers, in a state. */
#include "ui/model/state-pools.h"

#include <string.h>

#include "ui/model/state-futures.h"
#include "ui/model/state-owners.h"

static gint32
pool_number(gint64 value)
{
    return (gint32) CLAMP(value, 0, G_MAXINT32);
}

static void
leave_queue(StateTable *table, guint32 job)
{
    StateRow *pool = table_row(table, table_row(table, job)->of);

    if (pool->sort != ROW_POOL)
        return;
    pool->pool.n_queued--;
    table_leave(table, job);
}

/* Nothing is left of a job that is over. */
static void
end_job(StateTable *table, guint32 job)
{
    table_row(table, job)->flags &= ~(ROW_JOB | ROW_RAN);
    fold_future_tidy(table, job);
}

void
fold_pool_created(Fold *fold)
{
    guint32 pool = table_add(fold->table, fold->event->object, ROW_POOL);
    StateRow *row = table_row(fold->table, pool);

    if (row->sort == ROW_POOL)
        row->pool.size = pool_number(fold->event->value);
}

static gboolean
is_future(const StateTable *table, guint32 row)
{
    return row && table_row(table, row)->sort == ROW_FUTURE;
}

/* A job whose future was not recorded has no lane, but a place in the queue. */
void
fold_job_queued(Fold *fold)
{
    StateTable *table = fold->table;
    guint32 pool = table_add(table, fold->event->object, ROW_POOL);
    guint32 job =
        fold->subject ? fold->subject : table_add(table, fold->event->subject, ROW_FUTURE);
    StateRow *row = table_row(table, job);

    if (!is_future(table, job) || table_row(table, pool)->sort != ROW_POOL || row->of)
        return;
    row->flags |= ROW_JOB;
    row->future.pool = fold->event->object;
    row->future.worker = TRACE_NOBODY;
    row->since = fold->at;
    table_queue(table, pool, job);
    table_row(table, pool)->pool.n_queued++;
    if (row->flags & ROW_OF_LOOP && table->head.telling == NO_EVENT)
        fold_future_add_callback(fold, row->track, fold->event->object);
}

void
fold_job_dropped(Fold *fold)
{
    if (!is_future(fold->table, fold->subject))
        return;
    leave_queue(fold->table, fold->subject);
    end_job(fold->table, fold->subject);
}

static guint32
worker_row(Fold *fold)
{
    guint32 row = fold->subject;

    if (!row)
        row = table_add(fold->table, fold->event->subject, ROW_WORKER);
    return table_row(fold->table, row)->sort == ROW_WORKER ? row : NO_SLOT;
}

static void
worker_has(Fold *fold, guint32 job)
{
    guint32 row = worker_row(fold);

    if (!row)
        return;
    table_row(fold->table, row)->worker.job = job;
    table_row(fold->table, row)->since = fold->at;
}

void
fold_job_begins(Fold *fold)
{
    worker_has(fold, fold->event->object);
    guint32 job = fold_object(fold);
    if (!is_future(fold->table, job))
        return;
    leave_queue(fold->table, job);
    StateRow *row = table_row(fold->table, job);
    row->future.worker = fold->event->subject;
    row->since = row->flags & ROW_OVER ? row->since : fold->at;
}

/* The future of one that another thread submitted may not be told to end. */
void
fold_job_ends(Fold *fold)
{
    StateTable *table = fold->table;

    worker_has(fold, TRACE_NOBODY);
    guint32 job = fold_object(fold);
    if (!is_future(table, job))
        return;
    StateRow *row = table_row(table, job);
    row->flags |= ROW_RAN;
    if (!(row->flags & ROW_OF_LOOP))
        row->flags |= ROW_OVER;
    if (row->flags & ROW_OVER)
        end_job(table, job);
    else
        row->since = fold->at;
}

/* A thread names its pool; a process its name, which has its id, or just that. */
static void
know_worker(StateRow *row, const TraceEvent *event)
{
    const char *id = event->text ? strrchr(event->text, ' ') : NULL;

    if (event->value_type == TRACE_VALUE_INT)
        row->worker.pid = pool_number(event->value);
    else
        row->worker.pool = (guint32) CLAMP(event->value, 0, G_MAXUINT32);
    if (event->value_type == TRACE_VALUE_LABEL && id)
        row->worker.pid = pool_number(g_ascii_strtoll(id, NULL, 10));
}

void
fold_worker_started(Fold *fold)
{
    guint32 row = worker_row(fold);

    if (!row || fold->subject)
        return;
    table_row(fold->table, row)->since = fold->at;
    know_worker(table_row(fold->table, row), fold->event);
}

void
fold_worker_stopped(Fold *fold)
{
    if (fold->subject && table_row(fold->table, fold->subject)->sort == ROW_WORKER)
        table_remove(fold->table, fold->subject);
}
