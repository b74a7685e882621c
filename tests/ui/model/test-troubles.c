/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-troubles.c - crashes, jobs that fail, and what was already going on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"

enum { WORKER = TASK_2, JOB, OTHER_JOB };

static const Span *
span(const Model *model, guint32 track, guint i)
{
    return &g_array_index(model_track(model, track)->spans, Span, i);
}

static void
end(Model *model, TraceEndKind kind, const char *text)
{
    model_sink()->end(model, &(TraceEnd){.kind = kind, .text = text});
}

static const TraceEvent running[] = {
    EVENT(0, TASK_CREATED, TASK_1),
    EVENT(0, TASK_CREATED, TASK_2),
    EVENT(0, TASK_STEP, TASK_1),
};

static void
a_crash_is_the_end_of_the_loop_and_of_what_ran(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(running);

    end(model, TRACE_END_CRASHED, "SIGABRT");
    assert_int_equal(model_track(model, LOOP)->outcome, TRACE_STATE_CRASHED);
    assert_int_equal(model_track(model, TASK_1)->outcome, TRACE_STATE_CRASHED);
    assert_string_equal(model_track(model, TASK_1)->outcome_text, "crashed: SIGABRT");
    assert_int_equal(model_track(model, TASK_2)->outcome, TRACE_STATE_NONE);
    g_autofree char *summary = model_group_summary(model, TRACE_TRACK_TASK);
    assert_string_equal(summary, "2: 1 crashed, 1 not done");
}

static void
another_end_is_no_crash(void **state)
{
    g_autoptr(Model) model = FIXTURE_MODEL(running);

    end(model, TRACE_END_EXITED, "");
    assert_int_equal(model_track(model, LOOP)->outcome, TRACE_STATE_NONE);
    assert_int_equal(model_track(model, TASK_1)->outcome, TRACE_STATE_NONE);
}

/* The loop hears of the failure after the worker has begun another job. */
static void
a_job_that_failed_is_failed_on_its_worker_too(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, FUTURE_CREATED, JOB),
        EVENT(0, FUTURE_CREATED, OTHER_JOB),
        EVENT(0, WORKER_STARTED, WORKER),
        EVENT(1, JOB_BEGIN, WORKER, .object = JOB),
        EVENT(2, JOB_END, WORKER, .object = JOB),
        EVENT(3, JOB_BEGIN, WORKER, .object = OTHER_JOB),
        EVENT(4, FUTURE_FAILED, JOB),
        EVENT(5, JOB_END, WORKER, .object = OTHER_JOB),
        EVENT(6, FUTURE_DONE, OTHER_JOB),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_int_equal(span(model, WORKER, 1)->state, TRACE_STATE_FAILED);
    assert_int_equal(span(model, WORKER, 3)->state, TRACE_STATE_RUNNING);
}

/* A failed job is found among many, as a zoomed out picture looks for it. */
static void
the_failure_is_known_from_afar(void **state)
{
    g_autoptr(Model) model = model_new();
    guint states;

    fixture_append(model, &(TraceEvent) EVENT(0, WORKER_STARTED, WORKER));
    for (guint32 i = 0; i < 100; i++) {
        guint32 future = OTHER_JOB + 1 + i;

        fixture_append(model, &(TraceEvent) EVENT(i, FUTURE_CREATED, future));
        fixture_append(model, &(TraceEvent) EVENT(i, JOB_BEGIN, WORKER, .object = future));
        fixture_append(model, &(TraceEvent) EVENT(i, JOB_END, WORKER, .object = future));
    }
    fixture_append(model, &(TraceEvent) EVENT(200, FUTURE_FAILED, OTHER_JOB + 41));
    track_seek(model_track(model, WORKER), 0, model_n_events(model), 0, &states);
    assert_true(states & 1u << TRACE_STATE_FAILED);
}

static void
a_task_that_was_found_waiting_did_not_become_ready(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_FOUND, TASK_1), EVENT(0, TASK_FOUND, TASK_2),
        EVENT(0, FUTURE_FOUND, JOB),  EVENT(0, TASK_AWAIT, TASK_1, .object = JOB),
        EVENT(5, TASK_STEP, TASK_2),  EVENT(6, TASK_AWAIT, TASK_2, .object = JOB),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_int_equal(model_track(model, TASK_1)->spans->len, 1);
    assert_int_equal(span(model, TASK_1, 0)->state, TRACE_STATE_WAITING);
    assert_int_equal(span(model, TASK_1, 0)->object, JOB);
    assert_int_equal(span(model, TASK_2, 0)->state, TRACE_STATE_READY);
    assert_int_equal(span(model, TASK_2, 2)->state, TRACE_STATE_WAITING);
}

static void
a_lock_is_held_and_does_not_run(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, LOCK_CREATED, JOB, .object = TASK_1),
        EVENT(1, LOCK_ACQUIRED, JOB, .object = TASK_1),
        EVENT(2, LOCK_RELEASED, JOB, .object = TASK_1),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autofree char *label = model_span_label(model, model_track(model, JOB), span(model, JOB, 1));

    assert_int_equal(span(model, JOB, 1)->state, TRACE_STATE_HELD);
    assert_string_equal(label, "T-1");
}

static void
a_callback_says_whose_it_is_where_there_is_room(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, CALLBACK_BEGIN, LOOP, .object = TASK_1),
        EVENT(1, CALLBACK_END, LOOP),
        EVENT(2, TIMER_BEGIN, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    const Track *loop = model_track(model, LOOP);
    g_autofree char *full = model_span_label_full(model, loop, span(model, LOOP, 0));
    g_autofree char *brief = model_span_label(model, loop, span(model, LOOP, 0));
    g_autofree char *unknown = model_span_label_full(model, loop, span(model, LOOP, 1));

    assert_string_equal(full, "cb Task-1");
    assert_string_equal(brief, "cb");
    assert_string_equal(unknown, "tmr");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_crash_is_the_end_of_the_loop_and_of_what_ran),
        cmocka_unit_test(another_end_is_no_crash),
        cmocka_unit_test(a_job_that_failed_is_failed_on_its_worker_too),
        cmocka_unit_test(the_failure_is_known_from_afar),
        cmocka_unit_test(a_task_that_was_found_waiting_did_not_become_ready),
        cmocka_unit_test(a_lock_is_held_and_does_not_run),
        cmocka_unit_test(a_callback_says_whose_it_is_where_there_is_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
