/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* group.c - task groups [TG]. */
#include <stdlib.h>
#include <string.h>

#include "sched/base/array.h"
#include "sched/combine/block.h"
#include "sched/core/done.h"
#include "sched/core/loop-report.h"
#include "sched/sync/sync.h"
#include "sched/sync/waiters.h"
#include "sched/value/error.h"
#include "sched/value/value.h"

struct AwGroup {
    AwBlock block;
    AwFuture **tasks; /* not done, in order of creation; counted */
    size_t n, capacity;
    AwValue *errors; /* in the order the tasks ended; owned */
    size_t n_errors, errors_capacity;
    AwFuture *waiter; /* what the end of the block awaits; made with the first task */
    Holds holds;      /* says that it awaits the tasks */
    bool waiting;     /* the end of the block awaits it now */
    bool aborting, cancelled_parent;
};

static void
group_free(void *object)
{
    AwGroup *group = object;

    for (size_t i = 0; i < group->n_errors; i++)
        value_unref(group->errors[i]);
    for (size_t i = 0; i < group->n; i++)
        aw_unref(group->tasks[i]);
    aw_unref(group->waiter); /* still there if the parent is never resumed */
    free(group->errors);
    free(group->tasks);
    block_free(&group->block);
}

/* Reserves room for an error from each task and one from the body. */
static bool
reserve_errors(AwGroup *group)
{
    if (group->n_errors + group->n + 1 < group->errors_capacity)
        return true;
    AwValue *errors = array_grow(group->errors, &group->errors_capacity, 8, sizeof *errors);
    if (errors)
        group->errors = errors;
    return errors;
}

static void
add_error(AwGroup *group, AwValue error)
{
    group->errors[group->n_errors++] = value_ref(error);
}

/* `who` is the cause: a task of the group, or its parent. */
static void
abort_group(AwGroup *group, AwFuture *who)
{
    block_trace(&group->block, .kind = TRACE_GROUP_ABORTED, .object = future_track(who));
    group->aborting = true;
    for (size_t i = 0; i < group->n; i++)
        future_cancel(group->tasks[i], "", NULL);
}

static void
forget(AwGroup *group, AwFuture *future)
{
    size_t i = 0;

    while (i < group->n && group->tasks[i] != future)
        i++;
    if (i == group->n)
        return;
    memmove(&group->tasks[i], &group->tasks[i + 1], (group->n - i - 1) * sizeof *group->tasks);
    group->n--;
    aw_unref(future);
}

/* The first error cancels the other tasks and, once, the parent, unless the parent is waiting
 * already [TG2]. */
static void
task_failed(AwGroup *group, AwFuture *future)
{
    AwValue error = future->result;

    add_error(group, error);
    if (group->block.task->future.state != FUTURE_PENDING) {
        loop_report_about(group->block.loop,
                          (AwReport){.kind = AW_REPORT_GROUP, .error = error, .made = future->site},
                          "a task of a group failed after its parent had ended");
        return;
    }
    if (group->aborting || group->cancelled_parent)
        return;
    abort_group(group, future);
    group->cancelled_parent = true;
    future_cancel(&group->block.task->future, "", NULL);
}

static void
task_done(AwFuture *future, void *data)
{
    AwGroup *group = data;

    future->unseen = false;
    block_trace(&group->block, .kind = TRACE_GROUP_TASK_DONE, .object = future_track(future),
                SYNC_COUNT(group->n - 1));
    forget(group, future);
    if (group->waiting && group->n == 0)
        future_settle(group->waiter, AW_NONE);
    if (future->state == FUTURE_FAILED && aw_code(future->result) != AW_CANCELLED) /* [TG6] */
        task_failed(group, future);
}

static AwValue
group_enter(AwBlock *block)
{
    block_trace(block, .kind = TRACE_GROUP_ENTERED, .site = block->site);
    return AW_NONE;
}

static AwValue
wait_for_tasks(AwGroup *group, AwValue cancelled)
{
    while (group->n) {
        group->waiter->site = group->block.site;
        waiter_begin(group->waiter, object_track(&group->block.object));
        group->waiting = true;
        AwValue v = aw_await_from(group->waiter, group->waiter->site);
        group->waiting = false;
        if (aw_code(v) == AW_CANCELLED && !group->aborting) {
            cancelled = v; /* [TG5] */
            abort_group(group, &group->block.task->future);
        }
    }
    return cancelled;
}

static AwValue
group_error(AwGroup *group, bool body)
{
    AwValue list = list_new(group->errors, group->n_errors, NULL);
    AwValue error = aw_failed(list)
                        ? list
                        : error_of_group(group->block.site, list, group->n_errors - body, body);

    value_unref(list);
    return error;
}

