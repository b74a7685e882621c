/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticks.h - the clock of events that are recorded in real time: the processor's own counter where
 * it runs evenly on all cores, else CLOCK_MONOTONIC in ns. Anchors turn ticks into ns later. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#ifdef __x86_64__
#include <x86intrin.h>
#endif

/* Whether ticks come from the counter. Set by ticks_choose(). */
extern bool ticks_are_counted __attribute__((visibility("hidden")));

/** Finds out whether the counter can be used; once, before the first event. */
void ticks_choose(void);

/** CLOCK_MONOTONIC, ns. */
int64_t ticks_clock_ns(void);

/** The processor's counter; 0 where none is known. */
static inline uint64_t
ticks_read_counter(void)
{
#if defined(__x86_64__)
    return __rdtsc();
#elif defined(__aarch64__)
    uint64_t count;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(count));
    return count;
#else
    return 0;
#endif
}

/** Now. The processor may read it a little before it executes what precedes this. */
static inline uint64_t
ticks_now(void)
{
    return __builtin_expect(ticks_are_counted, 1) ? ticks_read_counter()
                                                  : (uint64_t) ticks_clock_ns();
}

/** Now, and no earlier than what this thread has seen of others. */
static inline uint64_t
ticks_now_in_order(void)
{
#if defined(__x86_64__)
    _mm_lfence();
#elif defined(__aarch64__)
    __asm__ volatile("isb" ::: "memory");
#endif
    return ticks_now();
}

/* One moment on both clocks. */
typedef struct {
    uint64_t ticks;
    int64_t clock_ns;
} TicksAnchor;

/** Now on both clocks, to some tens of ns. */
TicksAnchor ticks_anchor(void);

/* A straight line through two anchors. */
typedef struct {
    TicksAnchor from;
    double ns_per_tick;
} TicksLine;

/** Draws the line from the previous anchor to this one. */
void ticks_line_to(TicksLine *line, TicksAnchor *last, TicksAnchor anchor);

/** CLOCK_MONOTONIC at `ticks`, which may be before or after both anchors. */
static inline int64_t
ticks_to_ns(const TicksLine *line, uint64_t ticks)
{
    return line->from.clock_ns +
           (int64_t) ((double) (int64_t) (ticks - line->from.ticks) * line->ns_per_tick);
}
