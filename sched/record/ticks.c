/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ticks.c - which counter, and how its ticks become ns. */
#include "sched/record/ticks.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef __x86_64__
#include <cpuid.h>
#endif

enum {
    ANCHOR_TRIES = 4,      /* the one that took the least time counts */
    LEAST_LINE_NS = 10000, /* below this, the anchors are too close together to tell the rate */
};

bool ticks_are_counted;

int64_t
ticks_clock_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

#ifdef __x86_64__
/* The kernel uses the counter for its clock once it has seen that all cores count alike. */
static bool
kernel_trusts_counter(void)
{
    char name[8] = "";
    int fd = open("/sys/devices/system/clocksource/clocksource0/current_clocksource",
                  O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return false;
    ssize_t size = read(fd, name, sizeof name - 1);
    close(fd);
    return size >= 3 && !strncmp(name, "tsc", 3) && (name[3] == '\n' || !name[3]);
}

static bool
counter_is_even(void)
{
    unsigned a, b, c, d = 0;

    return __get_cpuid(0x80000007, &a, &b, &c, &d) && d & 1u << 8 && kernel_trusts_counter();
}
#else
static bool
counter_is_even(void)
{
#ifdef __aarch64__
    return true;
#else
    return false;
#endif
}
#endif

void
ticks_choose(void)
{
    ticks_are_counted = counter_is_even();
}

TicksAnchor
ticks_anchor(void)
{
    TicksAnchor best = {0};
    uint64_t least = UINT64_MAX;

    for (int i = 0; i < ANCHOR_TRIES; i++) {
        uint64_t before = ticks_now_in_order();
        int64_t clock_ns = ticks_clock_ns();
        uint64_t took = ticks_now_in_order() - before;
        if (took >= least)
            continue;
        least = took;
        best = (TicksAnchor){.ticks = before + took / 2, .clock_ns = clock_ns};
    }
    return best;
}

void
ticks_line_to(TicksLine *line, TicksAnchor *last, TicksAnchor anchor)
{
    int64_t ticks = (int64_t) (anchor.ticks - last->ticks);
    int64_t ns = anchor.clock_ns - last->clock_ns;

    line->from = *last;
    if (ticks > 0 && (ns >= LEAST_LINE_NS || (line->ns_per_tick == 0 && ns > 0)))
        line->ns_per_tick = (double) ns / (double) ticks;
    *last = anchor;
}
