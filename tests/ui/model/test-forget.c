/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-forget.c - a model that forgets what is over: what is alive stays as it was, and goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/silence.h"

/* Task-1 is over, and so is what it waited for; Task-2 waits, Task-3 runs, Worker-1 works, and
 * nobody waits for the last future. */
static const TraceEvent rows[] = {
    EVENT(0, TASK_CREATED, 2, .site = 1),
    EVENT(1, TASK_CREATED, 3, .site = 1),
    EVENT(2, WORKER_STARTED, 4, LOOP),
    EVENT(4, TASK_STEP, 2),
    EVENT(5, OUTPUT, 2, TEXT("hello\n")),
    EVENT(6, FUTURE_CREATED, 6, LABEL("sleep(0)")),
    EVENT(7, TASK_AWAIT, 2, .object = 6),
    EVENT(8, FUTURE_DONE, 6),
    EVENT(9, TASK_STEP, 3),
    EVENT(10, FUTURE_CREATED, 7, LABEL("gather(2)")),
    EVENT(11, TASK_AWAIT, 3, .object = 7),
    EVENT(12, JOB_BEGIN, 4, .object = 7),
    EVENT(13, TASK_DONE, 2),
    EVENT(15, FUTURE_CREATED, 9, LABEL("nobody's")),
    EVENT(16, TASK_CREATED, 8, LABEL("the late")),
    EVENT(17, TASK_STEP, 8),
};

static const TraceSite site = {1, 7, "shop.c", "main", "buy"};

static Model *
model_of_rows(void)
{
    Model *model = model_new();

    model_sink()->meta(model, "title", "a shop");
    model_sink()->source(model, "shop.c", "int i;\n", 7);
    model_sink()->site(model, &site);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        fixture_append(model, &rows[i]);
    return model;
}

static TraceState
state_of(const Model *model, guint32 id)
{
    const Track *track = model_track(model, id);

    return track ? track_span_at(track, model_n_events(model) - 1)->state : TRACE_STATE_NONE;
}

static void
what_lives_is_as_it_was(void **state)
{
    g_autoptr(Model) model = model_of_rows();

    model_forget(model);
    assert_string_equal(model_track(model, 3)->name, "Task-2");
    assert_string_equal(model_track(model, 3)->detail, "buy()");
    assert_int_equal(state_of(model, 3), TRACE_STATE_WAITING);
    assert_string_equal(model_track(model, 7)->name, "gather(2)");
    assert_string_equal(model_track(model, 8)->name, "the late");
    assert_int_equal(state_of(model, 8), TRACE_STATE_RUNNING);
    assert_string_equal(model_track(model, 4)->name, "Worker-1");
    assert_int_equal(state_of(model, 4), TRACE_STATE_RUNNING);
    assert_int_equal(state_of(model, LOOP), TRACE_STATE_RUNNING);
    assert_int_equal(model_duration_ns(model), 17);
    assert_string_equal(model_meta(model, "title"), "a shop");
    assert_string_equal(model_source(model, "shop.c"), "int i;\n");
    assert_int_equal(model_site(model, 1)->line, 7);
}

static void
what_is_over_is_gone(void **state)
{
    g_autoptr(Model) model = model_of_rows();

    model_forget(model);
    assert_null(model_track(model, 2));
    assert_null(model_track(model, 6));
    assert_null(model_track(model, 9));
    assert_int_equal(model_output(model)->len, 0);
    assert_int_equal(model_n_events(model), 7);
}

static void
the_same_is_said_of_its_silence(void **state)
{
    g_autoptr(Model) model = model_of_rows();
    g_autofree char *before = model_silence(model, 3);

    model_forget(model);
    g_autofree char *after = model_silence(model, 3);
    assert_string_equal(before,
                        "the late has run for 3\u00a0s without a break; 1 task waits: Task-2 for "
                        "gather(2)");
    assert_string_equal(after, before);
}

static void
what_the_loop_is_at_is_kept(void **state)
{
    g_autoptr(Model) model = model_of_rows();

    fixture_append(model, &(TraceEvent) EVENT(20, TASK_AWAIT, 8));
    fixture_append(model, &(TraceEvent) EVENT(21, CALLBACK_BEGIN, LOOP));
    model_forget(model);
    assert_int_equal(state_of(model, LOOP), TRACE_STATE_CALLBACK);
}

/* Even if tracks in between are over. */
static void
numbers_go_on(void **state)
{
    g_autoptr(Model) model = model_of_rows();

    model_forget(model);
    fixture_append(model, &(TraceEvent) EVENT(21, TASK_CREATED, 10));
    fixture_append(model, &(TraceEvent) EVENT(21, TASK_CREATED, 11));
    fixture_append(model, &(TraceEvent) EVENT(22, TASK_DONE, 10));
    model_forget(model);
    fixture_append(model, &(TraceEvent) EVENT(23, TELLING_BEGIN, LOOP, INT(4)));
    fixture_append(model, &(TraceEvent) EVENT(23, TELLING_END, LOOP));
    fixture_append(model, &(TraceEvent) EVENT(24, TASK_CREATED, 12));
    fixture_append(model, &(TraceEvent) EVENT(24, WORKER_STARTED, 13, LOOP));
    assert_string_equal(model_track(model, 3)->name, "Task-2");
    assert_string_equal(model_track(model, 11)->name, "Task-4");
    assert_string_equal(model_track(model, 12)->name, "Task-5");
    assert_string_equal(model_track(model, 13)->name, "Worker-2");
}

/* A telling adds nothing to what is already known. */
static void
a_telling_goes_on(void **state)
{
    g_autoptr(Model) model = model_of_rows();

    fixture_append(model, &(TraceEvent) EVENT(20, TELLING_BEGIN, LOOP, INT(2)));
    model_forget(model);
    fixture_append(model, &(TraceEvent) EVENT(20, TASK_FOUND, 3, LABEL("Task-2")));
    assert_int_equal(state_of(model, 3), TRACE_STATE_WAITING);
}

static void
it_may_forget_again_and_when_it_knows_nothing(void **state)
{
    g_autoptr(Model) model = model_of_rows(), nothing = model_new();

    model_forget(model);
    model_forget(model);
    assert_int_equal(model_n_events(model), 7);
    assert_string_equal(model_track(model, 3)->name, "Task-2");
    model_forget(nothing);
    assert_int_equal(model_n_events(nothing), 0);
}

/* They still describe the whole run. */
static void
losses_and_the_end_are_remembered(void **state)
{
    g_autoptr(Model) model = model_of_rows();

    fixture_append(model, &(TraceEvent) EVENT(18, DROPPED, LOOP, INT(5)));
    model_sink()->end(model, &(TraceEnd){TRACE_END_FAILED, 0, "no luck"});
    model_forget(model);
    assert_int_equal(model_losses(model)->n_events, 5);
    assert_string_equal(model_end(model)->text, "no luck");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_lives_is_as_it_was),
        cmocka_unit_test(what_is_over_is_gone),
        cmocka_unit_test(the_same_is_said_of_its_silence),
        cmocka_unit_test(what_the_loop_is_at_is_kept),
        cmocka_unit_test(numbers_go_on),
        cmocka_unit_test(a_telling_goes_on),
        cmocka_unit_test(it_may_forget_again_and_when_it_knows_nothing),
        cmocka_unit_test(losses_and_the_end_are_remembered),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
