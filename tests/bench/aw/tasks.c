/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tasks.c - tasks that yield, begin and end, and wake each other. */
#include <stdlib.h>

#include "tests/bench/aw/figures.h"

enum { SWITCHES = 2000000, SPAWNS = 1000000, ROUND_TRIPS = 500000 };

/* ---- tasks that yield to each other ---- */

static AwValue
give_way(AwValue times)
{
    for (int64_t i = aw_to_int(times); i > 0; i--)
        AW_TRY(aw_sleep(0));
    return AW_NONE;
}

AwValue
yield_main(AwValue count)
{
    int64_t n = aw_to_int(count), times = SWITCHES / n;
    AwFuture **tasks = spawn_all(give_way, times + 1, n);

    AW_TRY(aw_sleep(0)); /* now each has begun and yielded once */
    Cost start = measure_cost();
    AW_TRY(await_all(tasks, n));
    measure_print_cost(start, n * times);
    free(tasks);
    return AW_NONE;
}

/* ---- tasks that begin and end ---- */

static AwValue
spawn_batch(int64_t n)
{
    AW_SCOPE();
    AwFuture **tasks = spawn_all(return_arg, 1, n);

    AW_TRY(await_all(tasks, n));
    free(tasks);
    return AW_NONE;
}

AwValue
spawn_main(AwValue count)
{
    int64_t n = aw_to_int(count), times = SPAWNS / n;

    AW_TRY(spawn_batch(n));
    Cost start = measure_cost();
    for (int64_t i = 0; i < times; i++)
        AW_TRY(spawn_batch(n));
    measure_print_cost(start, n * times);
    return AW_NONE;
}

static AwValue
spawn_one(void)
{
    AW_SCOPE();
    return aw_await(aw_spawn(return_arg, 1));
}

AwValue
join_main(AwValue none)
{
    AW_TRY(spawn_one());
    Cost start = measure_cost();
    for (int i = 0; i < SPAWNS; i++)
        AW_TRY(spawn_one());
    measure_print_cost(start, SPAWNS);
    return none;
}

static AwValue
gather_batch(AwFuture **coroutines, int64_t n)
{
    AW_SCOPE();

    for (int64_t i = 0; i < n; i++)
        coroutines[i] = aw_coro(return_arg, i);
    AW_TRY(aw_await(aw_gather(coroutines, (size_t) n)));
    return AW_NONE;
}

AwValue
gather_main(AwValue count)
{
    int64_t n = aw_to_int(count), times = SPAWNS / n;
    AwFuture **coroutines = malloc((size_t) n * sizeof(AwFuture *));

    AW_TRY(gather_batch(coroutines, n));
    Cost start = measure_cost();
    for (int64_t i = 0; i < times; i++)
        AW_TRY(gather_batch(coroutines, n));
    measure_print_cost(start, n * times);
    free(coroutines);
    return AW_NONE;
}

/* ---- two tasks that wake each other ---- */

static AwFuture *awaited[2]; /* what each of the two waits for */

static void
wake_other(int side)
{
    if (awaited[!side])
        AW_IGNORE(aw_set_result(awaited[!side], AW_NONE));
}

/* Makes a new future each time, since a future takes only one result. */
static AwValue
play(AwValue arg)
{
    int side = (int) aw_to_int(arg);

    for (int64_t i = 0; i < ROUND_TRIPS; i++) {
        AW_SCOPE();
        awaited[side] = aw_future();
        wake_other(side);
        AW_TRY(aw_await(awaited[side]));
    }
    if (side == 0)
        wake_other(side);
    return AW_NONE;
}

AwValue
future_main(AwValue none)
{
    AwFuture *players[] = {aw_spawn(play, 0), aw_spawn(play, 1)};
    Cost start = measure_cost();

    AW_TRY(await_all(players, 2));
    measure_print_cost(start, ROUND_TRIPS);
    return none;
}

static AwQueue *there, *back;

static AwValue
echo(AwValue none)
{
    for (int64_t i = 0; i < ROUND_TRIPS; i++) {
        AW_SCOPE();
        AW_TRY(aw_queue_put(back, AW_TRY(aw_queue_get(there))));
    }
    return none;
}

AwValue
queue_main(AwValue none)
{
    there = aw_queue();
    back = aw_queue();
    AwFuture *other = aw_spawn(echo, none);
    Cost start = measure_cost();

    for (int64_t i = 0; i < ROUND_TRIPS; i++) {
        AW_SCOPE();
        AW_TRY(aw_queue_put(there, i));
        AW_TRY(aw_queue_get(back));
    }
    AW_TRY(aw_await(other));
    measure_print_cost(start, ROUND_TRIPS);
    return none;
}
