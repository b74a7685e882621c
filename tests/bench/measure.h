/* SPDX-License-Identifier: GPL-3.0-or-later */
/* measure.h - what each measuring program does in the same way: it is called with the name of a
 * figure and a number, does that once, and prints lines `name value` for bench.py. */
#pragma once
#include <stddef.h>
#include <stdint.h>

#define MEASURE_COUNT(array) (sizeof(array) / sizeof *(array))

/** Which of `n` rows of `size` bytes, each a struct that begins with its name, the first argument
 * names. Ends the program with a sentence when none is. */
size_t measure_choose(int argc, char **argv, const void *rows, size_t n, size_t size);

/** The second argument, a number; 0 without one. */
int64_t measure_number(int argc, char **argv);

/** Prints a line for the table. */
void measure_print(const char *name, double value);

/** Real time from an arbitrary start, ns. */
int64_t measure_now_ns(void);

/* Processor time up to now, ns. */
typedef struct {
    int64_t process_ns, thread_ns;
} Cost;

/** What was spent up to now. */
Cost measure_cost(void);

/** Prints `ns` and `thread_ns`: what one of `n` operations since `start` cost the processor, in all
 * threads of the process and in this one. */
void measure_print_cost(Cost start, int64_t n);

/** The same in seconds for all of it: `cpu_s`. */
void measure_print_cost_s(Cost start);

/** Prints `min_us`, `p50_us` and `p99_us` of `n` times in ns; sorts them. */
void measure_print_times(int64_t *times_ns, size_t n);

/** The largest resident size of this process so far, bytes. */
int64_t measure_peak_bytes(void);

/** Numbers that are the same in all programs, each from 0 up to `limit`, exclusive. */
uint32_t measure_random(uint32_t limit);

/* Makes a value in a loop count as used, so that the compiler leaves the loop in. */
#define MEASURE_USE(value) __asm__ volatile("" : : "r"(value))

/** Prints `ns`: what one event costs this thread, the median of bursts. burst(n) records n events
 * in a loop that says MEASURE_USE(), whose own cost is taken off; there is a pause after each, in
 * which others can take the events away. */
void measure_events(void (*burst)(int n));
