/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run-end.c - the end of a run: the rest of the tasks, the pools [SD]. */
#include "sched/run/run-end.h"

#include <stdlib.h>

#include "sched/core/loop-report.h"
#include "sched/pool/pool-end.h"
#include "sched/value/error.h"

static const AwTime POOL_TIMEOUT = 300 * AW_SECOND; /* [SD4] */

static size_t
n_tasks(const AwLoop *loop)
{
    size_t n = 0;

    for (const Task *task = task_first(loop); task; task = task_next(task))
        n++;
    return n;
}

static void
report_failed(AwLoop *loop, Task **tasks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (tasks[i]->future.state == FUTURE_FAILED) /* [SD2] */
            loop_report_about(loop,
                              (AwReport){.kind = AW_REPORT_SHUTDOWN,
                                         .error = tasks[i]->future.result,
                                         .future = &tasks[i]->future,
                                         .made = tasks[i]->future.site},
                              "a task failed while the run was ending");
        aw_unref(tasks[i]);
    }
}

/* Used when there is no memory to wait for all at once: runs until each has ended. */
static AwValue
end_one_by_one(AwLoop *loop, AwSite *site)
{
    AwValue v = AW_NONE;

    for (Task *task = task_first(loop); task; task = task_next(task))
        future_cancel(&task->future, "", NULL);
    while (task_first(loop) && aw_code(v) != AW_DEADLOCK && aw_code(v) != AW_NOMEM)
        v = aw_run_until_complete_from(loop, &task_first(loop)->future, site);
    return v;
}

static AwValue
end_together(AwLoop *loop, Task **tasks, size_t n, AwSite *site)
{
    for (size_t i = 0; i < n; i++)
        future_cancel(&tasks[i]->future, "", NULL);
    loop_set_running(loop);
    AwFuture *all =
        aw_gather_from((AwFuture **) tasks, n, &(AwGatherOptions){.return_exceptions = true}, site);
    loop_set_running(NULL);
    AwValue v = aw_run_until_complete_from(loop, all, site);
    return aw_code(v) == AW_NOMEM ? end_one_by_one(loop, site) : v;
}

static AwValue
cancel_the_rest(AwLoop *loop, AwSite *site)
{
    size_t n = n_tasks(loop), i = 0, mark = holder_current()->n;
    Task **tasks = n ? calloc(n, sizeof(Task *)) : NULL;
    AwValue v;

    if (!n)
        return AW_NONE;
    if (tasks) {
        for (Task *task = task_first(loop); task; task = task_next(task))
            tasks[i++] = aw_ref(task);
        v = end_together(loop, tasks, n, site);
        report_failed(loop, tasks, n);
        free(tasks);
    } else {
        v = end_one_by_one(loop, site);
    }
    return holder_return(mark, aw_code(v) == AW_DEADLOCK ? v : AW_NONE);
}

AwValue
run_end_rest(AwLoop *loop, AwTime pool_timeout, AwSite *site)
{
    AwValue v = cancel_the_rest(loop, site);

    loop_set_running(loop);
    pools_join(loop, pool_timeout > 0 ? pool_timeout : POOL_TIMEOUT);
    loop_set_running(NULL);
    return v;
}
