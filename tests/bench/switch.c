/* SPDX-License-Identifier: GPL-3.0-or-later */
/* switch.c - going to another stack and back, by aw's own switch: no task, no queue. */
#include "sched/coroutine.h"
#include "tests/bench/measure.h"

enum { ROUND_TRIPS = 10000000 };

static void
come_back(void *data)
{
    for (;;)
        coroutine_leave(data);
}

int
main(void)
{
    Coroutine self = {0}, other;

    if (!coroutine_begin(&other, 0, come_back, &other))
        return 1;
    coroutine_enter(&self, &other);
    Cost start = measure_cost();
    for (int i = 0; i < ROUND_TRIPS; i++)
        coroutine_enter(&self, &other);
    measure_print_cost(start, 2 * ROUND_TRIPS);
    coroutine_end(&other);
    return 0;
}
