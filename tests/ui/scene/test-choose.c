/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-choose.c - which lanes are shown where there is no room for all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/scene/choose.h"

static guint32
lane(const GArray *lanes, guint i)
{
    return g_array_index(lanes, guint32, i);
}

/* Task-4 lives from event 2 on, Task-5 runs once in the first half and thrice in the second. */
static Model *
halves(void)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_3), EVENT(0, TASK_CREATED, TASK_4),
        EVENT(0, TASK_CREATED, TASK_5), EVENT(0, FUTURE_CREATED, SLEEP_1),
        EVENT(1, TASK_STEP, TASK_3),    EVENT(1, TASK_AWAIT, TASK_3, .object = SLEEP_1),
        EVENT(2, TASK_STEP, TASK_5),    EVENT(2, TASK_DONE, TASK_5),
        EVENT(3, FUTURE_DONE, SLEEP_1), EVENT(3, TASK_READY, TASK_3, .object = SLEEP_1),
        EVENT(4, TASK_STEP, TASK_4),    EVENT(4, TASK_DONE, TASK_4),
    };

    return FIXTURE_MODEL(events);
}

static void
lanes_on_which_most_happens_come_first(void **state)
{
    g_autoptr(Model) model = halves();
    const ChooseRange range = {.first = 0, .end = model_n_events(model)};
    guint n_more;
    g_autoptr(GArray) lanes = choose_busy(model, &range, 2, &n_more);

    assert_int_equal(lanes->len, 2);
    assert_int_equal(lane(lanes, 0), TASK_3);
    assert_int_equal(lane(lanes, 1), TASK_4); /* as Task-5 does, and made before it */
    assert_int_equal(n_more, 1);
}

static void
only_what_happens_in_the_range_counts(void **state)
{
    g_autoptr(Model) model = halves();
    const ChooseRange range = {.first = 8, .end = 12};
    guint n_more;
    g_autoptr(GArray) lanes = choose_busy(model, &range, 5, &n_more);

    assert_int_equal(lanes->len, 2); /* Task-5 is over */
    assert_int_equal(lane(lanes, 0), TASK_4);
    assert_int_equal(lane(lanes, 1), TASK_3);
    assert_int_equal(n_more, 0);
}

/* But for the loop's. */
static void
lanes_that_mirror_others_come_last(void **state)
{
    g_autoptr(Model) model = halves();
    const ChooseRange range = {.first = 0, .end = model_n_events(model), .mirrors = TRUE};
    guint n_more;
    g_autoptr(GArray) lanes = choose_busy(model, &range, 9, &n_more);

    assert_int_equal(lanes->len, 5);
    assert_int_equal(lane(lanes, 0), LOOP);
    assert_int_equal(lane(lanes, 4), SLEEP_1);
}

static void
a_name_is_that_of_all_who_have_it(void **state)
{
    g_autoptr(Model) model = halves();
    g_autoptr(GArray) lanes = g_array_new(FALSE, FALSE, sizeof(guint32));

    assert_true(choose_named(model, model_track(model, TASK_4)->name, lanes));
    assert_int_equal(lanes->len, 1);
    assert_int_equal(lane(lanes, 0), TASK_4);
    assert_false(choose_named(model, "nobody", lanes));
    assert_int_equal(lanes->len, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lanes_on_which_most_happens_come_first),
        cmocka_unit_test(only_what_happens_in_the_range_counts),
        cmocka_unit_test(lanes_that_mirror_others_come_last),
        cmocka_unit_test(a_name_is_that_of_all_who_have_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
