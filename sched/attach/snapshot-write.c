/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-write.c - records what exists already when somebody attaches, or was recorded so long
 * ago that it is no longer kept. */
#include "sched/attach/snapshot-write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sched/core/done.h"
#include "sched/pool/worker.h"
#include "sched/record/snapshot-due.h"
#include "sched/sync/waiters.h"

enum {
    FOUND_MAX = 20000,  /* futures and tasks; locks likewise: the loop must not be held up */
    FRAMES_MAX = 64,    /* calls of a task, the innermost ones */
    LATEST_MAX = 256,   /* jobs that no worker has looked at, the latest ones */
    NAME_MAX_BYTES = 24 /* "Task-4294967295" */
};

/* A snapshot that is being written. */
typedef struct {
    AwLoop *loop;
    size_t left; /* bytes that it may still take */
    int n_found;
    int n_waiting; /* tasks whose waiting was recorded */
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
            trace(.kind = TRACE_WORKER_FOUND, .subject = pool->workers[i].track,
                  .site = atomic_load(&pool->workers[i].call), .type = TRACE_VALUE_OBJECT,
                  .value = pool->track);
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

/* ---- what tasks do, and whom futures will schedule ---- */

/* The track of whoever awaits by this callback of the library's; the loop's: none has one. */
static uint32_t
awaiter_of(const Done *done)
{
    Object *keep = done->keep;
    Object *awaiter = keep && keep->class->awaiter ? keep->class->awaiter(keep) : keep;

    if (awaiter && object_is(awaiter, OBJECT_FUTURE))
        return object_track(awaiter);
    return awaiter && awaiter->track ? awaiter->track : TRACE_LOOP_ID;
}

/* A task in the ring; its event is paid for by write_task(), as often as that was called. */
static void
write_await(Snapshot *snapshot, AwFuture *future, Task *task)
{
    if (snapshot->n_waiting++ < snapshot->n_found)
        trace(.kind = TRACE_TASK_AWAIT, .subject = future_track(&task->future),
              .object = future_track(future), .site = task->at);
}

static void
write_callback(Snapshot *snapshot, AwFuture *future, const Done *done)
{
    if (!snapshot->left)
        return;
    if (done->site)
        trace(.kind = TRACE_CALLBACK_ADDED, .subject = future_track(future), .site = done->site);
    else
        trace(.kind = TRACE_AWAITED_BY, .subject = future_track(future),
              .object = awaiter_of(done));
    spend(snapshot, SNAPSHOT_EVENT);
}

/* Records the ring of a future in its order. */
static void
write_ring(Snapshot *snapshot, AwFuture *future)
{
    for (Ready at = {0}; (at = future_next_waiting(future, at)).word;)
        if (ready_kind(at) == READY_STEP)
            write_await(snapshot, future, ready_subject(at));
        else
            write_callback(snapshot, future, ready_subject(at));
}

/* The first task in the ring of a future; NULL: there are callbacks at most. */
static Task *
first_task(const AwFuture *future)
{
    Ready at = {0};

    while ((at = future_next_waiting(future, at)).word)
        if (ready_kind(at) == READY_STEP)
            return ready_subject(at);
    return NULL;
}

/* The calls that the task is in, from the outermost. */
static void
write_frames(Snapshot *snapshot, Task *task)
{
    AwSite *sites[FRAMES_MAX];
    int n = 0;

    for (const CallFrame *frame = task->frame; frame && n < FRAMES_MAX; frame = frame->outer)
        sites[n++] = frame->site;
    spend(snapshot, (size_t) n * SNAPSHOT_EVENT);
    while (n-- > 0)
        trace(.kind = TRACE_FRAME_ENTER, .subject = future_track(&task->future), .site = sites[n]);
}

/* Records what the task does; if nothing is recorded, it is ready. The first task that waits for a
 * future stands for the whole ring of it, which may not be recorded itself. */
static void
write_state(Snapshot *snapshot, Task *task)
{
    AwFuture *waiter = task->waiter;

    write_frames(snapshot, task);
    if (task == snapshot->loop->current)
        trace(.kind = TRACE_TASK_STEP, .subject = future_track(&task->future), .site = task->at);
    else if (waiter && waiter->state == FUTURE_PENDING && first_task(waiter) == task)
        write_ring(snapshot, waiter);
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
        else if (!object_is(future, OBJECT_COROUTINE))
            write_plain(snapshot, future);
    }
    return future;
}

/* Covers the tasks that were recorded. */
static void
write_states(Snapshot *snapshot, const AwFuture *end)
{
    for (AwFuture *future = snapshot->loop->first_future; future != end; future = future->newer)
        if (future->state == FUTURE_PENDING) {
            if (task_of(future))
                write_state(snapshot, (Task *) future);
            if (!first_task(future))
                write_ring(snapshot, future);
        }
}

