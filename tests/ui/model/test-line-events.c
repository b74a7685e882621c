/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-events.c - from a line of the source to the times it ran. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

enum { SLEEP_LINE = 9, SPAWN_LINE = 20, END_LINE = 28 };

static gsize
next(const Model *model, guint line, gsize from)
{
    return model_next_at_line(model, "wait-timeout.c", line, from, 1);
}

static gsize
previous(const Model *model, guint line, gsize from)
{
    return model_next_at_line(model, "wait-timeout.c", line, from, -1);
}

/* The future that a sleep makes and the await of it are one time. */
static void
each_time_is_found_once_in_both_directions(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize second = fixture_find(model, 0, TRACE_TASK_YIELD, TASK_2);
    gsize third = fixture_find(model, 0, TRACE_FUTURE_CREATED, SLEEP_1);
    gsize fourth = fixture_find(model, 0, TRACE_FUTURE_CREATED, SLEEP_2);
    gsize fifth = fixture_find(model, 0, TRACE_FUTURE_CREATED, SLEEP_3);

    assert_int_equal(next(model, SLEEP_LINE, 0), second);
    assert_int_equal(next(model, SLEEP_LINE, second), third);
    assert_int_equal(next(model, SLEEP_LINE, third), fourth);
    assert_int_equal(next(model, SLEEP_LINE, fourth), fifth);
    assert_int_equal(next(model, SLEEP_LINE, fifth), MODEL_NONE);
    assert_int_equal(previous(model, SLEEP_LINE, model_n_events(model)), fifth);
    assert_int_equal(previous(model, SLEEP_LINE, third), second);
    assert_int_equal(previous(model, SLEEP_LINE, second), MODEL_NONE);
}

static void
each_round_of_a_loop_is_a_time(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    for (guint32 task = TASK_2; task <= TASK_5; task++) {
        gsize created = fixture_find(model, 0, TRACE_TASK_CREATED, task);
        assert_int_equal(next(model, SPAWN_LINE, created - 1), created);
    }
}

static void
a_line_that_calls_nothing_has_no_times(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    assert_int_equal(next(model, END_LINE, 0), MODEL_NONE);
    assert_int_equal(previous(model, END_LINE, model_n_events(model)), MODEL_NONE);
    assert_int_equal(model_next_at_line(model, "other.c", SLEEP_LINE, 0, 1), MODEL_NONE);
}

static void
a_growing_model_has_later_times_too(void **state)
{
    static const TraceSite site = {1, 5, "p.c", "f", "sleep"};
    static const TraceEvent rows[] = {
        EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_AWAIT, 2, .site = 1),
        EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_AWAIT, 2, .site = 1),
    };
    g_autoptr(Model) model = model_new();

    model_sink()->site(model, &site);
    fixture_append(model, &rows[0]);
    fixture_append(model, &rows[1]);
    assert_int_equal(model_next_at_line(model, "p.c", 5, 1, 1), MODEL_NONE);
    fixture_append(model, &rows[2]);
    fixture_append(model, &rows[3]);
    assert_int_equal(model_next_at_line(model, "p.c", 5, 1, 1), 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_time_is_found_once_in_both_directions),
        cmocka_unit_test(each_round_of_a_loop_is_a_time),
        cmocka_unit_test(a_line_that_calls_nothing_has_no_times),
        cmocka_unit_test(a_growing_model_has_later_times_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
