/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-holds.c - what held the loop for a long time is named, the longest first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

#define MS(n) ((gint64) (n) *1000000)

/* Task-1 runs for 5 ms, a callback for 300 ms, Task-2 for 26 ms and half a millisecond. */
static const TraceEvent events[] = {
    EVENT(0, TASK_CREATED, TASK_1),
    EVENT(0, TASK_CREATED, TASK_2),
    EVENT(0, TASK_STEP, TASK_1),
    EVENT(MS(5), TASK_AWAIT, TASK_1, .site = 1),
    EVENT(MS(5), CALLBACK_BEGIN, LOOP),
    EVENT(MS(305), CALLBACK_END, LOOP),
    EVENT(MS(305), TASK_STEP, TASK_2),
    EVENT(MS(306), OUTPUT, TASK_2, .site = 1),
    EVENT(MS(312), OUTPUT, TASK_1, .site = 3, .thread = 1),
    EVENT(MS(318), OUTPUT, TASK_1, .site = 3, .thread = 1),
    EVENT(MS(324), OUTPUT, TASK_2, .site = 2),
    EVENT(MS(331), TASK_AWAIT, TASK_2, .site = 3),
    EVENT(MS(331), POLL_BEGIN, LOOP),
    EVENT(SECONDS(1), POLL_END, LOOP),
    EVENT(SECONDS(1), TASK_STEP, TASK_2),
    EVENT(SECONDS(1) + MS(1) / 2, TASK_DONE, TASK_2),
};

static Model *
model_with_sites(void)
{
    Model *model = model_new();

    for (guint32 i = 1; i <= 3; i++) {
        TraceSite site = {.id = i, .file = "shop.c", .line = 10 * i, .function = "", .name = ""};

        model_sink()->site(model, &site);
    }
    for (gsize i = 0; i < G_N_ELEMENTS(events); i++)
        fixture_append(model, &events[i]);
    return model;
}

static const Hold *
hold_at(const GArray *holds, guint i)
{
    return &g_array_index(holds, Hold, i);
}

static void
the_longest_is_first_and_sleep_is_none(void **state)
{
    g_autoptr(Model) model = model_with_sites();
    g_autoptr(GArray) holds = model_holds(model, 5);

    assert_int_equal(holds->len, 3);
    assert_int_equal(hold_at(holds, 0)->duration_ns, MS(300));
    assert_int_equal(hold_at(holds, 0)->begin_ns, MS(5));
    assert_null(hold_at(holds, 0)->who);
    assert_ptr_equal(hold_at(holds, 1)->who, model_track(model, TASK_2));
    assert_int_equal(hold_at(holds, 1)->duration_ns, MS(26));
    assert_int_equal(hold_at(holds, 2)->duration_ns, MS(5));
}

static void
there_are_no_more_than_were_asked_for(void **state)
{
    g_autoptr(Model) model = model_with_sites();

    for (guint n = 0; n < 5; n++) {
        g_autoptr(GArray) holds = model_holds(model, n);

        assert_int_equal(holds->len, MIN(n, 3));
        if (n > 0)
            assert_int_equal(hold_at(holds, 0)->duration_ns, MS(300));
    }
}

/* Between 306 and 324 ms the loop recorded nothing; what a worker records meanwhile does not
 * count. */
static void
it_is_found_between_the_lines_around_its_longest_silence(void **state)
{
    g_autoptr(Model) model = model_with_sites();
    g_autoptr(GArray) holds = model_holds(model, 5);
    const Hold *hold = hold_at(holds, 1);

    assert_string_equal(hold->from_file, "shop.c");
    assert_int_equal(hold->from_line, 10);
    assert_string_equal(hold->to_file, "shop.c");
    assert_int_equal(hold->to_line, 20);
}

/* The callback is for a task that ended long before, and is not its fault. */
static void
a_callback_is_named_by_the_call_that_scheduled_it(void **state)
{
    g_autoptr(Model) model = model_with_sites();
    const TraceSite call = {4, 40, "shop.c", "run", "on_tick"};
    const TraceEvent more[] = {
        EVENT(SECONDS(2), CALLBACK_BEGIN, LOOP, .object = TASK_2, .site = 4),
        EVENT(SECONDS(3), CALLBACK_END, LOOP),
    };

    model_sink()->site(model, &call);
    for (gsize i = 0; i < G_N_ELEMENTS(more); i++)
        fixture_append(model, &more[i]);
    g_autoptr(GArray) holds = model_holds(model, 1);
    const Hold *hold = hold_at(holds, 0);
    assert_string_equal(hold->call->name, "on_tick");
    assert_int_equal(hold->call->line, 40);
    assert_null(hold->from_file);
    g_autofree char *words = model_describe(model, G_N_ELEMENTS(events));
    assert_non_null(strstr(words, "The loop runs the callback on_tick()."));
    g_autofree char *label = model_span_label(model, model_track(model, TRACE_LOOP_ID), hold->span);
    assert_string_equal(label, "on_tick");
}

static void
nothing_held_a_run_without_events(void **state)
{
    g_autoptr(Model) model = model_new();
    g_autoptr(GArray) holds = model_holds(model, 5);

    assert_int_equal(holds->len, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_is_first_and_sleep_is_none),
        cmocka_unit_test(there_are_no_more_than_were_asked_for),
        cmocka_unit_test(it_is_found_between_the_lines_around_its_longest_silence),
        cmocka_unit_test(a_callback_is_named_by_the_call_that_scheduled_it),
        cmocka_unit_test(nothing_held_a_run_without_events),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
