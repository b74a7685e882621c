/* SPDX-License-Identifier: GPL-3.0-or-later */
/* time.c - tasks that sleep, and timers. */
#include <stdlib.h>

#include "tests/bench/aw/figures.h"

enum { LIVE_SECONDS = 100, TIMERS = 500000, SLEEPS = 1000 };

static struct {
    int64_t now, most; /* how many are sleeping, and the most so far */
    AwTime latest;
} asleep;

static AwValue
sleep_long(AwValue ns)
{
    AwTime due = aw_time() + aw_to_int(ns);

    if (++asleep.now > asleep.most)
        asleep.most = asleep.now;
    AW_TRY(aw_sleep(aw_to_int(ns)));
    asleep.now--;
    if (aw_time() - due > asleep.latest)
        asleep.latest = aw_time() - due;
    return AW_NONE;
}

static AwTime
sleepers_sleep_ns(int64_t n)
{
    return n > 100000 ? 8 * AW_SECOND : AW_SECOND;
}

AwValue
sleepers_main(AwValue count)
{
    int64_t n = aw_to_int(count), before = measure_peak_bytes();
    AwTime start = aw_time(), ns = sleepers_sleep_ns(n);
    Cost cost = measure_cost();
    AwFuture **tasks = spawn_all(sleep_long, ns, n);

    AW_TRY(await_all(tasks, n));
    measure_print("over_ms", (double) (aw_time() - start - ns) / 1e6);
    measure_print_cost_s(cost);
    measure_print("late_ms", (double) asleep.latest / 1e6);
    measure_print("bytes", (double) (measure_peak_bytes() - before) / (double) n);
    measure_print("at_once", (double) asleep.most);
    free(tasks);
    return AW_NONE;
}

AwValue
lateness_main(AwValue none)
{
    static int64_t late[SLEEPS];

    for (int i = 0; i < SLEEPS; i++) {
        int64_t start = measure_now_ns();
        AW_TRY(aw_sleep(AW_MS));
        late[i] = measure_now_ns() - start - AW_MS;
    }
    measure_print_times(late, SLEEPS);
    return none;
}

static void
ring(void *data)
{
    (void) data;
}

static AwTime
random_delay(void)
{
    return (AwTime) (1000 + measure_random(LIVE_SECONDS * 1000)) * AW_MS;
}

AwValue
timer_main(AwValue live)
{
    for (int64_t i = 0; i < aw_to_int(live); i++)
        aw_call_later(random_delay(), ring, NULL);
    Cost start = measure_cost();
    for (int i = 0; i < TIMERS; i++) {
        AW_SCOPE();
        aw_handle_cancel(aw_call_later(random_delay(), ring, NULL));
        if (i % 1000 == 0)
            AW_TRY(aw_sleep(0));
    }
    measure_print_cost(start, TIMERS);
    return AW_NONE;
}
