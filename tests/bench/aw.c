/* SPDX-License-Identifier: GPL-3.0-or-later */
/* aw.c - aw measured as its users write it: coroutines with nothing in them, so that only what the
 * library does is left. AW_TRACE=FILE measures the same recorded. */
#include <aw.h>
#include <stdlib.h>

#include "tests/bench/measure.h"

enum {
    SWITCHES = 2000000,
    SPAWNS = 1000000,
    ROUND_TRIPS = 500000,
    LIVE_SECONDS = 100,
    TIMERS = 500000,
    SLEEPS = 1000,
    WORKERS = 3,
    JOBS_ALONE = 5000,
    JOBS_AT_ONCE = 1000,
    JOBS = 100000,
};

/* ---- what several figures need ---- */

static AwValue
return_arg(AwValue arg)
{
    return arg;
}

/* Tasks that belong to the scope of the caller; so does the array, to free(). */
static AwFuture **
spawn_all(AwFn fn, int64_t arg, int64_t n)
{
    AwFuture **tasks = malloc((size_t) n * sizeof *tasks);

    for (int64_t i = 0; i < n; i++)
        tasks[i] = aw_spawn(fn, arg);
    return tasks;
}

static AwValue
await_all(AwFuture *const *futures, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        AW_TRY(aw_await(futures[i]));
    return AW_NONE;
}

/* ---- tasks that give way to each other ---- */

static AwValue
give_way(AwValue times)
{
    for (int64_t i = aw_to_int(times); i > 0; i--)
        AW_TRY(aw_sleep(0));
    return AW_NONE;
}

static AwValue
yield_main(AwValue count)
{
    int64_t n = aw_to_int(count), times = SWITCHES / n;
    AwFuture **tasks = spawn_all(give_way, times + 1, n);

    AW_TRY(aw_sleep(0)); /* now each has begun and given way once */
    Cost start = measure_cost();
    AW_TRY(await_all(tasks, n));
    measure_print_cost(start, n * times);
    free(tasks);
    return AW_NONE;
}

/* ---- tasks that begin and end ---- */

static AwValue
spawn_batch(int64_t n)
{
    AW_SCOPE();
    AwFuture **tasks = spawn_all(return_arg, 1, n);

    AW_TRY(await_all(tasks, n));
    free(tasks);
    return AW_NONE;
}

static AwValue
spawn_main(AwValue count)
{
    int64_t n = aw_to_int(count), times = SPAWNS / n;

    AW_TRY(spawn_batch(n));
    Cost start = measure_cost();
    for (int64_t i = 0; i < times; i++)
        AW_TRY(spawn_batch(n));
    measure_print_cost(start, n * times);
    return AW_NONE;
}

static AwValue
gather_batch(AwFuture **coroutines, int64_t n)
{
    AW_SCOPE();

    for (int64_t i = 0; i < n; i++)
        coroutines[i] = aw_coro(return_arg, i);
    AW_TRY(aw_await(aw_gather(coroutines, (size_t) n)));
    return AW_NONE;
}

static AwValue
gather_main(AwValue count)
{
    int64_t n = aw_to_int(count), times = SPAWNS / n;
    AwFuture **coroutines = malloc((size_t) n * sizeof(AwFuture *));

    AW_TRY(gather_batch(coroutines, n));
    Cost start = measure_cost();
    for (int64_t i = 0; i < times; i++)
        AW_TRY(gather_batch(coroutines, n));
    measure_print_cost(start, n * times);
    free(coroutines);
    return AW_NONE;
}

/* ---- two tasks that wake each other ---- */

static AwFuture *awaited[2]; /* what each of the two waits for */

static void
wake_other(int side)
{
    if (awaited[!side])
        AW_IGNORE(aw_set_result(awaited[!side], AW_NONE));
}

/* A new future each time: one is good for one result. */
static AwValue
play(AwValue arg)
{
    int side = (int) aw_to_int(arg);

    for (int64_t i = 0; i < ROUND_TRIPS; i++) {
        AW_SCOPE();
        awaited[side] = aw_future();
        wake_other(side);
        AW_TRY(aw_await(awaited[side]));
    }
    if (side == 0)
        wake_other(side);
    return AW_NONE;
}

static AwValue
future_main(AwValue none)
{
    AwFuture *players[] = {aw_spawn(play, 0), aw_spawn(play, 1)};
    Cost start = measure_cost();

    AW_TRY(await_all(players, 2));
    measure_print_cost(start, ROUND_TRIPS);
    return none;
}

static AwQueue *there, *back;

static AwValue
echo(AwValue none)
{
    for (int64_t i = 0; i < ROUND_TRIPS; i++) {
        AW_SCOPE();
        AW_TRY(aw_queue_put(back, AW_TRY(aw_queue_get(there))));
    }
    return none;
}

static AwValue
queue_main(AwValue none)
{
    there = aw_queue();
    back = aw_queue();
    AwFuture *other = aw_spawn(echo, none);
    Cost start = measure_cost();

    for (int64_t i = 0; i < ROUND_TRIPS; i++) {
        AW_SCOPE();
        AW_TRY(aw_queue_put(there, i));
        AW_TRY(aw_queue_get(back));
    }
    AW_TRY(aw_await(other));
    measure_print_cost(start, ROUND_TRIPS);
    return none;
}

