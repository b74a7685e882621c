/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* hold.c - the locks that tasks hold. */
#include "sched/core/hold.h"

#include "sched/core/loop.h"

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
    of->n++;
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
    hold->of->n--;
    hold->of = NULL;
    if (hold->task)
        object_unref(leave_task(hold));
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

const Holds *
holds_waited_for(const Task *task)
{
    const FutureClass *class = task->waiter ? future_class(task->waiter) : NULL;

    return class && class->holds ? class->holds(task->waiter) : NULL;
}
