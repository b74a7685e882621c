/* SPDX-License-Identifier: GPL-3.0-or-later */
/* switch.c - going to another stack and back, by aw's own switch: no task, no queue. */
#include "sched/coroutine.h"
#include "tests/bench/measure.h"

enum { ROUND_TRIPS = 10000000 };

static Coroutine self, other;

static void
come_back(void *data)
{
    for (;;)
        coroutine_switch(&other, &self);
}

int
main(void)
{
    coroutine_adopt(&self);
    if (!coroutine_begin(&other, 0, come_back, NULL))
        return 1;
    coroutine_switch(&self, &other);
    Cost start = measure_cost();
    for (int i = 0; i < ROUND_TRIPS; i++)
        coroutine_switch(&self, &other);
    measure_print_cost(start, 2 * ROUND_TRIPS);
    coroutine_end(&other);
    return 0;
}
