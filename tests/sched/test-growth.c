/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-growth.c - a long run takes no more than a short one: what ends in sequence leaves nothing.
 * Takes the number of tasks as its argument. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "tests/support/faults.h"
#include "tests/support/journal.h"

enum {
    MANY = 100000,
    FEW = 1000,
    CANCELLED_TIMERS = 110, /* the heap keeps this many until it is tidied */
};

static long n_tasks = MANY;

static AwValue
nothing(AwValue arg)
{
    return arg;
}

/* ---- one of each ---- */

static AwValue
task(void)
{
    return aw_await(aw_spawn(nothing, 1));
}

static AwValue
detached_task(void)
{
    aw_spawn(nothing, 1, .detached = true);
    return aw_sleep(0);
}

static AwValue
named_eager_task(void)
{
    return aw_await(aw_spawn(nothing, 1, .name = "eager", .eager_start = true));
}

static AwValue
text_through_task(void)
{
    return aw_await(aw_spawn(nothing, aw_list(1, aw_text("%d", 2))));
}

static AwValue
nap(void)
{
    return aw_sleep(AW_MS);
}

static AwValue
gathering(void)
{
    return aw_await(aw_gather(AW_FUTURES(aw_spawn(nothing, 1), aw_coro(nothing, 2))));
}

static AwValue
wait(void)
{
    return aw_wait(AW_FUTURES(aw_spawn(nothing, 1), aw_spawn(nothing, 2)), .timeout = AW_MS).error;
}

static AwValue
timely_task(void)
{
    return aw_wait_for(aw_spawn(nothing, 1), AW_SECOND);
}

static AwValue
late_future(void)
{
    AW_IGNORE(aw_wait_for(aw_future(), AW_MS));
    return AW_NONE;
}

static AwValue
group(void)
{
    AwGroup *both = aw_group();

    AW_WITH (both) {
        aw_group_spawn(both, nothing, 1);
        aw_group_spawn(both, nothing, 2);
    }
    return aw_outcome(both);
}

static AwValue
waits_for(AwValue event)
{
    return aw_event_wait((AwEvent *) aw_to_pointer(event));
}

static AwValue
event(void)
{
    AwEvent *set = aw_event();
    AwFuture *waiter = aw_spawn(waits_for, aw_pointer(set));

    AW_TRY(aw_sleep(0));
    aw_event_set(set);
    return aw_await(waiter);
}

static void
no_call(void *data)
{
}

static AwValue
callbacks(void)
{
    aw_handle_cancel(aw_call_later(AW_SECOND, no_call, NULL));
    aw_call_soon(no_call, NULL);
    return aw_sleep(0);
}

static AwValue
cancelled_task(void)
{
    AwFuture *sleeper = aw_coro(nothing, 1);

    AW_TRY(aw_await(sleeper));
    AwFuture *waiter = aw_spawn(waits_for, aw_pointer(aw_event()));
    AW_TRY(aw_sleep(0));
    aw_cancel(waiter, "enough");
    AW_IGNORE(aw_exception(waiter));
    AwWait ended = aw_wait(AW_FUTURES(waiter));
    return ended.error;
}

static AwVar variable = {.name = "variable"};

static AwValue
setting(void)
{
    return aw_var_set(&variable, aw_text("%s", "set"));
}

static const struct {
    const char *name;
    AwValue (*fn)(void);
} kinds[] = {
    {"task", task},
    {"detached task", detached_task},
    {"named eager task", named_eager_task},
    {"text through a task", text_through_task},
    {"sleep", nap},
    {"gather", gathering},
    {"wait", wait},
    {"wait_for in time", timely_task},
    {"wait_for too late", late_future},
    {"group", group},
    {"event", event},
    {"callbacks", callbacks},
    {"cancelled task", cancelled_task},
    {"variable", setting},
};

/* ---- many of each ---- */

static AwValue
repeat(AwValue (*fn)(void), long n)
{
    for (long i = 0; i < n; i++) {
        AW_SCOPE();
        AW_TRY(fn());
    }
    return AW_NONE;
}

static AwValue
repeat_each(AwValue none)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        AW_TRY(repeat(kinds[i].fn, FEW));
        long live = faults_live();
        AW_TRY(repeat(kinds[i].fn, FEW));
        if (faults_live() - live > CANCELLED_TIMERS)
            note("%s: %ld allocations more", kinds[i].name, faults_live() - live);
    }
    return none;
}

static void
nothing_is_left_of_what_has_ended(void **state)
{
    assert_false(aw_failed(play(repeat_each)));
    assert_journal("");
}

static long
resident_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    assert_non_null(file);
    assert_int_equal(fscanf(file, "%*d %ld", &pages), 1);
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE) / 1024;
}

static AwValue
repeat_tasks(AwValue none)
{
    AW_TRY(repeat(task, n_tasks));
    long live = faults_live(), kib = resident_kib();
    AW_TRY(repeat(task, n_tasks));
    note("%ld allocations more", faults_live() - live);
    if (freelist_pools && resident_kib() - kib > 256)
        note("%ld KiB more", resident_kib() - kib);
    return none;
}

static void
tasks_in_sequence_take_no_more_memory(void **state)
{
    assert_false(aw_failed(play(repeat_tasks)));
    assert_journal("0 0 allocations more\n");
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_of_what_has_ended),
        cmocka_unit_test(tasks_in_sequence_take_no_more_memory),
    };

    if (argc > 1)
        n_tasks = atol(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
