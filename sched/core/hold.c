/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hold.c - the locks that tasks hold. */
#include "sched/core/hold.h"

#include <stdlib.h>
#include <string.h>

#include "sched/core/loop-report.h"

static void
link_to_task(Hold *hold, Task *task)
{
    hold->task = task;
    hold->next = task->holds;
    hold->link = &task->holds;
    if (hold->next)
        hold->next->link = &hold->next;
    task->holds = hold;
}

void
hold_begin(Hold *hold, Holds *of, void *object, AwSite *site)
{
    Task *task = loop_running_task();

    if (task) {
        link_to_task(hold, task);
        hold->object = object_ref(object);
    }
    hold->of = of;
    hold->site = site;
    hold->next_of = of->first;
    hold->link_of = &of->first;
    if (hold->next_of)
        hold->next_of->link_of = &hold->next_of;
    of->first = hold;
}

static Object *
leave_task(Hold *hold)
{
    Object *object = hold->object;

    *hold->link = hold->next;
    if (hold->next)
        hold->next->link = hold->link;
    hold->task = NULL;
    hold->object = NULL;
    return object;
}

void
hold_end(Hold *hold)
{
    *hold->link_of = hold->next_of;
    if (hold->next_of)
        hold->next_of->link_of = hold->link_of;
    if (hold->task != loop_running_task())
        hold->of->is_owned = false; /* it is a signal, or handed on */
    hold->of = NULL;
    hold->ends_with_block = false;
    if (hold->task)
        object_unref(leave_task(hold));
    else
        hold_clear(hold);
}

void
holds_end_with_block(void)
{
    const Task *task = loop_running_task();

    if (task)
        task->holds->ends_with_block = true;
}

void
hold_clear(Hold *hold)
{
    free(hold->left_by);
    hold->left_by = NULL;
}

void
hold_begin_limit(Hold *hold, Task *task)
{
    link_to_task(hold, task);
}

void
hold_end_limit(Hold *hold)
{
    if (hold->task)
        leave_task(hold);
}

Hold *
holds_to_release(const Holds *of)
{
    const Task *task = loop_running_task();

    for (Hold *hold = task ? task->holds : NULL; hold; hold = hold->next)
        if (hold->of == of)
            return hold;
    return of->first;
}

void
holds_drop(Task *task)
{
    while (task->holds)
        aw_unref(leave_task(task->holds));
}

static void
report_held(Task *task, const Hold *hold)
{
    const char *what = hold->site ? hold->site->of : NULL;

    loop_report_about(task->future.loop,
                      (AwReport){.kind = AW_REPORT_HELD,
                                 .future = &task->future,
                                 .made = (AwSite *) object_made_at(hold->of->of),
                                 .at = hold->site},
                      "%s has ended and still holds %s", aw_name(&task->future),
                      what ? what : "a lock");
}

/* A handler may have released it. */
void
holds_leave(Task *task)
{
    for (Hold *hold; (hold = task->holds);) {
        if (hold->of && hold->of->is_owned && task->future.loop->debug)
            report_held(task, hold);
        if (hold != task->holds)
            continue;
        char *name = hold->of ? strdup(task_name(task)) : NULL;
        Object *object = leave_task(hold);
        hold->left_by = name;
        aw_unref(object);
    }
}

const Holds *
holds_waited_for(const Task *task)
{
    const FutureClass *class = task->waiter ? future_class(task->waiter) : NULL;
    const Holds *holds = class && class->holds ? class->holds(task->waiter) : NULL;

    return holds && !holds->awaits ? holds : NULL;
}
