/* SPDX-License-Identifier: GPL-3.0-or-later */
/* uv.c - measures libuv without a coroutine library on top; a peer of aw/. It has no tasks: a
 * sleeper is a timer, and the end of a job a callback. UV_THREADPOOL_SIZE is the number of
 * workers. */
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

#include "tests/bench/measure.h"

enum {
    LIVE_SECONDS = 100,
    TIMERS = 500000,
    SLEEPS = 1000,
    JOBS_ALONE = 5000,
    JOBS_AT_ONCE = 1000,
    JOBS = 100000,
    MS_NS = 1000000,
    JOB_US = 200000,
};

static uv_loop_t *loop;

/* ---- time ---- */

static int64_t due_ns, latest_ns;

static void
ring(uv_timer_t *timer)
{
    (void) timer;
}

static void
wake(uv_timer_t *timer)
{
    int64_t late_ns = measure_now_ns() - due_ns;

    (void) timer;
    if (late_ns > latest_ns)
        latest_ns = late_ns;
}

static uv_timer_t *
timers_new(int64_t n)
{
    uv_timer_t *timers = malloc((size_t) n * sizeof *timers);

    for (int64_t i = 0; i < n; i++)
        uv_timer_init(loop, &timers[i]);
    return timers;
}

/* All timers are due at the same time, since libuv reads its clock once per turn. */
static void
sleepers(int64_t n)
{
    int64_t before = measure_peak_bytes(), ms = n > 100000 ? 8000 : 1000;
    int64_t start = measure_now_ns();
    Cost cost = measure_cost();
    uv_timer_t *timers = timers_new(n);

    uv_update_time(loop);
    due_ns = measure_now_ns() + ms * MS_NS;
    for (int64_t i = 0; i < n; i++)
        uv_timer_start(&timers[i], wake, (uint64_t) ms, 0);
    uv_run(loop, UV_RUN_DEFAULT);
    measure_print("over_ms", (double) (measure_now_ns() - start) / MS_NS - (double) ms);
    measure_print_cost_s(cost);
    measure_print("late_ms", (double) latest_ns / MS_NS);
    measure_print("bytes", (double) (measure_peak_bytes() - before) / (double) n);
    measure_print("at_once", (double) n);
    free(timers);
}

static void
lateness(int64_t none)
{
    static int64_t late[SLEEPS];
    uv_timer_t *timer = timers_new(1);

    (void) none;
    for (int i = 0; i < SLEEPS; i++) {
        uv_update_time(loop);
        int64_t start = measure_now_ns();
        uv_timer_start(timer, ring, 1, 0);
        uv_run(loop, UV_RUN_DEFAULT);
        late[i] = measure_now_ns() - start - MS_NS;
    }
    measure_print_times(late, SLEEPS);
    free(timer);
}

static uint64_t
random_delay_ms(void)
{
    return 1000 + measure_random(LIVE_SECONDS * 1000);
}

static void
timer(int64_t live)
{
    uv_timer_t *timers = timers_new(live + 1), *one = &timers[live];

    for (int64_t i = 0; i < live; i++)
        uv_timer_start(&timers[i], ring, random_delay_ms(), 0);
    Cost start = measure_cost();
    for (int i = 0; i < TIMERS; i++) {
        uv_timer_start(one, ring, random_delay_ms(), 0);
        uv_timer_stop(one);
        if (i % 1000 == 0)
            uv_run(loop, UV_RUN_NOWAIT);
    }
    measure_print_cost(start, TIMERS);
    free(timers);
}

/* ---- threads ---- */

static void
do_nothing(uv_work_t *work)
{
    (void) work;
}

static void
hold(uv_work_t *work)
{
    usleep(*(useconds_t *) work->data);
}

static void
done(uv_work_t *work, int status)
{
    (void) work;
    (void) status;
}

static void
latency(int64_t none)
{
    static int64_t took[JOBS_ALONE];
    uv_work_t work;

    (void) none;
    for (int i = 0; i < JOBS_ALONE; i++) {
        int64_t start = measure_now_ns();
        uv_queue_work(loop, &work, do_nothing, done);
        uv_run(loop, UV_RUN_DEFAULT);
        took[i] = measure_now_ns() - start;
    }
    measure_print_times(took, JOBS_ALONE);
}

static void
job_batch(void)
{
    static uv_work_t works[JOBS_AT_ONCE];

    for (int i = 0; i < JOBS_AT_ONCE; i++)
        uv_queue_work(loop, &works[i], do_nothing, done);
    uv_run(loop, UV_RUN_DEFAULT);
}

static void
throughput(int64_t none)
{
    (void) none;
    job_batch();
    int64_t start = measure_now_ns();
    Cost cost = measure_cost();
    for (int i = 0; i < JOBS / JOBS_AT_ONCE; i++)
        job_batch();
    measure_print("wall_ns", (double) (measure_now_ns() - start) / JOBS);
    measure_print_cost(cost, JOBS);
}

static void
waiting(int64_t none)
{
    useconds_t begin_us = 1000, job_us = JOB_US;
    uv_work_t work = {.data = &begin_us};

    (void) none;
    uv_queue_work(loop, &work, hold, done);
    uv_run(loop, UV_RUN_DEFAULT);
    Cost start = measure_cost();
    work.data = &job_us;
    uv_queue_work(loop, &work, hold, done);
    uv_run(loop, UV_RUN_DEFAULT);
    measure_print_cost_s(start);
}

/* ---- the program ---- */

static const struct {
    const char *name;
    void (*measure)(int64_t n);
} figures[] = {
    {"sleepers", sleepers}, {"lateness", lateness},     {"timer", timer},
    {"latency", latency},   {"throughput", throughput}, {"waiting", waiting},
};

int
main(int argc, char **argv)
{
    size_t i = measure_choose(argc, argv, figures, MEASURE_COUNT(figures), sizeof *figures);

    loop = uv_default_loop();
    figures[i].measure(measure_number(argc, argv));
    return 0;
}
