/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ring.c - coroutines in a ring, each with more live values than a processor has registers: prints
 * "good" if none of them was lost. */
#include <stdio.h>

#include "sched/stack/coroutine.h"

enum { N = 200, ROUNDS = 50, RUNS = 3, WORDS = 20 };

static Coroutine self, ring[N];
static int n_good;

static Coroutine *
after(Coroutine *co)
{
    return co == &ring[N - 1] ? &self : co + 1;
}

static void
go_round(void *data)
{
    Coroutine *me = data;
    long first = me - ring, words[WORDS];
    double quick = 0.5 * (double) first;
    long double wide = 0.25L * first;
    int good = 1;

    for (int i = 0; i < WORDS; i++)
        words[i] = first + i;
    for (int round = 0; round < ROUNDS; round++) {
        coroutine_switch(me, after(me));
        quick += 1;
        wide += 1;
        for (int i = 0; i < WORDS; i++)
            words[i]++;
    }
    for (int i = 0; i < WORDS; i++)
        good &= words[i] == first + i + ROUNDS;
    n_good += good && quick == 0.5 * (double) first + ROUNDS && wide == 0.25L * first + ROUNDS;
    coroutine_exit(me, after(me));
}

static void
run_ring(void)
{
    for (int i = 0; i < N; i++)
        if (!coroutine_begin(&ring[i], 0, go_round, &ring[i]))
            return;
    for (int round = 0; round <= ROUNDS; round++)
        coroutine_switch(&self, &ring[0]);
    for (int i = 0; i < N; i++)
        coroutine_end(&ring[i]);
}

int
main(void)
{
    coroutine_adopt(&self);
    for (int run = 0; run < RUNS; run++)
        run_ring();
    stacks_unmap();
    puts(n_good == N * RUNS ? "good" : "bad");
    return n_good != N * RUNS;
}
