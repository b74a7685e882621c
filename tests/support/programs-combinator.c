/* SPDX-License-Identifier: GPL-3.0-or-later */
/* programs-combinator.c - gather, wait and the like. */
#include "tests/support/programs.h"

static AwValue
gathers(AwValue none)
{
    AwFuture *futures[] = {aw_spawn(nap, 2), aw_coro(nap, 1), aw_spawn(stumble, 1)};
    AwValue list = AW_TRY(aw_await(aw_gather(futures, 3, .return_exceptions = true)));

    AW_TRY(must_fail(aw_at(list, 2), AW_ERROR));
    AwFuture *more[] = {aw_spawn(nap, 3), aw_spawn(stumble, 1)};
    AW_TRY(must_fail(aw_await(aw_gather(more, 2)), AW_ERROR));
    AW_TRY(aw_await(more[0]));
    return done_if(true, AW_TRY(aw_at(list, 0)));
}

static AwValue
waits(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(nap, 1), aw_spawn(nap, 3), aw_spawn(nap, 5)};
    AwWait first = AW_TRY(aw_wait(tasks, 3, .return_when = AW_FIRST_COMPLETED));

    for (int i = 0; i < first.n_done; i++)
        AW_TRY(aw_await(first.done[i]));
    AwWait some = AW_TRY(aw_wait(tasks, 3, .timeout = 3 * AW_MS));
    for (int i = 0; i < some.n_pending; i++)
        AW_TRY(aw_await(some.pending[i]));
    return done_if(first.n_done + some.n_done == 3, none);
}

static AwValue
waits_for(AwValue none)
{
    AW_TRY(aw_wait_for(aw_spawn(nap, 1), AW_SECOND));
    AW_TRY(must_fail(aw_wait_for(aw_spawn(nap, 2000), AW_SECOND), AW_TIMEOUT));
    AW_TRY(must_fail(aw_wait_for(aw_spawn(nap, 2000), 0), AW_TIMEOUT));
    AW_TRY(must_fail(aw_wait_for_call(aw_sleep(2 * AW_SECOND), AW_SECOND), AW_TIMEOUT));
    return done_if(true, none);
}

static AwValue
completions(AwValue none)
{
    AwFuture *tasks[12], *next;
    int64_t total = 0;

    for (int i = 0; i < 12; i++)
        tasks[i] = aw_spawn(nap, i);
    AwCompletions *all = aw_as_completed(tasks, 12, .timeout = AW_SECOND);
    while ((next = aw_next(all)))
        total += aw_to_int(AW_TRY(aw_await(next)));
    return done_if(total == 66, none);
}

static AwValue
late_completions(AwValue none)
{
    AwFuture *tasks[] = {aw_spawn(nap, 1), aw_spawn(nap, 1000)}, *next;
    AwCompletions *all = aw_as_completed(tasks, 2, .timeout = 10 * AW_MS);
    AwValue worst = none;

    while ((next = aw_next(all))) {
        AwValue v = aw_await(next);
        worst = aw_code(worst) == AW_NOMEM || !aw_failed(v) ? worst : v;
    }
    return done_if(true, must_fail(worst, AW_TIMEOUT));
}

static AwValue
shields(AwValue none)
{
    AwFuture *inner = aw_spawn(nap, 2), *outer = aw_shield(inner);

    AW_TRY(aw_sleep(0));
    aw_cancel(outer);
    AW_TRY(must_fail(aw_await(outer), AW_CANCELLED));
    AW_TRY(aw_await(inner));
    AW_TRY(aw_await(aw_shield(aw_spawn(nap, 1))));
    return done_if(true, none);
}

static int n_shield_reports;

static void
count_report(const AwReport *report, void *data)
{
    n_shield_reports += report->kind == AW_REPORT_SHIELD;
}

/* The callback that reports the failure is queued at a moment when nobody could be told that memory
 * ran out. */
static AwValue
shields_what_fails(AwValue none)
{
    AwFuture *outer = aw_shield(aw_spawn(stumble, 2));

    n_shield_reports = 0;
    aw_set_exception_handler(aw_running_loop(), count_report, NULL);
    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(outer);
    AW_TRY(must_fail(aw_await(outer), AW_CANCELLED));
    AW_TRY(aw_sleep(5 * AW_MS));
    return done_if(n_shield_reports == 1, none);
}

const Program combinator_programs[] = {
    {.name = "gathers", .main = gathers},
    {.name = "waits", .main = waits},
    {.name = "waits_for", .main = waits_for},
    {.name = "completions", .main = completions},
    {.name = "late_completions", .main = late_completions},
    {.name = "shields", .main = shields},
    {.name = "shields_what_fails", .main = shields_what_fails},
    {.name = NULL},
};
