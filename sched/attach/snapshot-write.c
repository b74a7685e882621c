/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-write.c - what is there already when somebody comes, and what was told so long ago that
 * it is not kept any more. */
#include "sched/attach/snapshot-write.h"

#include <stdio.h>
#include <string.h>

#include "sched/pool/worker.h"
#include "sched/record/snapshot-due.h"
#include "sched/sync/waiters.h"

enum {
    FOUND_MAX = 20000,  /* futures and tasks, and again locks: the loop shall not be held up */
    NAME_MAX_BYTES = 24 /* "Task-4294967295" */
};

/* Of a telling. */
typedef struct {
    AwLoop *loop;
    size_t left; /* bytes that it may still take */
    int n_found;
} Telling;

static void
spend(Telling *telling, size_t bytes)
{
    telling->left -= bytes < telling->left ? bytes : telling->left;
}

static void
tell_workers(Telling *telling)
{
    for (const AwPool *pool = telling->loop->pools; pool; pool = pool->next)
        for (int i = 0; i < atomic_load(&pool->n_started); i++) {
            trace(.kind = TRACE_WORKER_FOUND, .subject = pool->workers[i].track);
            spend(telling, RECALL_EVENT);
        }
}

/* The other half is for tasks. */
static void
tell_known(Telling *telling)
{
    const size_t half = telling->left / 2;
    const Known *known = telling->loop->first_known;

    for (int n = 0; known && telling->left > half && n < FOUND_MAX; known = known->next, n++)
        spend(telling, known_tell(known));
}

/* What somebody waits with says what for. */
static void
tell_plain(Telling *telling, AwFuture *future)
{
    bool waits = future_class(future) == &waiter_class && ((Waiter *) future)->lane;

    trace(.kind = TRACE_FUTURE_FOUND, .subject = future_track(future), .site = future->site,
          .type = waits ? TRACE_VALUE_OBJECT : TRACE_VALUE_NONE,
          .value = waits ? ((Waiter *) future)->lane : 0);
    spend(telling, RECALL_EVENT);
}

/* What it does is told later, and has its bytes. */
static void
tell_task(Telling *telling, Task *task)
{
    char number[NAME_MAX_BYTES];

    snprintf(number, sizeof number, "Task-%u", task->number);
    const char *name = task->name ? task->name : number;
    trace(.kind = TRACE_TASK_FOUND, .subject = future_track(&task->future),
          .site = task->future.site, .type = TRACE_VALUE_LABEL, .text = name,
          .text_size = strlen(name));
    spend(telling, 3 * RECALL_EVENT + strlen(name));
}

static void
tell_future(Telling *telling, AwFuture *future)
{
    telling->n_found++;
    if (task_of(future))
        tell_task(telling, (Task *) future);
    else if (!future_class(future)->is_coroutine)
        tell_plain(telling, future);
}

/* What it does; without a word it is ready. */
static void
tell_state(const AwLoop *loop, Task *task)
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
tell_futures(Telling *telling)
{
    AwFuture *future = telling->loop->first_future;

    for (; future && telling->left && telling->n_found < FOUND_MAX; future = future->newer)
        if (future->state == FUTURE_PENDING)
            tell_future(telling, future);
    return future;
}

/* Of the tasks that were told of. */
static void
tell_states(Telling *telling, const AwFuture *end)
{
    for (AwFuture *future = telling->loop->first_future; future != end; future = future->newer)
        if (future->state == FUTURE_PENDING && task_of(future))
            tell_state(telling->loop, (Task *) future);
}

void
tell_all(AwLoop *loop, TraceKind head, size_t bytes)
{
    Telling telling = {.loop = loop, .left = bytes};

    trace(.kind = head, .subject = TRACE_LOOP_ID, .type = TRACE_VALUE_INT,
          .value = loop->next_name);
    tell_workers(&telling);
    tell_known(&telling);
    tell_states(&telling, tell_futures(&telling));
}
