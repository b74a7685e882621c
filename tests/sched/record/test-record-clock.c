/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-clock.c - times of recorded events, though most share a reading of the clock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sched/record/ticks.h"
#include "tests/support/recorded.h"

enum { N_MARKS = 3000, ENOUGH = N_MARKS / 2, MOST_NS = 20000, BUSY_MS = 50 };

/* ---- the clock ---- */

static int64_t errors[N_MARKS];
static int n_errors;

static int
compare(const void *a, const void *b)
{
    int64_t x = *(const int64_t *) a, y = *(const int64_t *) b;

    return (x > y) - (x < y);
}

/* The text of a mark is when it was made. */
static void
hear_mark(void *data, const TraceEvent *event)
{
    if (event->kind == TRACE_MARK)
        errors[n_errors++] = event->time_ns - atoll(event->text);
}

/* A mark is made a little after the clock is read for its text, and sometimes something comes in
 * between; but most are equally late. */
static void
times_are_those_of_the_monotonic_clock(void **state)
{
    const TraceSink sink = {.event = hear_mark};
    char message[200];

    start("run.awt", NULL, NULL);
    for (int i = 0; i < N_MARKS; i++) {
        aw_mark("%lld", (long long) ticks_clock_ns());
        for (int64_t until = ticks_clock_ns() + 20000; ticks_clock_ns() < until;)
            ;
    }
    assert_stops_well();
    n_errors = 0;
    trace_read_file("run.awt", &sink, NULL, message, sizeof message);
    assert_int_equal(n_errors, N_MARKS);
    qsort(errors, N_MARKS, sizeof *errors, compare);
    assert_true(errors[ENOUGH] - errors[N_MARKS / 20] < MOST_NS);
}

static void
a_line_through_two_anchors_meets_both(void **state)
{
    TicksAnchor last = {.ticks = 1000, .clock_ns = 5000000};
    TicksLine line = {0};

    ticks_line_to(&line, &last, (TicksAnchor){.ticks = 37001000, .clock_ns = 15000000});
    assert_int_equal(ticks_to_ns(&line, 1000), 5000000);
    assert_in_range(ticks_to_ns(&line, 37001000), 14999999, 15000001);
    assert_in_range(ticks_to_ns(&line, 18501000), 9999999, 10000001);
    assert_in_range(ticks_to_ns(&line, 0), 4999700, 4999800);
    ticks_line_to(&line, &last, (TicksAnchor){.ticks = 37001001, .clock_ns = 15000001});
    assert_in_range(ticks_to_ns(&line, 37001001 + 37000), 15009900, 15010100);
}

/* ---- the lengths of what is drawn ---- */

static AwValue
busy_thrice(AwValue none)
{
    for (int i = 0; i < 3; i++) {
        aw_busy(BUSY_MS * AW_MS);
        AW_TRY(aw_sleep(0));
    }
    return none;
}

static void
be_busy(void *data)
{
    aw_busy(BUSY_MS * AW_MS);
}

static AwValue
all_kinds_of_work(AwValue none)
{
    AwFuture *task = aw_spawn(busy_thrice, AW_NONE);

    AW_TRY(aw_await(task));
    aw_call_soon(be_busy, NULL);
    aw_busy(BUSY_MS * AW_MS);
    return aw_sleep(BUSY_MS * AW_MS);
}

/* Of steps and of callbacks: when the last began, and how many were long. */
static struct {
    int64_t begin_ns[2];
    int n_long[2];
} spans;

static bool
begins(unsigned kind, int *ret_which)
{
    *ret_which = kind == TRACE_CALLBACK_BEGIN;
    return kind == TRACE_TASK_STEP || kind == TRACE_CALLBACK_BEGIN;
}

static bool
ends(unsigned kind, int *ret_which)
{
    *ret_which = kind == TRACE_CALLBACK_END;
    return kind == TRACE_TASK_YIELD || kind == TRACE_TASK_AWAIT || kind == TRACE_TASK_DONE ||
           kind == TRACE_CALLBACK_END;
}

static void
hear_span(void *data, const TraceEvent *event)
{
    int which;

    if (begins(event->kind, &which))
        spans.begin_ns[which] = event->time_ns;
    if (ends(event->kind, &which))
        spans.n_long[which] += event->time_ns - spans.begin_ns[which] >= BUSY_MS * AW_MS;
}

static void
work_lasts_as_long_as_it_lasted(void **state)
{
    const TraceSink sink = {.event = hear_span};
    char message[200];

    clock_kind = AW_CLOCK_REAL;
    assert_int_equal(record(all_kinds_of_work), 0);
    clock_kind = AW_CLOCK_VIRTUAL;
    memset(&spans, 0, sizeof spans);
    trace_read_file("run.awt", &sink, NULL, message, sizeof message);
    assert_true(spans.n_long[0] >= 4); /* more, if something came in between others */
    assert_true(spans.n_long[1] >= 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_are_those_of_the_monotonic_clock),
        cmocka_unit_test(a_line_through_two_anchors_meets_both),
        cmocka_unit_test(work_lasts_as_long_as_it_lasted),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