static AwValue
outcome_of(AwBlock *block, AwValue body)
{
    AwGroup *group = (AwGroup *) block;
    AwFuture *parent = &block->task->future;
    AwValue cancelled = aw_code(body) == AW_CANCELLED ? body : AW_NONE;

    if (aw_failed(body) && !group->aborting)
        abort_group(group, parent);
    cancelled = wait_for_tasks(group, cancelled);
    if (group->cancelled_parent && aw_uncancel(parent) == 0)
        cancelled = AW_NONE; /* the request was the group's own */
    if (aw_failed(cancelled) && group->n_errors == 0)
        return cancelled;
    bool body_failed = aw_failed(body) && aw_code(body) != AW_CANCELLED;
    if (body_failed) {
        if (!reserve_errors(group))
            return body;        /* only if the group had no task */
        add_error(group, body); /* [TG4] */
    }
    if (group->n_errors == 0)
        return AW_NONE;
    if (aw_cancelling(parent)) { /* a request from outside is not lost [TG9] */
        aw_uncancel(parent);
        future_cancel(parent, "", NULL);
    }
    return group_error(group, body_failed);
}

static AwValue
group_leave(AwBlock *block, AwValue body)
{
    AwValue v = outcome_of(block, body);

    if (aw_code(v) == AW_GROUP_FAILED)
        block_trace(block, .kind = TRACE_GROUP_FAILED, .type = TRACE_VALUE_ERROR,
                    .value = AW_GROUP_FAILED, .text = aw_message(v),
                    .text_size = strlen(aw_message(v)));
    else
        block_trace(block, .kind = TRACE_GROUP_LEFT);
    return v;
}

static void *
group_awaiter(void *object)
{
    return ((AwBlock *) object)->task;
}

static const BlockClass group_class = {
    .object = {.kind = OBJECT_GROUP,
               .free = group_free,
               .size = sizeof(AwGroup),
               .site_at = offsetof(AwBlock, site),
               .awaiter = group_awaiter,
               .cancels_awaited = true},
    .enter = group_enter,
    .leave = group_leave,
};

static Awaits
group_awaits(const void *self)
{
    const AwGroup *group = self;

    return (Awaits){.items = group->tasks, .n = group->n};
}

AwGroup *
aw_group_from(AwSite *site)
{
    AwGroup *group = block_new(&group_class, "aw_group()", site);

    if (group)
        group->holds = (Holds){.of = group, .awaits = group_awaits};
    return group;
}

static bool
reserve_tasks(AwGroup *group)
{
    if (group->n < group->capacity)
        return true;
    AwFuture **tasks = array_grow(group->tasks, &group->capacity, 8, sizeof *tasks);
    if (tasks)
        group->tasks = tasks;
    return tasks;
}

/* Reserves all that the end of one more task may need. */
static bool
reserve(AwGroup *group)
{
    if (!group->waiter)
        group->waiter =
            waiter_new(group->block.loop, &group->holds, group->block.task->future.site);
    return group->waiter && reserve_tasks(group) && reserve_errors(group);
}

/* Why no task can be added; NULL: one can, even while the end of the block awaits the others, but
 * not once the group aborts [TG7 TG12]. */
static const char *
closed(const AwGroup *group)
{
    if (group->block.state == BLOCK_NEW)
        return "the group has not been entered";
    if (group->block.state == BLOCK_OVER || (group->block.state == BLOCK_LEAVING && group->n == 0))
        return "the group is finished";
    return group->aborting ? "the group is shutting down" : NULL;
}

static AwFuture *
no_room(AwSite *site)
{
    return future_failed(loop_must_run("aw_group_spawn()", site), site, AW_NOMEM,
                         "no memory for a task of a group");
}

AwFuture *
aw_group_spawn_from(AwGroup *group, AwFn fn, AwValue arg, const AwSpawnOptions *options,
                    AwSite *site)
{
    must_have((const void *) fn, "aw_group_spawn()", site);
    must_have(options, "aw_group_spawn()", site);
    must_be_a(OBJECT_GROUP, group, "aw_group_spawn()", site);
    if (group)
        loop_check_thread(group->block.loop, "aw_group_spawn()", site);
    const char *why = group ? closed(group) : NULL;

    if (why)
        return future_failed(group->block.loop, site, AW_RUNTIME, why);
    if (!group || !reserve(group))
        return no_room(site);
    AwFuture *future = aw_spawn_from(fn, arg, options, site);
    if (!task_of(future))
        return future;
    future_admit(future);
    block_trace(&group->block, .kind = TRACE_GROUP_SPAWNED, .object = future_track(future),
                SYNC_COUNT(group->n + 1));
    if (!reserve(group) || /* a task that began eagerly may have added others */
        !future_on_done(future, task_done, group, &group->block.object)) {
        future_cancel(future, "", site);
        return no_room(site);
    }
    group->tasks[group->n++] = aw_ref(future);
    return future;
}
