/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-silence.c - what is said about a run in which nothing happens, and about one that was
 * joined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/silence.h"

static void
assert_silence(const Model *model, gint64 seconds, const char *expected)
{
    g_autofree char *words = model_silence(model, seconds);

    assert_string_equal(words, expected);
}

static void
who_waits_is_named_with_what_for(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2),
        EVENT(0, TASK_CREATED, 3, LABEL("the late")),
        EVENT(0, FUTURE_CREATED, 4, LABEL("gather(2)")),
        EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_AWAIT, 2, .object = 4),
        EVENT(0, TASK_STEP, 3),
        EVENT(0, TASK_AWAIT, 3, .object = 99),
        EVENT(0, POLL_BEGIN, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_silence(model, 12,
                   "Nothing has run for 12\u00a0s; 2 tasks wait: Task-1 for gather(2), the late");
    assert_silence(model, 185,
                   "Nothing has run for 3:05; 2 tasks wait: Task-1 for gather(2), the late");
    assert_silence(model, 7620,
                   "Nothing has run for 2:07:00; 2 tasks wait: Task-1 for gather(2), the late");
}

static void
of_many_some_are_named(void **state)
{
    g_autoptr(Model) model = model_new();

    for (guint32 i = 2; i < 12; i++) {
        fixture_append(model, &(TraceEvent) EVENT(0, TASK_CREATED, i));
        fixture_append(model, &(TraceEvent) EVENT(0, TASK_AWAIT, i));
    }
    assert_silence(
        model, 2,
        "Nothing has run for 2\u00a0s; 10 tasks wait: Task-1, Task-2, Task-3, Task-4 and "
        "6 more");
}

static void
what_holds_the_loop_is_named(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, 2), EVENT(0, TASK_CREATED, 3), EVENT(0, TASK_STEP, 2),
        EVENT(0, TASK_AWAIT, 2),   EVENT(0, TASK_STEP, 3),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_silence(model, 3, "Task-2 has run for 3\u00a0s without a break; 1 task waits: Task-1");
    fixture_append(model, &(TraceEvent) EVENT(0, TASK_DONE, 3));
    fixture_append(model, &(TraceEvent) EVENT(0, CALLBACK_BEGIN, LOOP));
    assert_silence(model, 3,
                   "A callback has run for 3\u00a0s without a break; 1 task waits: Task-1");
}

static void
a_worker_at_work_is_no_silence_of_everybody(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, WORKER_STARTED, 2),
        EVENT(0, WORKER_STARTED, 3),
        EVENT(0, JOB_BEGIN, 3),
        EVENT(0, POLL_BEGIN, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_silence(model, 2, "Only Worker-2 has run for 2\u00a0s; no task waits");
    fixture_append(model, &(TraceEvent) EVENT(0, JOB_END, 3));
    assert_silence(model, 2, "Nothing has run for 2\u00a0s; no task waits");
}

static void
before_the_first_event_there_is_nobody(void **state)
{
    g_autoptr(Model) model = model_new();

    assert_silence(model, 5, "Nothing has been recorded for 5\u00a0s");
}

/* ---- a run that was joined ---- */

static const char *
name_of(const Model *model, guint32 id)
{
    return model_track(model, id)->name;
}

static void
what_was_found_has_its_name_and_state(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, RUN_JOINED, LOOP, INT(17)),
        EVENT(0, WORKER_FOUND, 9),
        EVENT(0, TASK_FOUND, 2, LABEL("Task-12")),
        EVENT(0, TASK_FOUND, 3, LABEL("the fetcher")),
        EVENT(0, FUTURE_FOUND, 4),
        EVENT(0, TASK_AWAIT, 2, .object = 4),
        EVENT(5, TASK_CREATED, 5),
        EVENT(6, JOB_END, 9),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_string_equal(name_of(model, 2), "Task-12");
    assert_string_equal(name_of(model, 3), "the fetcher");
    assert_string_equal(name_of(model, 4), "future");
    assert_string_equal(name_of(model, 5), "Task-18"); /* 17 were made before */
    assert_string_equal(name_of(model, 9), "Worker-1");
    assert_int_equal(track_span_at(model_track(model, 2), 7)->state, TRACE_STATE_WAITING);
    assert_int_equal(track_span_at(model_track(model, 3), 7)->state, TRACE_STATE_READY);
    assert_int_equal(track_span_at(model_track(model, 4), 7)->state, TRACE_STATE_PENDING);
    assert_null(track_span_at(model_track(model, 9), 6)); /* nobody knows what it does */
}

static void
a_joined_run_survives_any_number(void **state)
{
    static const gint64 numbers[] = {G_MININT64, -1, G_MAXUINT32, G_MAXINT64};

    for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
        const TraceEvent rows[] = {EVENT(0, RUN_JOINED, LOOP, INT(numbers[i])),
                                   EVENT(0, TASK_CREATED, 2)};
        g_autoptr(Model) model = FIXTURE_MODEL(rows);
        assert_true(g_str_has_prefix(name_of(model, 2), "Task-"));
    }
}

static void
a_worker_may_be_a_process(void **state)
{
    static const TraceEvent rows[] = {
        EVENT(0, WORKER_STARTED, 2, INT(4711)),
        EVENT(0, WORKER_STARTED, 3),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);

    assert_string_equal(model_track(model, 2)->detail, "process 4711");
    assert_string_equal(model_track(model, 3)->detail, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_waits_is_named_with_what_for),
        cmocka_unit_test(of_many_some_are_named),
        cmocka_unit_test(what_holds_the_loop_is_named),
        cmocka_unit_test(a_worker_at_work_is_no_silence_of_everybody),
        cmocka_unit_test(before_the_first_event_there_is_nobody),
        cmocka_unit_test(what_was_found_has_its_name_and_state),
        cmocka_unit_test(a_joined_run_survives_any_number),
        cmocka_unit_test(a_worker_may_be_a_process),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
