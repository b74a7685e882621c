/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-steps.c - each way to step, forwards and backwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/steps.h"

/* All stops of `mode` in order, as model_step() finds them one after another. Caller frees. */
static GArray *
walk(const Model *model, StepMode mode, const Track *selected, int step)
{
    GArray *stops = g_array_new(FALSE, FALSE, sizeof(gsize));
    gsize at = step > 0 ? MODEL_NONE : model_n_events(model);

    while ((at = model_step(model, mode, selected, at, step)) != MODEL_NONE)
        g_array_append_val(stops, at);
    return stops;
}

/* The walk in both directions visits the events for which `expected` is true, and those alone. */
static void
assert_stops(const Model *model, StepMode mode, const Track *selected,
             gboolean (*expected)(const TraceEvent *event))
{
    g_autoptr(GArray) forward = walk(model, mode, selected, 1);
    g_autoptr(GArray) backward = walk(model, mode, selected, -1);
    guint n = 0;

    for (gsize i = 0; i < model_n_events(model); i++) {
        const TraceEvent *event = model_event(model, i);
        if (!expected(event) || (selected && event->subject != selected->id))
            continue;
        assert_true(n < forward->len && n < backward->len);
        assert_int_equal(g_array_index(forward, gsize, n), i);
        assert_int_equal(g_array_index(backward, gsize, backward->len - 1 - n), i);
        n++;
    }
    assert_true(n > 0);
    assert_int_equal(forward->len, n);
    assert_int_equal(backward->len, n);
}

static gboolean
is_any(const TraceEvent *event)
{
    return TRUE;
}

static gboolean
is_turn(const TraceEvent *event)
{
    return event->kind == TRACE_TURN_BEGIN;
}

static gboolean
is_resume(const TraceEvent *event)
{
    return event->kind == TRACE_TASK_STEP || event->kind == TRACE_TASK_STEP_CANCEL;
}

static gboolean
is_run(const TraceEvent *event)
{
    return is_resume(event) || event->kind == TRACE_CALLBACK_BEGIN ||
           event->kind == TRACE_TIMER_BEGIN || event->kind == TRACE_STOP_BEGIN;
}

static gboolean
is_wake(const TraceEvent *event)
{
    return event->kind == TRACE_TASK_READY;
}

static gboolean
is_trouble(const TraceEvent *event)
{
    return event->kind == TRACE_TASK_CANCEL || event->kind == TRACE_TASK_CANCELLED ||
           event->kind == TRACE_FUTURE_CANCELLED;
}

static gboolean
is_output(const TraceEvent *event)
{
    return event->kind == TRACE_OUTPUT;
}

static void
each_mode_stops_at_its_events_in_both_directions(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();

    assert_stops(model, STEP_EVENT, NULL, is_any);
    assert_stops(model, STEP_LANE, NULL, is_any);
    assert_stops(model, STEP_RUN, NULL, is_run);
    assert_stops(model, STEP_TURN, NULL, is_turn);
    assert_stops(model, STEP_RESUME, NULL, is_resume);
    assert_stops(model, STEP_WAKE, NULL, is_wake);
    assert_stops(model, STEP_TROUBLE, NULL, is_trouble);
    assert_stops(model, STEP_OUTPUT, NULL, is_output);
}

static void
modes_of_a_task_stop_at_those_of_the_selected_one(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    const Track *task = model_track(model, TASK_3);

    assert_stops(model, STEP_LANE, task, is_any);
    assert_stops(model, STEP_RESUME, task, is_resume);
    assert_stops(model, STEP_WAKE, task, is_wake);
}

static void
a_step_begins_at_any_event(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize first = model_step(model, STEP_OUTPUT, NULL, MODEL_NONE, 1);
    gsize second = model_step(model, STEP_OUTPUT, NULL, first, 1);

    assert_true(second > first + 1);
    assert_int_equal(model_step(model, STEP_OUTPUT, NULL, first + 1, 1), second);
    assert_int_equal(model_step(model, STEP_OUTPUT, NULL, first + 1, -1), first);
    assert_int_equal(model_step(model, STEP_OUTPUT, NULL, first, -1), MODEL_NONE);
    assert_int_equal(model_step(model, STEP_OUTPUT, NULL, model_n_events(model) - 1, 1),
                     MODEL_NONE);
}

static void
lines_of_one_output_are_one_stop(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, OUTPUT, TASK_1, TEXT("one\ntwo\nthree\n")),
        EVENT(0, MARK, TASK_1),
        EVENT(0, OUTPUT, TASK_1, TEXT("four\n")),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);

    assert_stops(model, STEP_OUTPUT, NULL, is_output);
}

/* Nothing is found in an empty model, and a mode without candidates goes nowhere. */
static void
there_may_be_nothing_to_step_to(void **state)
{
    static const TraceEvent events[] = {EVENT(0, MARK, LOOP)};
    g_autoptr(Model) empty = model_new();
    g_autoptr(Model) one = FIXTURE_MODEL(events);

    for (StepMode mode = 0; mode < N_STEPS; mode++)
        for (int step = -1; step <= 1; step += 2) {
            assert_int_equal(model_step(empty, mode, NULL, MODEL_NONE, step), MODEL_NONE);
            assert_int_equal(model_step(empty, mode, NULL, 0, step), MODEL_NONE);
            assert_int_equal(model_step(one, mode, NULL, 0, step), MODEL_NONE);
        }
}

static void
a_failure_is_told_from_a_cancellation(void **state)
{
    static const TraceEvent events[] = {
        EVENT(0, TASK_CREATED, TASK_1), EVENT(0, TASK_CREATED, TASK_2),
        EVENT(0, TASK_CANCEL, TASK_1),  EVENT(0, TASK_CANCELLED, TASK_1),
        EVENT(0, TASK_FAILED, TASK_2),  EVENT(0, EXCEPTION, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(events);
    g_autoptr(Model) cancelled = fixture_wait_timeout();
    g_autoptr(Model) reported = fixture_model(events + 5, 1);
    g_autoptr(GArray) stops = walk(model, STEP_TROUBLE, NULL, 1);

    assert_int_equal(stops->len, 4);
    assert_int_equal(g_array_index(stops, gsize, 0), 2);
    assert_int_equal(model_first_failure(model), 4);
    assert_int_equal(model_first_failure(reported), 0);
    assert_int_equal(model_first_failure(cancelled), MODEL_NONE);
}

static void
modes_are_found_by_name(void **state)
{
    StepMode mode = STEP_TURN;

    assert_false(step_find("sideways", &mode));
    assert_int_equal(mode, STEP_TURN);
    for (StepMode i = 0; i < N_STEPS; i++) {
        assert_true(step_find(step_infos[i].name, &mode));
        assert_int_equal(mode, i);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mode_stops_at_its_events_in_both_directions),
        cmocka_unit_test(modes_of_a_task_stop_at_those_of_the_selected_one),
        cmocka_unit_test(a_step_begins_at_any_event),
        cmocka_unit_test(lines_of_one_output_are_one_stop),
        cmocka_unit_test(there_may_be_nothing_to_step_to),
        cmocka_unit_test(a_failure_is_told_from_a_cancellation),
        cmocka_unit_test(modes_are_found_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
