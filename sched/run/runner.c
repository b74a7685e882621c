/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* runner.c - main tasks that share a loop and a context: signals, the recording, the end [R11 R12].
 */
#include "sched/run/runner.h"

#include <stdlib.h>

#include "sched/attach/env-record.h"
#include "sched/core/context.h"
#include "sched/core/interrupt.h"
#include "sched/run/loop-life.h"
#include "sched/run/loop-run.h"
#include "sched/run/run-end.h"
#include "sched/run/run-record.h"
#include "sched/stack/overflow.h"
#include "sched/value/error.h"

static _Thread_local bool was_interrupted;

/* ---- its loop ---- */

void
must_have_options(const AwRunOptions *options, const char *function, const AwSite *site)
{
    must_have(options, function, site);
    if (options->clock > AW_CLOCK_VIRTUAL)
        misuse_at(site, "%s was given an unknown clock: %d", function, (int) options->clock);
}

bool
runner_open(AwRunner *runner)
{
    const AwRunOptions *options = &runner->options;
    bool is_virtual = options->clock == AW_CLOCK_VIRTUAL;
    AwLoop *loop = runner->loop;

    if (loop)
        return true;
    if (!(loop = loop_new(is_virtual ? &virtual_clock : &real_clock)))
        return false;
    runner->loop = loop_ref(loop);
    if (options->processes && !is_virtual)
        processes_open(loop, &runner->world);
    if (options->debug)
        aw_set_debug(loop, true);
    loop->waits_for_threads = options->threads;
    runner->context = aw_ref(context_now);
    runner->is_recorded = env_record_start(loop, is_virtual);
    runner->has_clock = is_virtual && !env_record_is_real();
    if (runner->has_clock)
        recorder_set_virtual(&loop->virtual_time.now_ns);
    return true;
}

void
runner_clear(AwRunner *runner)
{
    if (!runner->loop)
        return;
    AW_IGNORE(aw_loop_close(runner->loop));
    processes_close(&runner->world);
    if (runner->is_recorded)
        env_record_stop(runner->loop);
    if (runner->has_clock)
        recorder_set_virtual(NULL); /* otherwise the clock may be that of a run in another thread */
    aw_unref(runner->context);
    loop_unref(runner->loop);
}

/* ---- a run ---- */

static Task *
main_task(AwRunner *runner, AwFn fn, AwValue arg, AwSite *site)
{
    AwContext *before = context_enter(runner->context);

    loop_set_running(runner->loop);
    run_record_begin(site);
    Task *task = task_new(runner->loop, fn, arg, &(AwSpawnOptions){0}, site);
    loop_set_running(NULL);
    context_enter(before);
    return task;
}

/* What a run sets is there in the next one [R12]. */
static void
keep_context(AwRunner *runner, AwContext *context)
{
    aw_ref(context);
    aw_unref(runner->context);
    runner->context = context;
}

static AwValue
run_main(AwRunner *runner, AwFn fn, AwValue arg, AwSite *site)
{
    AwLoop *loop = runner->loop;
    Task *task = main_task(runner, fn, arg, site);

    if (!task)
        return error_held(AW_NOMEM, site, "no memory for the main task");
    loop->main = &task->future;
    task->future.quiet = true;
    AwValue v = aw_run_until_complete_from(loop, &task->future, site);
    loop->main = NULL;
    was_interrupted =
        interrupt_hit(loop) && aw_code(v) == AW_CANCELLED && aw_uncancel(&task->future) == 0;
    keep_context(runner, task->context);
    aw_unref(task);
    return v;
}

/* What the main task returned, or why not everything could end. */
static AwValue
run_all(AwRunner *runner, AwFn fn, AwValue arg, AwSite *site)
{
    AwValue v = run_main(runner, fn, arg, site);
    AwValue rest = run_end_rest(runner->loop, runner->options.pool_timeout, site);

    return aw_failed(rest) && !aw_failed(v) ? rest : v;
}

AwValue
runner_run(AwRunner *runner, AwFn fn, AwValue arg, bool ends, AwSite *site)
{
    struct sigaction before;

    was_interrupted = false;
    OverflowFn before_watch = overflow_watch(task_running);
    bool listens = !runner->options.no_signals && interrupt_listen(runner->loop, &before);
    AwValue v = (ends ? run_all : run_main)(runner, fn, arg, site);
    run_record_end();
    run_record_result(v, was_interrupted);
    if (listens)
        interrupt_unlisten(&before);
    overflow_unwatch(before_watch);
    return v;
}

bool
aw_interrupted(void)
{
    return was_interrupted;
}

/* ---- of the program ---- */

static void
dropped(void *runner)
{
    misuse("a runner was dropped by aw_unref(); aw_runner_close() closes it");
}

static const ObjectClass runner_class = {.kind = OBJECT_RUNNER, .free = dropped};

/* Its memory may have become something else, so it is known by its mark. */
static void
must_have_runner(const AwRunner *runner, const char *what, const AwSite *site)
{
    must_have(runner, what, site);
    if (runner->mark != RUNNER_MARK)
        misuse_at(site, "%s was given a runner that is closed, or something else", what);
}

AwRunner *
aw_runner_from(const AwRunOptions *options, AwSite *site)
{
    must_have_options(options, "aw_runner()", site);
    AwRunner *runner = calloc(1, sizeof *runner);

    if (runner)
        *runner = (AwRunner){.object = {.class = &runner_class, .refs = 1},
                             .options = *options,
                             .mark = RUNNER_MARK};
    return runner;
}

AwLoop *
aw_runner_loop_from(AwRunner *runner, AwSite *site)
{
    must_have_runner(runner, "aw_runner_loop()", site);
    return runner_open(runner) ? runner->loop : NULL;
}

static const char *
cannot_run(const AwRunner *runner)
{
    if (runner->loop)
        return loop_cannot_run(runner->loop);
    return loop_running ? "a loop runs in this thread already" : NULL;
}

AwValue
aw_runner_run_from(AwRunner *runner, AwFn fn, AwValue arg, AwSite *site)
{
    must_have_runner(runner, "aw_runner_run()", site);
    must_have((const void *) fn, "aw_runner_run()", site);
    const char *why = cannot_run(runner);

    if (why)
        return error_held(AW_RUNTIME, site, "%s", why);
    if (!runner_open(runner))
        return error_held(AW_NOMEM, site, "no memory or descriptors for a loop");
    return runner_run(runner, fn, arg, false, site);
}

/* The recording ends as the last run did, unless the end itself is a deadlock. */
static AwValue
end(AwRunner *runner, AwSite *site)
{
    OverflowFn before = overflow_watch(task_running);

    run_record_begin(site);
    AwValue v = run_end_rest(runner->loop, runner->options.pool_timeout, site);
    run_record_end();
    if (aw_failed(v))
        run_record_result(v, false);
    overflow_unwatch(before);
    return v;
}

AwValue
aw_runner_close_from(AwRunner *runner, AwSite *site)
{
    if (!runner)
        return AW_NONE;
    must_have_runner(runner, "aw_runner_close()", site);
    bool is_open = runner->loop && !atomic_load(&runner->loop->closed);
    const char *why = is_open ? loop_cannot_run(runner->loop) : NULL;

    if (why)
        return error_held(AW_RUNTIME, site, "%s", why);
    AwValue v = is_open ? end(runner, site) : AW_NONE;
    runner_clear(runner);
    *(volatile uint32_t *) &runner->mark = 0; /* or the compiler leaves it out before free() */
    free(runner);
    return v;
}
