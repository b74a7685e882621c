/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-write.c - records what exists already when somebody attaches, or was recorded so long
 * ago that it is no longer kept. */
#include "sched/attach/snapshot-write.h"

#include <stdio.h>
#include <string.h>

#include "sched/pool/worker.h"
#include "sched/record/snapshot-due.h"
#include "sched/sync/waiters.h"

enum {
    FOUND_MAX = 20000,  /* futures and tasks; locks likewise: the loop must not be held up */
    NAME_MAX_BYTES = 24 /* "Task-4294967295" */
};

/* A snapshot that is being written. */
typedef struct {
    AwLoop *loop;
    size_t left; /* bytes that it may still take */
    int n_found;
} Snapshot;

static void
spend(Snapshot *snapshot, size_t bytes)
{
    snapshot->left -= bytes < snapshot->left ? bytes : snapshot->left;
}

static void
write_workers(Snapshot *snapshot)
{
    for (const AwPool *pool = snapshot->loop->pools; pool; pool = pool->next)
        for (int i = 0; i < atomic_load(&pool->n_started); i++) {
            trace(.kind = TRACE_WORKER_FOUND, .subject = pool->workers[i].track);
            spend(snapshot, SNAPSHOT_EVENT);
        }
}

/* Takes half of the budget at most; the rest is for futures and tasks. */
static void
write_sync_logs(Snapshot *snapshot)
{
    const size_t half = snapshot->left / 2;
    const SyncLog *log = snapshot->loop->first_sync_log;

    for (int n = 0; log && snapshot->left > half && n < FOUND_MAX; log = log->next, n++)
        spend(snapshot, sync_log_write(log));
}

/* A future that a task stands in line with names what the task waits for. */
static void
write_plain(Snapshot *snapshot, AwFuture *future)
{
    bool waits = future_class(future) == &waiter_class && ((Waiter *) future)->lane;

    trace(.kind = TRACE_FUTURE_FOUND, .subject = future_track(future), .site = future->site,
          .type = waits ? TRACE_VALUE_OBJECT : TRACE_VALUE_NONE,
          .value = waits ? ((Waiter *) future)->lane : 0);
    spend(snapshot, SNAPSHOT_EVENT);
}

/* The budget covers the state event that follows. */
static void
write_task(Snapshot *snapshot, Task *task)
{
    char number[NAME_MAX_BYTES];

    snprintf(number, sizeof number, "Task-%u", task->number);
    const char *name = task->name ? task->name : number;
    trace(.kind = TRACE_TASK_FOUND, .subject = future_track(&task->future),
          .site = task->future.site, .type = TRACE_VALUE_LABEL, .text = name,
          .text_size = strlen(name));
    spend(snapshot, 3 * SNAPSHOT_EVENT + strlen(name));
}

/* Records what the task does; if nothing is recorded, it is ready. */
static void
write_state(const AwLoop *loop, Task *task)
{
    AwFuture *waiter = task->waiter;

    if (task == loop->current)
        trace(.kind = TRACE_TASK_STEP, .subject = future_track(&task->future), .site = task->at);
    else if (waiter && waiter->state == FUTURE_PENDING)
        trace(.kind = TRACE_TASK_AWAIT, .subject = future_track(&task->future),
              .object = future_track(waiter), .site = task->at);
}

/* Returns the first that was left out, or NULL. */
static AwFuture *
write_futures(Snapshot *snapshot)
{
    AwFuture *future = snapshot->loop->first_future;

    for (; future && snapshot->left && snapshot->n_found < FOUND_MAX; future = future->newer) {
        if (future->state != FUTURE_PENDING)
            continue;
        snapshot->n_found++;
        if (task_of(future))
            write_task(snapshot, (Task *) future);
        else if (!future_class(future)->is_coroutine)
            write_plain(snapshot, future);
    }
    return future;
}

/* Covers the tasks that were recorded. */
static void
write_states(Snapshot *snapshot, const AwFuture *end)
{
    for (AwFuture *future = snapshot->loop->first_future; future != end; future = future->newer)
        if (future->state == FUTURE_PENDING && task_of(future))
            write_state(snapshot->loop, (Task *) future);
}

void
snapshot_write(AwLoop *loop, TraceKind head, size_t bytes)
{
    Snapshot snapshot = {.loop = loop, .left = bytes};

    trace(.kind = head, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_INT,
          .value = loop->next_name);
    write_workers(&snapshot);
    write_sync_logs(&snapshot);
    write_states(&snapshot, write_futures(&snapshot));
}
