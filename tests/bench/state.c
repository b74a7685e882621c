/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state.c - measures the state at any moment of a long recording: how long it takes to go to a
 * thousand moments at random, and back from one event to the one before. */
#include <malloc.h>
#include <stdio.h>

#include "tests/bench/run.h"
#include "ui/model/state.h"

enum { EVENTS = 10000000, MOMENTS = 1000, SLEEP_NS = 1000000 };

/* Tasks that sleep, one after the other, forever. */
typedef struct {
    Model *model;
    guint n_tasks;
    guint32 *futures; /* of each task, that it waits for */
    guint32 next_track;
    gint64 now_ns;
    guint64 number;
} Sleepers;

static void
tell(Sleepers *sleepers, guint kind, guint32 subject, guint32 object)
{
    sleepers->now_ns += 100;
    model_sink()->event(sleepers->model,
                        &(TraceEvent){
                            .number = ++sleepers->number,
                            .time_ns = sleepers->now_ns,
                            .kind = kind,
                            .subject = subject,
                            .object = object,
                            .value_type = kind == TRACE_TIMER_ARMED ? TRACE_VALUE_DURATION : 0,
                            .value = kind == TRACE_TIMER_ARMED ? SLEEP_NS : 0,
                        });
}

static guint32
task_at(guint i)
{
    return TRACE_LOOP_ID + 1 + i;
}

static void
tell_sleep(Sleepers *sleepers, guint i)
{
    guint32 future = sleepers->futures[i] = sleepers->next_track++;

    tell(sleepers, TRACE_TASK_STEP, task_at(i), TRACE_NOBODY);
    tell(sleepers, TRACE_FUTURE_CREATED, future, task_at(i));
    tell(sleepers, TRACE_TIMER_ARMED, future, TRACE_NOBODY);
    tell(sleepers, TRACE_TASK_AWAIT, task_at(i), future);
}

static void
tell_waking(Sleepers *sleepers, guint i)
{
    guint32 future = sleepers->futures[i];

    tell(sleepers, TRACE_TIMER_FIRED, future, TRACE_NOBODY);
    tell(sleepers, TRACE_TURN_BEGIN, TRACE_LOOP_ID, TRACE_NOBODY);
    tell(sleepers, TRACE_TIMER_BEGIN, TRACE_LOOP_ID, future);
    tell(sleepers, TRACE_FUTURE_DONE, future, TRACE_LOOP_ID);
    tell(sleepers, TRACE_TASK_READY, task_at(i), future);
    tell(sleepers, TRACE_TIMER_END, TRACE_LOOP_ID, future);
    tell(sleepers, TRACE_TURN_BEGIN, TRACE_LOOP_ID, TRACE_NOBODY);
}

/* The caller frees. */
static Model *
sleepers_model(guint n_tasks)
{
    Sleepers sleepers = {.model = model_new(), .n_tasks = n_tasks, .next_track = task_at(n_tasks)};

    sleepers.futures = g_new0(guint32, n_tasks);
    for (guint i = 0; i < n_tasks; i++)
        tell(&sleepers, TRACE_TASK_CREATED, task_at(i), TRACE_LOOP_ID);
    tell(&sleepers, TRACE_TURN_BEGIN, TRACE_LOOP_ID, TRACE_NOBODY);
    for (guint i = 0; i < n_tasks; i++)
        tell_sleep(&sleepers, i);
    for (guint i = 0; sleepers.number < EVENTS; i = (i + 1) % n_tasks) {
        tell_waking(&sleepers, i);
        tell_sleep(&sleepers, i);
    }
    g_free(sleepers.futures);
    return sleepers.model;
}

static double
bytes_in_use(void)
{
    struct mallinfo2 info = mallinfo2();

    return (double) (info.uordblks + info.hblkhd);
}

static void
print_times(const char *what, double *times)
{
    double median = run_quantile(times, MOMENTS, 0.5);

    printf("  %-22s %8.3f %8.3f %8.3f\n", what, median, run_quantile(times, MOMENTS, 0.95),
           run_quantile(times, MOMENTS, 1));
}

static double
seek_ms(State *state, gsize event)
{
    gint64 start = run_clock_ns();

    state_seek(state, event);
    return (double) (run_clock_ns() - start) / 1e6;
}

static void
measure_seeks(State *state, gsize n_events)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(1);
    double times[MOMENTS];

    for (int i = 0; i < MOMENTS; i++)
        times[i] = seek_ms(state, (gsize) g_rand_double_range(random, 0, (double) n_events));
    print_times("anywhere", times);
    for (int i = 0; i < MOMENTS; i++)
        times[i] = seek_ms(state, n_events - 1 - (gsize) i);
    print_times("back from the end", times);
    for (int i = 0; i < MOMENTS; i++)
        times[i] = seek_ms(state, n_events - MOMENTS + (gsize) i);
    print_times("on to the end", times);
}

static void
measure(guint n_tasks)
{
    double before = bytes_in_use();
    g_autoptr(Model) model = sleepers_model(n_tasks);
    double model_bytes = bytes_in_use() - before;
    g_autoptr(State) state = state_new(model);
    gsize n_events = model_n_events(model);
    gint64 start = run_clock_ns();

    state_read_ahead(state, n_events);
    printf(
        "%u tasks, %zu events: read in %.0f ns each, copies take %.2f %% of the model's %.0f MB\n",
        n_tasks, n_events, (double) (run_clock_ns() - start) / (double) n_events,
        100 * (double) state_memory(state) / model_bytes, model_bytes / 1e6);
    measure_seeks(state, n_events);
    printf("  copies take %.2f %% now\n", 100 * (double) state_memory(state) / model_bytes);
}

int
main(void)
{
    static const guint crowds[] = {40, 1000, 10000};

    printf("to the state at %d moments, processor time in ms\n", MOMENTS);
    printf("  %-22s %8s %8s %8s\n", "", "median", "95 in 100", "worst");
    for (gsize i = 0; i < G_N_ELEMENTS(crowds); i++)
        measure(crowds[i]);
    return 0;
}
