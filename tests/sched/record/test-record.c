/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record.c - recordings of runs, read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define AW_FILE "test-record.c" /* not found where the tests run, so never embedded */
#include "tests/support/recorded.h"

/* ---- programs that are recorded ---- */

static AwValue
work(AwValue n)
{
    aw_work(aw_to_int(n) * AW_MS);
    return aw_list(n, "done");
}

static AwValue
sleep_a_while(AwValue name)
{
    AW_TRY(aw_sleep(2 * AW_MS));
    aw_print("%s", aw_to_text(name));
    return name;
}

static AwValue
hello(AwValue none)
{
    aw_print("Hello");
    AW_TRY(aw_sleep(AW_SECOND));
    aw_print("World");
    return none;
}

static AwValue
much_at_once(AwValue none)
{
    AwPool *pool = aw_thread_pool(3);
    AwFuture *jobs[6], *late = aw_spawn(sleep_a_while, "late");

    for (int i = 0; i < 6; i++)
        jobs[i] = aw_run_in_executor(pool, work, i);
    aw_spawn(sleep_a_while, "a");
    AW_TRY(aw_await(aw_gather(jobs, 6)));
    aw_mark("a mark, %p is not in it", (void *) NULL);
    AwWait waited = AW_TRY(aw_wait(&late, 1, .timeout = AW_MS));
    return aw_list(waited.n_done, aw_v((void *) &pool), aw_v(late));
}

/* ---- what is in a recording ---- */

static void
events_come_in_the_order_of_the_run(void **state)
{
    assert_recorded(hello, 0, TRACE_END_DONE, 0, "");
    assert_journal(
        "0 RUN_BEGIN\n0 TASK_CREATED\n0 AWAITED_BY\n0 TURN_BEGIN\n0 TASK_STEP\n0 OUTPUT Hello\n\n"
        "0 FUTURE_CREATED\n0 TIMER_ARMED\n0 TASK_AWAIT\n0 POLL_BEGIN\n"
        "1000 POLL_END\n1000 TIMER_FIRED\n1000 TURN_BEGIN\n1000 TIMER_BEGIN\n"
        "1000 FUTURE_DONE\n1000 TASK_READY\n1000 TIMER_END\n1000 TURN_BEGIN\n"
        "1000 TASK_STEP\n1000 OUTPUT World\n\n1000 TASK_DONE\n1000 TURN_BEGIN\n"
        "1000 CALLBACK_BEGIN\n1000 STOP_BEGIN\n1000 CALLBACK_END\n1000 RUN_END\n");
    assert_string_equal(got.meta, "title=test-record");
}

static void
two_virtual_runs_give_the_same_bytes(void **state)
{
    static char first[1 << 20], second[1 << 20];

    assert_int_equal(record(much_at_once), 0);
    size_t n = read_bytes("run.awt", first, sizeof first);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(record(much_at_once), 0);
        assert_int_equal(read_bytes("run.awt", second, sizeof second), n);
        assert_memory_equal(first, second, n);
    }
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_non_null(strstr(journal(), "JOB_BEGIN"));
}

static void
a_run_on_the_real_clock_is_recorded_in_order(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    assert_recorded(much_at_once, 0, TRACE_END_DONE, 0, "");
    clock_kind = AW_CLOCK_VIRTUAL;
    assert_non_null(strstr(journal(), "WORKER_STOPPED"));
}

static AwValue
sleep_a_second(AwValue none)
{
    return aw_sleep(AW_SECOND);
}

static void
several_runs_are_one_recording(void **state)
{
    start("run.awt", NULL, NULL);
    for (int i = 0; i < 3; i++)
        assert_false(aw_failed(aw_run(sleep_a_second, AW_NONE, .clock = AW_CLOCK_VIRTUAL)));
    aw_mark("after the runs");
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.last_ns, 3 * AW_SECOND);
    assert_int_equal(got.n_marks, 1);
}

/* No clock is named, and the virtual one is far ahead of the real one. */
static AwValue
sleep_often(AwValue none)
{
    for (int i = 0; i < 20000; i++) {
        AW_SCOPE();
        AW_TRY(aw_sleep(AW_SECOND));
    }
    return none;
}

static void
virtual_time_does_not_wait_for_the_real_one(void **state)
{
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = "run.awt"})));
    assert_false(aw_failed(aw_run(sleep_often, AW_NONE, .clock = AW_CLOCK_VIRTUAL)));
    assert_stops_well();
    read_back("run.awt");
    assert_int_equal(got.last_ns, 20000 * AW_SECOND);
}

static void
long_text_is_cut(void **state)
{
    char text[10000];

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    start("run.awt", NULL, NULL);
    aw_mark("%s", text);
    aw_mark("after it");
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.longest_text, 4096);
    assert_int_equal(got.n_marks, 2);
}

static void
no_values_are_recorded_if_nobody_wants_them(void **state)
{
    setenv("AW_TRACE_VALUES", "0", 1);
    assert_int_equal(record(much_at_once), 0);
    unsetenv("AW_TRACE_VALUES");
    read_back("run.awt");
    assert_null(strstr(journal(), "'done'"));
}

/* The numbers of the pointers that tasks got, in the order of the tasks. */
static struct {
    int64_t number[4];
    int n;
} pointers;

static void
take_pointer(void *data, const TraceEvent *event)
{
    if (event->kind == TRACE_TASK_CREATED && event->value_type == TRACE_VALUE_POINTER)
        pointers.number[pointers.n++ % 4] = event->value;
}

static AwValue
hand_out_pointers(AwValue none)
{
    static int a, b;

    aw_spawn(sleep_a_while, (void *) &a);
    aw_spawn(sleep_a_while, (void *) &b);
    aw_spawn(sleep_a_while, (void *) &a);
    aw_spawn(sleep_a_while, aw_pointer(NULL));
    return aw_list((void *) &b, (void *) &a);
}

static void
distinct_pointers_have_distinct_numbers_and_no_addresses(void **state)
{
    const TraceSink sink = {.event = take_pointer};
    char message[300];

    assert_int_equal(record(hand_out_pointers), 0);
    trace_read_file("run.awt", &sink, NULL, message, sizeof message);
    assert_int_equal(pointers.n, 4);
    assert_int_equal(pointers.number[0], 1);
    assert_int_equal(pointers.number[1], 2);
    assert_int_equal(pointers.number[2], 1);
    assert_int_equal(pointers.number[3], 0);
    read_back("run.awt");
    assert_non_null(strstr(journal(), "TASK_DONE [<pointer 2>, <pointer 1>]"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        /* First: the setting is read once a process, and children inherit what was read. */
        cmocka_unit_test(no_values_are_recorded_if_nobody_wants_them),
        cmocka_unit_test(events_come_in_the_order_of_the_run),
        cmocka_unit_test(two_virtual_runs_give_the_same_bytes),
        cmocka_unit_test(a_run_on_the_real_clock_is_recorded_in_order),
        cmocka_unit_test(several_runs_are_one_recording),
        cmocka_unit_test(virtual_time_does_not_wait_for_the_real_one),
        cmocka_unit_test(long_text_is_cut),
        cmocka_unit_test(distinct_pointers_have_distinct_numbers_and_no_addresses),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
