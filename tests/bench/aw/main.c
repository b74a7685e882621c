/* SPDX-License-Identifier: GPL-3.0-or-later */
/* main.c - measures aw through its public API, with empty coroutines, so that only the cost of the
 * library is left. With AW_TRACE=FILE the same is measured while it is recorded. */
#include <stdlib.h>

#include "tests/bench/aw/figures.h"

AwValue
return_arg(AwValue arg)
{
    return arg;
}

AwFuture **
spawn_all(AwFn fn, int64_t arg, int64_t n)
{
    AwFuture **tasks = malloc((size_t) n * sizeof *tasks);

    for (int64_t i = 0; i < n; i++)
        tasks[i] = aw_spawn(fn, arg);
    return tasks;
}

AwValue
await_all(AwFuture *const *futures, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        AW_TRY(aw_await(futures[i]));
    return AW_NONE;
}

static const struct {
    const char *name;
    AwFn main;
} figures[] = {
    {"yield", yield_main},
    {"spawn", spawn_main},
    {"join", join_main},
    {"gather", gather_main},
    {"future", future_main},
    {"queue", queue_main},
    {"sleepers", sleepers_main},
    {"lateness", lateness_main},
    {"timer", timer_main},
    {"latency", latency_main},
    {"throughput", throughput_main},
    {"waiting", waiting_main},
    {"mixed", mixed_main},
    {"process_latency", process_latency_main},
    {"process_throughput", process_throughput_main},
};

int
main(int argc, char **argv)
{
    size_t i = measure_choose(argc, argv, figures, MEASURE_COUNT(figures), sizeof *figures);
    int status =
        aw_exit_status(aw_run(figures[i].main, measure_number(argc, argv), .processes = true));

    if (figures[i].main == mixed_main && getenv("AW_TRACE"))
        mixed_report(getenv("AW_TRACE"));
    return status;
}
