/* SPDX-License-Identifier: GPL-3.0-or-later */
/* two-loops.c - see two-loops.h. */
#include "tests/support/two-loops.h"

#include <pthread.h>

static pthread_barrier_t both;
static const TwoLoops *loops;

static AwValue
first_main(AwValue none)
{
    pthread_barrier_wait(&both);
    pthread_barrier_wait(&both);
    return none;
}

static AwValue
second_main(AwValue none)
{
    if (loops->while_both_run)
        AW_IGNORE(loops->while_both_run(none));
    pthread_barrier_wait(&both);
    pthread_barrier_wait(&both);
    return loops->when_alone(none);
}

static void *
run_second(void *data)
{
    pthread_barrier_wait(&both);
    AW_IGNORE(aw_run(second_main, AW_NONE, .no_signals = true, .clock = loops->clock));
    return data;
}

void
run_two_loops(void *two)
{
    pthread_t thread;

    loops = two;
    pthread_barrier_init(&both, NULL, 2);
    pthread_create(&thread, NULL, run_second, NULL);
    AW_IGNORE(aw_run(first_main, AW_NONE));
    pthread_barrier_wait(&both);
    pthread_join(thread, NULL);
    pthread_barrier_destroy(&both);
}
