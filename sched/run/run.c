/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run.c - a program from its main coroutine to its end: signals, the rest of the tasks, the pools,
 * the recording [R11 SD]. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sched/attach/env-record.h"
#include "sched/core/interrupt.h"
#include "sched/core/loop-report.h"
#include "sched/core/loop.h"
#include "sched/pool/pool-end.h"
#include "sched/pool/process-world.h"
#include "sched/run/loop-life.h"
#include "sched/run/run-record.h"
#include "sched/stack/overflow.h"
#include "sched/value/error.h"

static const AwTime POOL_TIMEOUT = 300 * AW_SECOND; /* [SD4] */

static _Thread_local bool was_interrupted;

static OverflowTask
running_task(void)
{
    const Task *task = loop_running_task();

    if (!task)
        return (OverflowTask){0};
    const AwSite *site = task->future.site;
    static char number[24]; /* nobody asked for its name yet, and nothing may be allocated here */
    snprintf(number, sizeof number, "Task-%u", task->number);
    return (OverflowTask){task->name ? task->name : number, site->name, site->file, site->line};
}

/* ---- the end of a run ---- */

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
end_one_by_one(AwLoop *loop)
{
    AwValue v = AW_NONE;

    for (Task *task = task_first(loop); task; task = task_next(task))
        future_cancel(&task->future, "", NULL);
    while (task_first(loop) && aw_code(v) != AW_DEADLOCK && aw_code(v) != AW_NOMEM)
        v = aw_run_until_complete(loop, &task_first(loop)->future);
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
    AwValue v = aw_run_until_complete(loop, all);
    return aw_code(v) == AW_NOMEM ? end_one_by_one(loop) : v;
}

/* Cancels the tasks that are left, in order of creation, and lets them end [SD1]. None, or
 * AW_DEADLOCK if they cannot end. */
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
        v = end_one_by_one(loop);
    }
    return holder_return(mark, aw_code(v) == AW_DEADLOCK ? v : AW_NONE);
}

/* ---- a run ---- */

static AwValue
run_main(AwLoop *loop, AwFn fn, AwValue arg, AwSite *site)
{
    loop_set_running(loop);
    run_record_begin(site);
    Task *task = task_new(loop, fn, arg, &(AwSpawnOptions){0}, site);
    loop_set_running(NULL);
    if (!task)
        return error_held(AW_NOMEM, site, "no memory for the main task");
    loop->main = &task->future;
    task->future.quiet = true;
    AwValue v = aw_run_until_complete(loop, &task->future);
    loop->main = NULL;
    was_interrupted =
        interrupt_hit(loop) && aw_code(v) == AW_CANCELLED && aw_uncancel(&task->future) == 0;
    aw_unref(task);
    return v;
}

/* What the main task returned, or why not everything could end. */
static AwValue
run_all(AwLoop *loop, AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site)
{
    AwValue v = run_main(loop, fn, arg, site);
    AwValue rest = cancel_the_rest(loop, site);

    loop_set_running(loop);
    pools_join(loop, options->pool_timeout > 0 ? options->pool_timeout : POOL_TIMEOUT);
    loop_set_running(NULL);
    return aw_failed(rest) && !aw_failed(v) ? rest : v;
}

static AwValue
run_with_signals(AwLoop *loop, AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site)
{
    struct sigaction before;

    was_interrupted = false;
    overflow_watch(running_task);
    bool listens = !options->no_signals && interrupt_listen(loop, &before);
    AwValue v = run_all(loop, fn, arg, options, site);
    run_record_end(v, was_interrupted);
    if (listens)
        interrupt_unlisten(&before);
    overflow_unwatch();
    return v;
}

AwValue
aw_run_from(AwFn fn, AwValue arg, const AwRunOptions *options, AwSite *site)
{
    must_have((const void *) fn, "aw_run()");
    must_have(options, "aw_run()");
    bool is_virtual = options->clock == AW_CLOCK_VIRTUAL;
    ProcessWorld world = {0};
    AwLoop *loop;

    if (loop_running)
        return error_held(AW_RUNTIME, site, "a loop runs in this thread already");
    if (!(loop = loop_new(is_virtual ? &virtual_clock : &real_clock)))
        return error_held(AW_NOMEM, site, "no memory or descriptors for a loop");
    if (options->processes && !is_virtual)
        processes_open(loop, &world);
    bool records = env_record_start(loop, is_virtual);
    bool has_clock = is_virtual && !env_record_is_real();
    loop->waits_for_threads = options->threads;
    if (has_clock)
        recorder_set_virtual(&loop->virtual_time.now_ns);
    AwValue v = run_with_signals(loop, fn, arg, options, site);
    AW_IGNORE(aw_loop_close(loop));
    processes_close(&world);
    if (records)
        env_record_stop(loop);
    if (has_clock)
        recorder_set_virtual(NULL); /* otherwise the clock may be that of a run in another thread */
    return v;
}

bool
aw_interrupted(void)
{
    return was_interrupted;
}

int
aw_exit_status(AwValue result)
{
    if (was_interrupted)
        return INTERRUPT_STATUS;
    if (!aw_failed(result))
        return 0;
    const char *message = aw_message(result);
    const AwSite at = aw_where(result);
    fprintf(stderr, "%s: %s%s%s", program_invocation_short_name, aw_code_name(aw_code(result)),
            message[0] ? ": " : "", message);
    if (at.file)
        fprintf(stderr, " (at %s:%u)", at.file, (unsigned) at.line);
    fputc('\n', stderr);
    return 1;
}
