/* SPDX-License-Identifier: GPL-3.0-or-later */
/* switch.c - switches to another stack and back with aw's own switch, as its loop uses it: no task,
 * no queue. */
#include "sched/stack/coroutine.h"
#include "tests/bench/measure.h"

enum { ROUND_TRIPS = 10000000 };

static Coroutine here, there;

static void
come_back(void *data)
{
    for (;;)
        coroutine_switch(&there, &here);
}

int
main(void)
{
    coroutine_adopt(&here);
    if (!coroutine_begin(&there, 0, come_back, NULL))
        return 1;
    coroutine_switch(&here, &there);
    Cost start = measure_cost();
    for (int i = 0; i < ROUND_TRIPS; i++)
        coroutine_switch(&here, &there);
    measure_print_cost(start, 2 * ROUND_TRIPS);
    coroutine_end(&there);
    return 0;
}
