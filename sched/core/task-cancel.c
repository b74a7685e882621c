/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* task-cancel.c - requests to cancel a task: passed on, counted, taken back [C]. */
#include "sched/core/task-cancel.h"

#include <string.h>

#include "sched/core/loop-report.h"
#include "sched/core/loop.h"
#include "sched/value/error.h"

/* Takes over the reference. */
static void
remember_cancel(Task *task, AwValue error)
{
    value_unref(task->cancel_error);
    task->cancel_error = error;
}

static void
trace_cancel(TraceKind kind, AwFuture *future, const char *message, AwSite *site)
{
    size_t size = strlen(message);

    trace(.kind = kind, .subject = future_track(future), .object = loop_who(future->loop),
          .site = site, .type = size ? TRACE_VALUE_TEXT : TRACE_VALUE_NONE, .value = (int64_t) size,
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

/* Asks a task, the task it waits for, and so on [C3]. Returns the last one, and in *ret_waiter what
 * that waits for. A circle of tasks has no last one to take the request: only `task` is asked, and
 * *ret_waiter is NULL. */
static Task *
ask_tasks(Task *task, const char *message, AwSite *site, AwFuture **ret_waiter)
{
    bool circle = waits_for_a_circle(task);
    Task *inner;

    for (;; task = inner) {
        trace_cancel(TRACE_TASK_CANCEL, &task->future, message, site);
        task->num_cancels++;
        task->n_requests++;
        if (circle || !(inner = waited_task(task)))
            break;
    }
    *ret_waiter = circle ? NULL : task->waiter;
    return task;
}

/* A request on its way down. It is no recursion, since futures may be nested as deep as a program
 * makes them. */
typedef struct {
    const char *message;
    AwSite *site;
    CancelPath *path; /* the innermost one whose parts are being asked; NULL */
} CancelWalk;

/* If what a task waits for did not take a request, the task remembers it; unless it `waits` for
 * ever because the loop is closed [L10]. `task` may be NULL. */
static bool
answer_by(const CancelWalk *walk, Task *task, bool taken, bool waits)
{
    if (!task || taken || (waits && !task->future.loop))
        return taken;
    if (!task->must_cancel)
        task->must_cancel = CANCEL_ASKED; /* [C6] */
    remember_cancel(task, error_new(AW_CANCELLED, walk->site, "%s", walk->message));
    return true;
}

/* False: it is open already, since it awaits itself through others. */
static bool
open_path(CancelWalk *walk, CancelPath *path, Task *by)
{
    if (path->open)
        return false;
    path->open = true;
    path->taken = false;
    path->n_asked = 0;
    path->by = by;
    path->outer = walk->path;
    walk->path = path;
    return true;
}

/* Asks one future. False: there is no answer before its parts have been asked. */
static bool
ask(CancelWalk *walk, AwFuture *future, bool *ret_taken)
{
    Task *by = NULL;

    if (future->state == FUTURE_PENDING && task_of(future))
        by = ask_tasks((Task *) future, walk->message, walk->site, &future);
    bool pending = future && future->state == FUTURE_PENDING;
    CancelPath *path = pending && future_class(future)->cancel_path
                           ? future_class(future)->cancel_path(future)
                           : NULL;
    if (path && open_path(walk, path, by)) {
        trace_cancel(TRACE_FUTURE_CANCEL, future, walk->message, walk->site);
        return false;
    }
    bool taken = future && !path && future_cancel(future, walk->message, walk->site); /* [C2] */
    *ret_taken = answer_by(walk, by, taken, pending);
    return true;
}

/* All parts were asked; returns whether any took the request. */
static bool
close_path(CancelWalk *walk)
{
    CancelPath *path = walk->path;

    path->open = false;
    path->was_taken |= path->taken;
    walk->path = path->outer;
    return answer_by(walk, path->by, path->taken, true);
}

bool
cancel_pass_on(AwFuture *future, const char *message, AwSite *site)
{
    CancelWalk walk = {.message = message, .site = site};
    bool taken = false, answered = ask(&walk, future, &taken);

    for (CancelPath *path; (path = walk.path);) {
        path->taken |= answered && taken;
        if (path->n_asked < path->n)
            answered = ask(&walk, path->parts[path->n_asked++], &taken);
        else {
            taken = close_path(&walk);
            answered = true;
        }
    }
    return taken;
}

unsigned
aw_cancels_heard(void)
{
    const Task *task = loop_running_task();

    return task ? (uint16_t) (task->n_requests - (task->must_cancel != CANCEL_NONE)) : 0;
}

enum { MANY_PUT_BACK = 100 };

/* Such a task may never end, and the run with it. */
static __attribute__((cold)) void
report_deaf(Task *task)
{
    loop_report_about(
        task->future.loop,
        (AwReport){.kind = AW_REPORT_DEAF,
                   .future = &task->future,
                   .at = task->at,
                   .made = task->future.site},
        "%s was cancelled, but has dropped that by AW_IGNORE() %d times and goes on, so that each "
        "suspension ends at once",
        task_name(task), MANY_PUT_BACK);
}

/* Dropping a result must not drop a request to cancel that it has delivered. AW_CANCELLED from an
 * awaited task that was cancelled is no such request. */
void
aw_ignored(AwValue v, unsigned n_heard)
{
    Task *task = loop_running_task();

    if (aw_code(v) != AW_CANCELLED || aw_cancels_heard() == n_heard)
        return;
    trace(.kind = TRACE_CANCEL_PUT_BACK, .subject = future_track(&task->future));
    task->must_cancel = CANCEL_PUT_BACK;
    remember_cancel(task, value_ref(v));
    if (task->n_put_back < MANY_PUT_BACK && ++task->n_put_back == MANY_PUT_BACK)
        report_deaf(task);
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
aw_cancelling_from(const AwFuture *future, AwSite *site)
{
    must_be_a(OBJECT_FUTURE, future, "aw_cancelling()", site);
    const Task *task = task_of((AwFuture *) future);

    return task ? task->num_cancels : 0;
}

int
aw_uncancel_from(AwFuture *future, AwSite *site)
{
    must_be_a(OBJECT_FUTURE, future, "aw_uncancel()", site);
    Task *task = task_of(future);

    if (future)
        loop_check_thread(future->loop, "aw_uncancel()", site);
    if (future && !task)
        misuse_object(future, OBJECT_TASK, "aw_uncancel()", site);
    if (!task || task->num_cancels == 0)
        return 0;
    if (--task->num_cancels == 0) {
        task->must_cancel = CANCEL_NONE;
        task->n_put_back = 0;
    }
    trace(.kind = TRACE_TASK_UNCANCEL, .subject = future_track(&task->future),
          .type = TRACE_VALUE_INT, .value = task->num_cancels);
    return task->num_cancels;
}
