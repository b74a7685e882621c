/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mixed.c - a million tasks that do a little of everything, and the size of their recording. */
#include <stdlib.h>
#include <sys/stat.h>

#include "sched/trace/file.h"
#include "tests/bench/aw/figures.h"

enum { AT_ONCE = 100, MIXED_MS = 10000 };

static AwQueue *results;
static AwLock *lock;
static int64_t mixed_start_ns;

static AwValue
worker(AwValue i)
{
    AW_TRY(aw_sleep(0));
    {
        AW_HOLD(lock);
        AW_TRY(aw_queue_put(results, AW_TRY(aw_call(return_arg, i))));
    }
    return aw_await(aw_gather(AW_FUTURES(aw_coro(return_arg, 1), aw_coro(return_arg, 2))));
}

static AwValue
collector(AwValue n)
{
    for (int64_t i = aw_to_int(n); i > 0; i--) {
        AW_SCOPE();
        AW_TRY(aw_queue_get(results));
    }
    return AW_NONE;
}

/* Each worker has three tasks; one of them is the worker itself. */
static AwValue
mixed_round(void)
{
    AW_SCOPE();
    AwFuture *collecting = aw_spawn(collector, AT_ONCE);
    AwFuture **workers = spawn_all(worker, 1, AT_ONCE);

    AW_TRY(aw_wait_for(aw_gather(workers, AT_ONCE), MIXED_MS * AW_MS));
    free(workers);
    return aw_await(collecting);
}

AwValue
mixed_main(AwValue n_tasks)
{
    results = aw_queue();
    lock = aw_lock();
    mixed_start_ns = measure_now_ns();
    Cost start = measure_cost();
    for (int64_t done = 0; done < aw_to_int(n_tasks); done += 3 * AT_ONCE)
        AW_TRY(mixed_round());
    measure_print_cost_s(start);
    return AW_NONE;
}

/* ---- afterwards, when everything is written ---- */

static void
count_event(void *data, const TraceEvent *event)
{
    (void) event;
    ++*(int64_t *) data;
}

static int64_t
file_size(const char *path)
{
    struct stat about;

    return stat(path, &about) ? 0 : about.st_size;
}

void
mixed_report(const char *path)
{
    const TraceSink sink = {.event = count_event};
    int64_t took_ns = measure_now_ns() - mixed_start_ns, n = 0;
    char message[256];

    if (trace_read_file(path, &sink, &n, message, sizeof message) != TRACE_WHOLE || n == 0)
        return;
    measure_print("events", (double) n);
    measure_print("event_bytes", (double) file_size(path) / (double) n);
    measure_print("mega_events", (double) n * 1e3 / (double) took_ns);
}