/* ---- time ---- */

static struct {
    int64_t now, most; /* how many sleep */
    AwTime latest;
} asleep;

static AwValue
sleep_long(AwValue ns)
{
    AwTime due = aw_time() + aw_to_int(ns);

    if (++asleep.now > asleep.most)
        asleep.most = asleep.now;
    AW_TRY(aw_sleep(aw_to_int(ns)));
    asleep.now--;
    if (aw_time() - due > asleep.latest)
        asleep.latest = aw_time() - due;
    return AW_NONE;
}

static AwTime
sleepers_sleep_ns(int64_t n)
{
    return n > 100000 ? 8 * AW_SECOND : AW_SECOND;
}

static AwValue
sleepers_main(AwValue count)
{
    int64_t n = aw_to_int(count), before = measure_peak_bytes();
    AwTime start = aw_time(), ns = sleepers_sleep_ns(n);
    Cost cost = measure_cost();
    AwFuture **tasks = spawn_all(sleep_long, ns, n);

    AW_TRY(await_all(tasks, n));
    measure_print("over_ms", (double) (aw_time() - start - ns) / 1e6);
    measure_print_cost_s(cost);
    measure_print("late_ms", (double) asleep.latest / 1e6);
    measure_print("bytes", (double) (measure_peak_bytes() - before) / (double) n);
    measure_print("at_once", (double) asleep.most);
    free(tasks);
    return AW_NONE;
}

static AwValue
lateness_main(AwValue none)
{
    static int64_t late[SLEEPS];

    for (int i = 0; i < SLEEPS; i++) {
        int64_t start = measure_now_ns();
        AW_TRY(aw_sleep(AW_MS));
        late[i] = measure_now_ns() - start - AW_MS;
    }
    measure_print_times(late, SLEEPS);
    return none;
}

static void
ring(void *data)
{
    (void) data;
}

static AwTime
random_delay(void)
{
    return (AwTime) (1000 + measure_random(LIVE_SECONDS * 1000)) * AW_MS;
}

static AwValue
timer_main(AwValue live)
{
    for (int64_t i = 0; i < aw_to_int(live); i++)
        aw_call_later(random_delay(), ring, NULL);
    Cost start = measure_cost();
    for (int i = 0; i < TIMERS; i++) {
        AW_SCOPE();
        aw_handle_cancel(aw_call_later(random_delay(), ring, NULL));
        if (i % 1000 == 0)
            AW_TRY(aw_sleep(0));
    }
    measure_print_cost(start, TIMERS);
    return AW_NONE;
}

/* ---- threads ---- */

static AwValue
job_alone(AwPool *pool)
{
    AW_SCOPE();
    return aw_await(aw_run_in_executor(pool, return_arg, 1));
}

static AwValue
latency_main(AwValue none)
{
    AwPool *pool = aw_thread_pool(WORKERS);
    static int64_t took[JOBS_ALONE];

    for (int i = 0; i < JOBS_ALONE; i++) {
        int64_t start = measure_now_ns();
        AW_TRY(job_alone(pool));
        took[i] = measure_now_ns() - start;
    }
    measure_print_times(took, JOBS_ALONE);
    return none;
}

static AwValue
job_batch(AwPool *pool)
{
    AW_SCOPE();
    AwFuture *jobs[JOBS_AT_ONCE];

    for (int i = 0; i < JOBS_AT_ONCE; i++)
        jobs[i] = aw_run_in_executor(pool, return_arg, i);
    return await_all(jobs, JOBS_AT_ONCE);
}

static AwValue
throughput_main(AwValue none)
{
    AwPool *pool = aw_thread_pool(WORKERS);

    AW_TRY(job_batch(pool));
    int64_t start = measure_now_ns();
    Cost cost = measure_cost();
    for (int i = 0; i < JOBS / JOBS_AT_ONCE; i++)
        AW_TRY(job_batch(pool));
    measure_print("wall_ns", (double) (measure_now_ns() - start) / JOBS);
    measure_print_cost(cost, JOBS);
    return none;
}

static AwValue
hold(AwValue ns)
{
    aw_work(aw_to_int(ns));
    return AW_NONE;
}

/* What waiting for a worker costs. */
static AwValue
waiting_main(AwValue none)
{
    AwPool *pool = aw_thread_pool(WORKERS);

    AW_TRY(aw_await(aw_run_in_executor(pool, hold, AW_MS)));
    Cost start = measure_cost();
    AW_TRY(aw_await(aw_run_in_executor(pool, hold, 200 * AW_MS)));
    measure_print_cost_s(start);
    return none;
}

/* ---- the program ---- */

static const struct {
    const char *name;
    AwFn main;
} figures[] = {
    {"yield", yield_main},           {"spawn", spawn_main},     {"gather", gather_main},
    {"future", future_main},         {"queue", queue_main},     {"sleepers", sleepers_main},
    {"lateness", lateness_main},     {"timer", timer_main},     {"latency", latency_main},
    {"throughput", throughput_main}, {"waiting", waiting_main},
};

int
main(int argc, char **argv)
{
    size_t i = measure_choose(argc, argv, figures, MEASURE_COUNT(figures), sizeof *figures);

    return aw_exit_status(aw_run(figures[i].main, measure_number(argc, argv)));
}
