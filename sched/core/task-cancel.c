/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task-cancel.c - requests to cancel a task: passed on, counted, taken back [C]. */
#include "sched/core/task-cancel.h"

#include <string.h>

#include "sched/core/loop.h"
#include "sched/value/error.h"

static void
remember_cancel(Task *task, const char *message)
{
    value_unref(task->cancel_error);
    task->cancel_error = error_new(AW_CANCELLED, NULL, "%s", message);
}

static void
trace_cancel(Task *task, const char *message, AwSite *site)
{
    size_t size = strlen(message);

    trace(.kind = TRACE_TASK_CANCEL, .subject = future_track(&task->future),
          .object = loop_who(task->future.loop), .site = site,
          .type = size ? TRACE_VALUE_TEXT : TRACE_VALUE_NONE, .value = (int64_t) size,
          .text = message, .text_size = size);
}

/* The pending task that a task waits for, or NULL. */
static Task *
waited_task(const Task *task)
{
    Task *inner = task_of(task->waiter);

    return inner && inner->future.state == FUTURE_PENDING ? inner : NULL;
}

static bool
waits_for_a_circle(const Task *task)
{
    const Task *fast = task;

    while ((fast = waited_task(fast)) && (fast = waited_task(fast)))
        if ((task = waited_task(task)) == fast)
            return true;
    return false;
}

/* A request is passed along a chain of tasks, however long [C3]; a circle of tasks that wait for
 * each other has no last one to take it. */
bool
task_cancel(AwFuture *future, const char *message, AwSite *site)
{
    Task *task = (Task *) future, *inner;
    bool circle = waits_for_a_circle(task);

    for (;; task = inner) {
        trace_cancel(task, message, site);
        task->num_cancels++;
        task->n_requests++;
        if (circle || !(inner = waited_task(task)))
            break;
    }
    if (!circle && task->waiter && future_cancel(task->waiter, message, site)) /* [C2] */
        return true;
    if (!task->must_cancel)
        task->must_cancel = CANCEL_ASKED; /* [C6] */
    remember_cancel(task, message);
    return true;
}

unsigned
aw_cancels_heard(void)
{
    const Task *task = loop_running_task();

    return task ? task->n_requests - (task->must_cancel != CANCEL_NONE) : 0;
}

/* Dropping a result must not drop a request to cancel that it has delivered. AW_CANCELLED from an
 * awaited task that was cancelled is no such request. */
void
aw_ignored(AwValue v, unsigned n_heard)
{
    Task *task = loop_running_task();

    if (aw_code(v) != AW_CANCELLED || aw_cancels_heard() == n_heard)
        return;
    task->must_cancel = CANCEL_PUT_BACK;
    remember_cancel(task, aw_message(v));
}

AwValue
task_take_cancel_back(Task *task, AwValue v)
{
    if (task->must_cancel != CANCEL_PUT_BACK)
        return v;
    task->must_cancel = CANCEL_NONE;
    return value_held(task->cancel_error);
}

int
aw_cancelling(const AwFuture *future)
{
    const Task *task = task_of((AwFuture *) future);

    return task ? task->num_cancels : 0;
}

int
aw_uncancel(AwFuture *future)
{
    Task *task = task_of(future);

    if (!task || task->num_cancels == 0)
        return 0;
    if (--task->num_cancels == 0)
        task->must_cancel = CANCEL_NONE;
    trace(.kind = TRACE_TASK_UNCANCEL, .subject = future_track(&task->future),
          .type = TRACE_VALUE_INT, .value = task->num_cancels);
    return task->num_cancels;
}
