/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-pages.c - which events begin a page, and up to which it tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/pages.h"

enum { WORKER = 50, OTHER_WORKER, JOB, OTHER_JOB };

/* "4-4 5-9 ...": the numbers of the events. The caller frees. */
static char *
pages_text(const Model *model, gsize from, gsize to)
{
    g_autoptr(GArray) pages = pages_new(model, from, to);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < pages->len; i++) {
        const Page *page = &g_array_index(pages, Page, i);
        g_string_append_printf(text, "%s%zu-%zu", i ? " " : "", page->first + 1, page->last + 1);
    }
    return g_string_free(text, FALSE);
}

static void
assert_pages(const TraceEvent *events, gsize n, const char *expected)
{
    g_autoptr(Model) model = fixture_model(events, n);
    g_autofree char *text = pages_text(model, 0, n - 1);

    assert_string_equal(text, expected);
}

#define ASSERT_PAGES(events, expected) assert_pages(events, G_N_ELEMENTS(events), expected)

static void
each_thing_the_loop_runs_is_a_page(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autoptr(GArray) pages = pages_new(model, 0, G_MAXSIZE - 1);

    assert_int_equal(pages->len, 22);
}

static void
what_leads_on_belongs_to_the_page_that_follows(void **state)
{
    const TraceEvent events[] = {
        EVENT(0, POLL_BEGIN, LOOP),
        EVENT(9, POLL_END, LOOP),
        EVENT(9, TIMER_FIRED, SLEEP_1),
        EVENT(9, TURN_BEGIN, LOOP),
        EVENT(9, TIMER_BEGIN, LOOP, .object = SLEEP_1),
        EVENT(9, TIMER_END, LOOP, .object = SLEEP_1),
    };

    ASSERT_PAGES(events, "1-1 5-6");
}

static void
callbacks_of_one_future_in_a_row_are_one_page(void **state)
{
    const TraceEvent events[] = {
        EVENT(0, CALLBACK_BEGIN, LOOP, .object = SLEEP_1),
        EVENT(0, CALLBACK_END, LOOP, .object = SLEEP_1),
        EVENT(0, CALLBACK_BEGIN, LOOP, .object = SLEEP_1),
        EVENT(0, CALLBACK_END, LOOP, .object = SLEEP_1),
        EVENT(0, CALLBACK_BEGIN, LOOP, .object = SLEEP_2),
        EVENT(0, CALLBACK_END, LOOP, .object = SLEEP_2),
        EVENT(0, CALLBACK_BEGIN, LOOP, .object = SLEEP_1),
        EVENT(0, CALLBACK_BEGIN, LOOP),
        EVENT(0, CALLBACK_BEGIN, LOOP),
    };

    ASSERT_PAGES(events, "1-4 5-6 7-7 8-8 9-9");
}

static void
what_is_told_as_one_is_shown_as_it_is_then(void **state)
{
    const TraceEvent events[] = {
        EVENT(0, JOB_END, WORKER, .object = JOB),   EVENT(0, POLL_BEGIN, LOOP),
        EVENT(0, WORKER_STARTED, WORKER),           EVENT(0, TASK_AWAIT, TASK_1),
        EVENT(0, JOB_BEGIN, WORKER, .object = JOB), EVENT(0, TASK_READY, TASK_1),
        EVENT(0, WORKER_STOPPED, WORKER),           EVENT(0, WORKER_STOPPED, OTHER_WORKER),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autoptr(GArray) pages = pages_new(model, 0, G_N_ELEMENTS(events) - 1);
    static const gsize shown[] = {0, 1, 4, 7};

    assert_int_equal(pages->len, G_N_ELEMENTS(shown));
    for (guint i = 0; i < pages->len; i++)
        assert_int_equal(g_array_index(pages, Page, i).shown, shown[i]);
}

static void
what_a_worker_ends_and_begins_at_once_is_one_page(void **state)
{
    const TraceEvent events[] = {
        EVENT(0, WORKER_STARTED, WORKER),
        EVENT(0, JOB_BEGIN, WORKER, .object = JOB),
        EVENT(SECONDS(1), JOB_END, WORKER, .object = JOB),
        EVENT(SECONDS(1), JOB_BEGIN, WORKER, .object = OTHER_JOB),
        EVENT(SECONDS(2), JOB_END, WORKER, .object = OTHER_JOB),
        EVENT(SECONDS(2), JOB_BEGIN, OTHER_WORKER, .object = JOB),
        EVENT(SECONDS(3), JOB_BEGIN, WORKER, .object = JOB),
        EVENT(SECONDS(4), WORKER_STOPPED, WORKER),
        EVENT(SECONDS(4), WORKER_STOPPED, OTHER_WORKER),
    };

    ASSERT_PAGES(events, "1-2 3-4 5-5 6-6 7-7 8-9");
}

static void
a_range_has_the_pages_that_begin_in_it(void **state)
{
    const TraceEvent events[] = {
        EVENT(0, TASK_STEP, TASK_1),         EVENT(0, OUTPUT, TASK_1, TEXT("a")),
        EVENT(0, OUTPUT, TASK_1, TEXT("b")), EVENT(0, TASK_YIELD, TASK_1),
        EVENT(0, TASK_STEP, TASK_1),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autofree char *text = pages_text(model, 1, 3), *none = pages_text(model, 3, 3);

    assert_string_equal(text, "2-2 3-4");
    assert_string_equal(none, "");
}

static void
any_way_of_stepping_makes_pages(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize n = model_n_events(model);
    g_autoptr(GArray) events = pages_new_by_step(model, STEP_EVENT, 0, n - 1);
    g_autoptr(GArray) turns = pages_new_by_step(model, STEP_TURN, 0, n - 1);
    g_autoptr(GArray) some = pages_new_by_step(model, STEP_EVENT, 5, 9);

    assert_int_equal(events->len, n);
    assert_int_equal(turns->len, 10);
    assert_int_equal(some->len, 5);
    assert_int_equal(g_array_index(some, Page, 0).first, 5);
    assert_int_equal(g_array_index(some, Page, 4).last, 9);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thing_the_loop_runs_is_a_page),
        cmocka_unit_test(what_leads_on_belongs_to_the_page_that_follows),
        cmocka_unit_test(callbacks_of_one_future_in_a_row_are_one_page),
        cmocka_unit_test(what_is_told_as_one_is_shown_as_it_is_then),
        cmocka_unit_test(what_a_worker_ends_and_begins_at_once_is_one_page),
        cmocka_unit_test(a_range_has_the_pages_that_begin_in_it),
        cmocka_unit_test(any_way_of_stepping_makes_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
