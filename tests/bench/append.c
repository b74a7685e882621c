/* SPDX-License-Identifier: GPL-3.0-or-later */
/* append.c - measures what an event costs the model: time, the longest pause, memory. */
#include <malloc.h>
#include <stdio.h>

#include "tests/bench/run.h"

enum { LARGE = 3000000, BATCH = 100 };

static const Run runs[] = {
    {.name = "large", .n_events = LARGE, .n_tasks = 39, .sleep = 1000, .cancel = 1000},
    {.name = "idle", .n_events = LARGE, .n_tasks = 39, .sleep = 3, .cancel = 30},
    {.name = "futures", .n_events = LARGE, .n_tasks = 39, .sleep = 1000, .future = 1},
};

/* Allocated bytes, both in malloc's heap and in blocks of their own from the system. */
static double
bytes_in_use(void)
{
    struct mallinfo2 info = mallinfo2();

    return (double) (info.uordblks + info.hblkhd);
}

static gsize
next_batch(Run *run, TraceEvent *events)
{
    gsize n = 0;

    while (n < BATCH && run_next(run, &events[n]))
        n++;
    return n;
}

static gint64
append_batch(Model *model, const TraceEvent *events, gsize n)
{
    gint64 start = run_clock_ns();

    for (gsize i = 0; i < n; i++)
        model_sink()->event(model, &events[i]);
    return run_clock_ns() - start;
}

static void
measure(const Run *shape)
{
    Run run = *shape;
    double before = bytes_in_use();
    g_autoptr(Model) model = model_new();
    TraceEvent events[BATCH];
    gint64 total = 0, longest = 0;

    for (gsize n; (n = next_batch(&run, events)) > 0;) {
        gint64 took = append_batch(model, events, n);

        total += took;
        longest = MAX(longest, took);
    }
    printf("%-8s %9zu %8.0f %8.2f %8.0f\n", run.name, run.n_told,
           (double) total / (double) run.n_told, (double) longest / 1e6,
           (bytes_in_use() - before) / (double) run.n_told);
}

int
main(void)
{
    printf("append to a model, processor time; a pause is that of %d events\n", BATCH);
    printf("%-8s %9s %8s %8s %8s\n", "run", "events", "ns each", "pause ms", "bytes");
    for (gsize i = 0; i < G_N_ELEMENTS(runs); i++)
        measure(&runs[i]);
    return 0;
}
