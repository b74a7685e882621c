/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure.h - what all measuring programs share: each is called with the name of a figure and a
 * number, measures that once, and prints lines `name value` for bench.py. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define MEASURE_COUNT(array) (sizeof(array) / sizeof *(array))

/** The index of the row that the first argument names, among `n` rows of `size` bytes, each a
 * struct that begins with its name. If there is none, says so and ends the program. */
size_t measure_choose(int argc, char **argv, const void *rows, size_t n, size_t size);

/** The second argument, a number; 0 without one. */
int64_t measure_number(int argc, char **argv);

/** Prints a line for the table. */
void measure_print(const char *name, double value);

/** Real time from an arbitrary start, ns. */
int64_t measure_now_ns(void);

/* Processor time so far, ns. */
typedef struct {
    int64_t process_ns, thread_ns;
} Cost;

/** The processor time spent so far. */
Cost measure_cost(void);

/** Prints `ns` and `thread_ns`: what one of `n` operations since `start` cost the processor, in all
 * threads of the process and in this one. */
void measure_print_cost(Cost start, int64_t n);

/** Prints `cpu_s`: the same for all operations together, in seconds. */
void measure_print_cost_s(Cost start);

/** Prints `min_us`, `p50_us` and `p99_us` of `n` times in ns; sorts them. */
void measure_print_times(int64_t *times_ns, size_t n);

/** The largest resident size of this process so far, bytes. */
int64_t measure_peak_bytes(void);

/** A pseudo-random number from 0 up to `limit`, exclusive; the same sequence in all programs. */
uint32_t measure_random(uint32_t limit);

/* Makes a value in a loop count as used, so that the compiler leaves the loop in. */
#define MEASURE_USE(value) __asm__ volatile("" : : "r"(value))

/** Prints `ns`: what one event costs this thread, as the median of several bursts. burst(n) records
 * n events in a loop with MEASURE_USE(), whose own cost is subtracted. After each burst there is a
 * pause in which other threads can take the events away. */
void measure_events(void (*burst)(int n));
