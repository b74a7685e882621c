/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure.c - see measure.h. */
#include "tests/bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *
row_name(const void *rows, size_t i, size_t size)
{
    return *(const char *const *) ((const char *) rows + i * size);
}

size_t
measure_choose(int argc, char **argv, const void *rows, size_t n, size_t size)
{
    for (size_t i = 0; argc > 1 && i < n; i++)
        if (!strcmp(row_name(rows, i, size), argv[1]))
            return i;
    fprintf(stderr, "usage: %s FIGURE [NUMBER]; figures:", argv[0]);
    for (size_t i = 0; i < n; i++)
        fprintf(stderr, " %s", row_name(rows, i, size));
    fprintf(stderr, "\n");
    exit(2);
}

int64_t
measure_number(int argc, char **argv)
{
    return argc > 2 ? atoll(argv[2]) : 0;
}

void
measure_print(const char *name, double value)
{
    printf("%s %.6g\n", name, value);
}

static int64_t
read_clock(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

int64_t
measure_now_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

Cost
measure_cost(void)
{
    return (Cost){.process_ns = read_clock(CLOCK_PROCESS_CPUTIME_ID),
                  .thread_ns = read_clock(CLOCK_THREAD_CPUTIME_ID)};
}

void
measure_print_cost(Cost start, int64_t n)
{
    Cost end = measure_cost();

    measure_print("ns", (double) (end.process_ns - start.process_ns) / (double) n);
    measure_print("thread_ns", (double) (end.thread_ns - start.thread_ns) / (double) n);
}

void
measure_print_cost_s(Cost start)
{
    measure_print("cpu_s", (double) (measure_cost().process_ns - start.process_ns) / 1e9);
}

static int
compare_times(const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

    return (x > y) - (x < y);
}

void
measure_print_times(int64_t *times_ns, size_t n)
{
    qsort(times_ns, n, sizeof *times_ns, compare_times);
    measure_print("min_us", (double) times_ns[0] / 1e3);
    measure_print("p50_us", (double) times_ns[n / 2] / 1e3);
    measure_print("p99_us", (double) times_ns[n * 99 / 100] / 1e3);
}

int64_t
measure_peak_bytes(void)
{
    FILE *status = fopen("/proc/self/status", "re");
    char line[256];
    long long kilobytes = 0;

    while (status && fgets(line, sizeof line, status))
        sscanf(line, "VmHWM: %lld kB", &kilobytes);
    if (status)
        fclose(status);
    return kilobytes * 1024;
}

uint32_t
measure_random(uint32_t limit)
{
    static uint64_t state = 1;

    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t) (state >> 33) % limit;
}

/* ---- single events ---- */

enum { BURSTS = 51, BURST_EVENTS = 20000, PAUSE_NS = 12000000 };

static void
burst_of_nothing(int n)
{
    for (int i = 0; i < n; i++)
        MEASURE_USE(i);
}

static int64_t
burst_ns(void (*burst)(int n))
{
    int64_t start = read_clock(CLOCK_THREAD_CPUTIME_ID);

    burst(BURST_EVENTS);
    return read_clock(CLOCK_THREAD_CPUTIME_ID) - start;
}

void
measure_events(void (*burst)(int n))
{
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    int64_t times[BURSTS];

    for (int i = 0; i < BURSTS; i++) {
        times[i] = burst_ns(burst) - burst_ns(burst_of_nothing);
        nanosleep(&pause, NULL);
    }
    qsort(times, BURSTS, sizeof *times, compare_times);
    measure_print("ns", (double) times[BURSTS / 2] / BURST_EVENTS);
}