/* ---- timers, the ready queue, the queues of pools ---- */

static int
earlier(const void *a, const void *b)
{
    const TimerSlot *one = a, *two = b;

    if (one->deadline_ns != two->deadline_ns)
        return one->deadline_ns < two->deadline_ns ? -1 : 1;
    return one->number < two->number ? -1 : 1;
}

static void
write_timer(Snapshot *snapshot, const TimerSlot *slot)
{
    bool settles = ready_kind(slot->what) == READY_SETTLE;
    AwFuture *future = ready_subject(slot->what);
    AwHandle *handle = ready_subject(slot->what);

    if (timer_cancelled(slot->what))
        return;
    trace(.kind = TRACE_TIMER_ARMED,
          .subject = settles ? future_track(future) : handle_owner(handle),
          .object = settles ? TRACE_NOBODY : handle_number(handle),
          .site = settles ? NULL : handle->site, .type = TRACE_VALUE_DURATION,
          .value = loop_until(snapshot->loop, slot->deadline_ns));
    spend(snapshot, 2 * SNAPSHOT_EVENT);
}

/* In the order in which they are due; none without memory to sort them. */
static void
write_timers(Snapshot *snapshot)
{
    const Timers *timers = &snapshot->loop->timers;
    size_t n = timers->n < FOUND_MAX ? timers->n : 0;
    TimerSlot *slots = n ? malloc(n * sizeof *slots) : NULL;

    if (!slots)
        return;
    memcpy(slots, timers->slots, n * sizeof *slots);
    qsort(slots, n, sizeof *slots, earlier);
    for (size_t i = 0; i < n && snapshot->left; i++)
        write_timer(snapshot, &slots[i]);
    free(slots);
}

static void
write_ready_task(AwLoop *loop, void *task)
{
    trace(.kind = TRACE_TASK_READY, .subject = object_track(task));
}

static void
write_ready_handle(AwLoop *loop, void *subject)
{
    AwHandle *handle = subject;

    if (handle->state != HANDLE_CANCELLED)
        trace(.kind = TRACE_CALLBACK_READY, .subject = TRACE_LOOP_ID,
              .object = handle->object.track, .site = handle->site, .type = TRACE_VALUE_INT,
              .value = handle_number(handle));
}

static void
write_ready_done(AwLoop *loop, void *subject)
{
    const Done *done = subject;

    trace(.kind = TRACE_CALLBACK_READY, .subject = TRACE_LOOP_ID,
          .object = future_track(done->future), .site = done->site);
}

static void
write_ready_settle(AwLoop *loop, void *subject)
{
    AwFuture *future = subject;

    if (future->timer != FUTURE_NO_TIMER)
        trace(.kind = TRACE_TIMER_FIRED, .subject = future_track(future));
}

static void
write_ready(Snapshot *snapshot)
{
    static void (*const write[])(AwLoop * loop, void *subject) = {
        [READY_STEP] = write_ready_task,
        [READY_HANDLE] = write_ready_handle,
        [READY_DONE] = write_ready_done,
        [READY_SETTLE] = write_ready_settle,
    };
    AwLoop *loop = snapshot->loop;

    for (size_t i = 0; i < loop->ready.n && i < FOUND_MAX && snapshot->left; i++) {
        Ready ready = ready_at(&loop->ready, i);
        write[ready_kind(ready)](loop, ready_subject(ready));
        spend(snapshot, SNAPSHOT_EVENT);
    }
}

static void
write_job(Snapshot *snapshot, const AwPool *pool, Post *post)
{
    if (snapshot->left)
        trace(.kind = TRACE_JOB_QUEUED, .subject = job_of((Arrival *) post)->track,
              .object = pool->track);
    spend(snapshot, SNAPSHOT_EVENT);
}

/* Jobs that no worker has looked at yet: `post` is the last that came, and links to the one
 * before. */
static void
write_latest(Snapshot *snapshot, const AwPool *pool, Post *post)
{
    Post *posts[LATEST_MAX];
    int n = 0;

    for (; post && post != &post_closed && n < LATEST_MAX; post = post->next)
        posts[n++] = post;
    while (n-- > 0)
        write_job(snapshot, pool, posts[n]);
}

/* Under its lock no job leaves the queue. */
static void
write_queue(Snapshot *snapshot, AwPool *pool)
{
    pthread_mutex_lock(&pool->lock);
    for (Post *post = pool->first; post && post != &post_closed; post = post->next)
        write_job(snapshot, pool, post);
    write_latest(snapshot, pool, atomic_load(&pool->queue.newest));
    pthread_mutex_unlock(&pool->lock);
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
    write_timers(&snapshot);
    write_ready(&snapshot);
    for (AwPool *pool = loop->pools; pool; pool = pool->next)
        write_queue(&snapshot, pool);
}
