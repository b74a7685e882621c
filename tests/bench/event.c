/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event.c - measures one event with a clock reading, as aw records it with AW_TRACE=FILE; the check
 * when nothing is recorded; and the least that an event could cost: to read a clock, store 32 bytes
 * and publish them. */
#include <stdatomic.h>
#include <stdlib.h>
#ifdef __x86_64__
#include <x86intrin.h>
#endif

#include "sched/record/recorder.h"
#include "tests/bench/measure.h"

static void
record(int n)
{
    for (int i = 0; i < n; i++) {
        trace(.kind = TRACE_TASK_AWAIT, .subject = (uint32_t) i, .object = TRACE_LOOP_ID);
        MEASURE_USE(i);
    }
}

static AwValue
record_main(AwValue none)
{
    measure_events(record);
    return none;
}

static void
measure_aw(void)
{
    if (aw_exit_status(aw_run(record_main, AW_NONE)))
        exit(1);
}

/* ---- the floor ---- */

enum { SLOTS = 8192 };

typedef struct {
    int64_t time;
    uint32_t kind, subject, object, site;
    int64_t value;
} Slot;

static Slot slots[SLOTS];
static _Atomic uint64_t head;

static inline void
store(int64_t time, int i)
{
    uint64_t at = atomic_load_explicit(&head, memory_order_relaxed);

    slots[at % SLOTS] = (Slot){.time = time, .kind = 1, .subject = (uint32_t) i, .object = 1};
    atomic_store_explicit(&head, at + 1, memory_order_release);
}

/* The processor's own counter. */
static inline int64_t
read_counter(void)
{
#if defined(__x86_64__)
    return (int64_t) __rdtsc();
#elif defined(__aarch64__)
    int64_t count;
    __asm__ volatile("mrs %0, cntvct_el0" : "=r"(count));
    return count;
#else
    return measure_now_ns();
#endif
}

static void
store_counter(int n)
{
    for (int i = 0; i < n; i++) {
        store(read_counter(), i);
        MEASURE_USE(i);
    }
}

static void
store_clock(int n)
{
    for (int i = 0; i < n; i++) {
        store(measure_now_ns(), i);
        MEASURE_USE(i);
    }
}

static void
measure_counter(void)
{
    measure_events(store_counter);
}

static void
measure_clock(void)
{
    measure_events(store_clock);
}

static const struct {
    const char *name;
    void (*measure)(void);
} kinds[] = {{"aw", measure_aw}, {"counter", measure_counter}, {"clock", measure_clock}};

int
main(int argc, char **argv)
{
    kinds[measure_choose(argc, argv, kinds, MEASURE_COUNT(kinds), sizeof *kinds)].measure();
    return 0;
}
