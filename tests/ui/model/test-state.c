/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-state.c - the state at an event: what it says, also of a recording that is incomplete,
 * damaged or not of a loop. That it is the scheduler's, tests/shadow/test-state.c checks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/support/fixture.h"
#include "ui/model/state.h"

/* ---- what it says ---- */

static State *
state_at(Model *model, gsize event)
{
    State *state = state_new(model);

    assert_true(state_seek(state, event));
    return state;
}

static void
assert_ready(const State *state, const guint32 *tracks, guint n)
{
    StateItem item;
    guint i = 0;

    assert_int_equal(state_n_ready(state), n);
    for (guint at = 0; state_next_ready(state, &at, &item); i++)
        assert_int_equal(item.track, tracks[i]);
    assert_int_equal(i, n);
}

/* Task-3 has slept for 1 s. */
static void
what_runs_says_what_made_it_ready(void **data)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    gsize step = fixture_find(model, fixture_find(model, 0, TRACE_TASK_READY, TASK_3),
                              TRACE_TASK_STEP, TASK_3);
    g_autoptr(State) state = state_at(model, step);
    StateItem item;
    StateTask task;
    StateTimer timer;
    guint at = 0;

    assert_true(state_running(state, 0, &item));
    assert_int_equal(item.track, TASK_3);
    assert_int_equal(model_event(model, item.cause)->kind, TRACE_TASK_READY);
    assert_false(state_running(state, 1, &item));
    assert_ready(state, NULL, 0);
    assert_true(state_task(state, TASK_4, &task));
    assert_int_equal(task.doing, STATE_WAITING);
    assert_int_equal(task.waits_for, SLEEP_2);
    assert_true(state_next_timer(state, &at, &timer));
    assert_int_equal(timer.track, WAIT);
    assert_int_equal(timer.deadline_ns, SECONDS(2));
    assert_true(state_next_timer(state, &at, &timer));
    assert_int_equal(timer.track, SLEEP_2);
}

enum { GROUP = 20, PLACE, FUTURE, MEMBER, HANDLE_A, HANDLE_B, LOCK, POOL, WORKER };

/* A future with two callbacks and a task between them. */
static void
callbacks_are_numbered_and_wait_for_the_task_between(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, TASK_1, .object = LOOP),
        EVENT(0, AWAITED_BY, TASK_1, .object = LOOP),
        EVENT(0, TURN_BEGIN, LOOP, INT(1)),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(0, FUTURE_CREATED, FUTURE, .object = TASK_1),
        EVENT(0, CALLBACK_ADDED, FUTURE, .object = TASK_1, .site = 4),
        EVENT(0, TASK_AWAIT, TASK_1, .object = FUTURE),
        EVENT(0, CALLBACK_ADDED, FUTURE, .object = LOOP),
        EVENT(0, FUTURE_DONE, FUTURE, .object = LOOP),
        EVENT(0, TASK_READY, TASK_1, .object = FUTURE),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 7);
    StateFuture future;
    StateItem item;
    guint at = 0;

    assert_true(state_future(state, FUTURE, &future));
    assert_int_equal(future.n_waiting, 3);
    assert_true(state_seek(state, 8));
    assert_ready(state, (const guint32[]){FUTURE}, 1);
    assert_true(state_next_ready(state, &at, &item));
    assert_int_equal(item.k, 1);
    assert_int_equal(item.n, 2);
    assert_int_equal(item.by, TASK_1);
    assert_int_equal(item.site, 4);
    assert_int_equal(item.cause, 8);
    assert_true(state_seek(state, 9));
    assert_ready(state, (const guint32[]){FUTURE, TASK_1, FUTURE}, 3);
    assert_false(state_future(state, FUTURE, &future));
    at = 0;
    assert_true(state_last_ready(state, &at, &item));
    assert_int_equal(item.k, 2);
    assert_true(state_last_ready(state, &at, &item));
    assert_int_equal(item.kind, STATE_STEP);
}

static void
an_eager_task_runs_inside_its_maker(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, TASK_1), EVENT(0, TASK_STEP, TASK_1),
        EVENT(0, TASK_CREATED, TASK_2), EVENT(0, TASK_EAGER, TASK_2, .object = TASK_1),
        EVENT(0, TASK_STEP, TASK_2),    EVENT(0, TASK_AWAIT, TASK_2, .object = FUTURE),
        EVENT(0, TASK_STEP, TASK_1),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 2);
    StateItem item;
    StateTask task;

    assert_ready(state, NULL, 0);
    assert_true(state_seek(state, 4));
    assert_true(state_running(state, 0, &item) && item.track == TASK_2);
    assert_true(state_running(state, 1, &item) && item.track == TASK_1);
    assert_true(state_task(state, TASK_1, &task));
    assert_int_equal(task.doing, STATE_OUTER);
    assert_true(state_seek(state, 5));
    assert_true(state_ended(state, &item) && item.track == TASK_2);
    assert_true(state_seek(state, 6));
    assert_true(state_running(state, 0, &item) && item.track == TASK_1);
    assert_false(state_running(state, 1, &item));
}

static void
handles_are_told_apart_by_their_numbers(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, TIMER_ARMED, LOOP, .object = HANDLE_A, DURATION(20)),
        EVENT(0, TIMER_ARMED, LOOP, .object = HANDLE_B, DURATION(20)),
        EVENT(0, CALLBACK_READY, LOOP, INT(40)),
        EVENT(0, CALLBACK_READY, LOOP, INT(41)),
        EVENT(0, CALLBACK_DROPPED, LOOP, INT(40)),
        EVENT(0, TIMER_CANCELLED, LOOP, .object = HANDLE_A),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, MODEL_NONE);
    StateItem item;
    StateTimer timer;
    guint at = 0, one = 0;

    assert_int_equal(state_n_ready(state), 1);
    assert_true(state_next_ready(state, &at, &item) && item.number == 41);
    assert_int_equal(state_n_timers(state), 1);
    assert_true(state_next_timer(state, &one, &timer) && timer.item.number == HANDLE_B);
}

static void
a_line_has_an_order_and_the_woken_stay_in_it_until_they_run(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, LOCK_CREATED, LOCK),
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, TASK_CREATED, TASK_2),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(0, LOCK_ACQUIRED, LOCK, .object = TASK_1),
        EVENT(0, TASK_STEP, TASK_2),
        EVENT(0, FUTURE_CREATED, PLACE, .object = TASK_2, .value_type = TRACE_VALUE_OBJECT,
              .value = LOCK),
        EVENT(0, TASK_AWAIT, TASK_2, .object = PLACE),
        EVENT(0, LOCK_RELEASED, LOCK, .object = TASK_1),
        EVENT(0, FUTURE_DONE, PLACE, .object = TASK_1),
        EVENT(0, TASK_READY, TASK_2, .object = PLACE),
        EVENT(0, TASK_STEP, TASK_2),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 7);
    StateThing thing;
    StateWaiter waiter;
    guint at = 0;

    assert_true(state_thing(state, LOCK, &thing));
    assert_int_equal(thing.holder, TASK_1);
    assert_int_equal(thing.n_waiters, 1);
    assert_true(state_next_waiter(state, LOCK, &at, &waiter));
    assert_int_equal(waiter.task, TASK_2);
    assert_false(waiter.woken);
    assert_true(state_seek(state, 10));
    at = 0;
    assert_true(state_next_waiter(state, LOCK, &at, &waiter) && waiter.woken);
    assert_true(state_thing(state, LOCK, &thing));
    assert_int_equal(thing.holder, TRACE_NOBODY);
    assert_int_equal(thing.n_waiters, 0);
    assert_true(state_seek(state, 11));
    at = 0;
    assert_false(state_next_waiter(state, LOCK, &at, &waiter));
}

static void
jobs_stand_in_the_queue_then_have_a_worker_then_a_result(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, WORKER_STARTED, WORKER, INT(4711)),
        EVENT(0, FUTURE_CREATED, FUTURE, .object = TASK_1),
        EVENT(0, JOB_QUEUED, FUTURE, .object = POOL),
        EVENT(1, JOB_BEGIN, WORKER, .object = FUTURE, .thread = WORKER),
        EVENT(2, JOB_END, WORKER, .object = FUTURE, .thread = WORKER),
        EVENT(3, FUTURE_DONE, FUTURE),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 2);
    StatePool pool;
    StateJob job;
    StateWorker worker;
    guint at = 0;

    assert_true(state_pool(state, POOL, &pool) && pool.n_queued == 1);
    assert_true(state_next_queued(state, POOL, &at, &job) && job.track == FUTURE);
    assert_true(state_seek(state, 3));
    assert_true(state_pool(state, POOL, &pool) && pool.n_queued == 0);
    assert_true(state_job(state, FUTURE, &job) && job.worker == WORKER && !job.ended);
    at = 0;
    assert_true(state_next_worker(state, &at, &worker));
    assert_int_equal(worker.job, FUTURE);
    assert_int_equal(worker.pid, 4711);
    assert_true(state_seek(state, 4));
    assert_true(state_job(state, FUTURE, &job) && job.ended);
    assert_true(state_seek(state, 5));
    assert_false(state_job(state, FUTURE, &job));
}

/* ---- older recordings ---- */

/* They do not say that a wait() takes its callbacks off what is not done, nor that a timer that is
 * due is called off. */
static void
a_wait_that_is_over_has_no_callbacks_left(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, TASK_CREATED, TASK_2),
        EVENT(0, TASK_STEP, TASK_1),
        EVENT(0, FUTURE_CREATED, WAIT, .object = TASK_1, LABEL("wait(2 tasks, timeout 2 s)")),
        EVENT(0, TIMER_ARMED, WAIT, DURATION(2)),
        EVENT(0, AWAITED_BY, TASK_2, .object = TASK_1),
        EVENT(0, TASK_AWAIT, TASK_1, .object = WAIT),
        EVENT(2, TIMER_FIRED, WAIT),
        EVENT(2, FUTURE_CANCELLED, WAIT),
        EVENT(2, TASK_READY, TASK_1, .object = WAIT),
        EVENT(2, TASK_STEP_CANCEL, TASK_1),
        EVENT(2, TASK_DONE, TASK_1),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 9);
    StateFuture future;

    assert_true(state_future(state, TASK_2, &future));
    assert_int_equal(future.n_waiting, 1);
    assert_ready(state, (const guint32[]){TASK_2, WAIT, TASK_1}, 3);
    assert_true(state_seek(state, 10));
    assert_true(state_future(state, TASK_2, &future));
    assert_int_equal(future.n_waiting, 0);
    assert_ready(state, (const guint32[]){TASK_2}, 1);
}

/* They have no event for what a call from another thread makes ready, and none for call_soon(). */
static void
a_call_without_a_number_is_ready_and_runs(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, LOOP_CALLED, LOOP),
        EVENT(0, TURN_BEGIN, LOOP, INT(1)),
        EVENT(0, CALLBACK_BEGIN, LOOP),
        EVENT(0, CALLBACK_END, LOOP),
        EVENT(0, CALLBACK_BEGIN, LOOP, .site = 3),
        EVENT(0, CALLBACK_END, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 1);
    StateItem item;
    guint at = 0;

    assert_true(state_next_ready(state, &at, &item) && item.kind == STATE_CALL);
    assert_true(state_seek(state, 2));
    assert_true(state_running(state, 0, &item) && item.kind == STATE_CALL && item.cause == 0);
    assert_ready(state, NULL, 0);
    assert_true(state_seek(state, 4));
    assert_true(state_running(state, 0, &item) && item.site == 3 && item.cause == MODEL_NONE);
}

/* ---- what is not known ---- */

static const TraceEvent lossy[] = {
    EVENT(0, TASK_CREATED, TASK_1),
    EVENT(0, TASK_CREATED, TASK_2),
    EVENT(0, TASK_CREATED, TASK_3),
    EVENT(0, DROPPED, LOOP, INT(7)),
    EVENT(0, TASK_STEP, TASK_2),
    EVENT(0, TASK_AWAIT, TASK_2, .object = FUTURE),
    EVENT(0, POLL_BEGIN, LOOP, DURATION(5)),
};

static void
after_a_loss_what_is_ready_is_unknown_until_the_loop_sleeps(void **data)
{
    g_autoptr(Model) model = FIXTURE_MODEL(lossy);
    g_autoptr(State) state = state_at(model, 2);
    StateTask task;

    assert_int_equal(state_gap(state), MODEL_NONE);
    assert_false(state_ready_unknown(state));
    assert_true(state_seek(state, 4));
    assert_int_equal(state_gap(state), 3);
    assert_true(state_ready_unknown(state));
    assert_ready(state, (const guint32[]){TASK_3}, 1); /* Task-1 stood before Task-2 */
    assert_true(state_task(state, TASK_1, &task) && task.doing == STATE_UNKNOWN);
    assert_true(state_task(state, TASK_2, &task) && task.doing == STATE_RUNNING);
    assert_true(state_seek(state, 6));
    assert_false(state_ready_unknown(state));
    assert_ready(state, NULL, 0);
    assert_int_equal(state_asleep(state), 6);
    assert_int_equal(state_gap(state), 3);
}

static void
a_run_that_is_joined_begins_with_what_is_told(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, RUN_JOINED, LOOP, INT(3)),
        EVENT(0, FUTURE_FOUND, FUTURE),
        EVENT(0, TASK_FOUND, TASK_1),
        EVENT(0, TASK_FOUND, TASK_2),
        EVENT(0, TASK_AWAIT, TASK_1, .object = FUTURE),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, MODEL_NONE);
    StateTask task;

    assert_int_equal(state_gap(state), 0);
    assert_true(state_ready_unknown(state));
    assert_ready(state, (const guint32[]){TASK_2}, 1);
    assert_true(state_task(state, TASK_1, &task) && task.doing == STATE_WAITING);
}

/* Twice, as in a flight recording: the second time says nothing new. */
static void
what_is_told_of_queues_and_timers_is_known(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, RUN_JOINED, LOOP, INT(3)),
        EVENT(0, FUTURE_FOUND, FUTURE),
        EVENT(0, TASK_FOUND, TASK_1),
        EVENT(0, TASK_FOUND, TASK_2),
        EVENT(0, TASK_FOUND, TASK_3),
        EVENT(0, CALLBACK_ADDED, FUTURE),
        EVENT(0, TASK_AWAIT, TASK_1, .object = FUTURE),
        EVENT(0, TIMER_ARMED, FUTURE, DURATION(5)),
        EVENT(0, TASK_READY, TASK_3),
        EVENT(0, CALLBACK_READY, LOOP, INT(40)),
        EVENT(0, CALLBACK_READY, LOOP, .object = MEMBER),
        EVENT(0, TASK_READY, TASK_2),
        EVENT(0, TELLING_END, LOOP),
        EVENT(0, TELLING_BEGIN, LOOP, INT(3)),
        EVENT(0, TASK_FOUND, TASK_1),
        EVENT(0, TASK_AWAIT, TASK_1, .object = FUTURE),
        EVENT(0, CALLBACK_READY, LOOP, INT(40)),
        EVENT(0, TIMER_ARMED, FUTURE, DURATION(5)),
        EVENT(0, TELLING_END, LOOP),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, 12);
    StateFuture future;

    for (int i = 0; i < 2; i++) {
        assert_false(state_ready_unknown(state));
        assert_ready(state, (const guint32[]){TASK_3, NOBODY, MEMBER, TASK_2}, 4);
        assert_int_equal(state_n_timers(state), 1);
        assert_true(state_future(state, FUTURE, &future));
        assert_int_equal(future.n_waiting, 2);
        assert_true(state_seek(state, MODEL_NONE));
    }
}

static void
another_program_has_no_loop(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, TRACK_CREATED, 5, LABEL("cpu")),
        EVENT(0, SLICE_BEGIN, 5, LABEL("parse")),
        EVENT(9, SLICE_END, 5),
    };
    g_autoptr(Model) model = FIXTURE_MODEL(rows);
    g_autoptr(State) state = state_at(model, MODEL_NONE);
    StateTask task;
    guint at = 0;

    assert_false(state_has_loop(state));
    assert_false(state_next_task(state, &at, &task));
}

static void
without_events_there_is_no_state(void **data)
{
    g_autoptr(Model) model = model_new();
    g_autoptr(State) state = state_new(model);

    assert_false(state_seek(state, MODEL_NONE));
    assert_int_equal(state_event(state), MODEL_NONE);
    assert_false(state_has_loop(state));
}

static void
an_eager_task_is_not_ready_though_its_making_came_alone(void **data)
{
    static const TraceEvent rows[] = {
        EVENT(0, TASK_CREATED, TASK_1),
        EVENT(0, TASK_EAGER, TASK_1),
    };
    g_autoptr(Model) model = model_new();
    g_autoptr(State) state = state_new(model);

    fixture_append(model, &rows[0]);
    assert_true(state_seek(state, MODEL_NONE));
    fixture_append(model, &rows[1]);
    assert_true(state_seek(state, MODEL_NONE));
    assert_ready(state, NULL, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_runs_says_what_made_it_ready),
        cmocka_unit_test(callbacks_are_numbered_and_wait_for_the_task_between),
        cmocka_unit_test(an_eager_task_runs_inside_its_maker),
        cmocka_unit_test(handles_are_told_apart_by_their_numbers),
        cmocka_unit_test(a_line_has_an_order_and_the_woken_stay_in_it_until_they_run),
        cmocka_unit_test(jobs_stand_in_the_queue_then_have_a_worker_then_a_result),
        cmocka_unit_test(a_wait_that_is_over_has_no_callbacks_left),
        cmocka_unit_test(a_call_without_a_number_is_ready_and_runs),
        cmocka_unit_test(after_a_loss_what_is_ready_is_unknown_until_the_loop_sleeps),
        cmocka_unit_test(a_run_that_is_joined_begins_with_what_is_told),
        cmocka_unit_test(what_is_told_of_queues_and_timers_is_known),
        cmocka_unit_test(another_program_has_no_loop),
        cmocka_unit_test(without_events_there_is_no_state),
        cmocka_unit_test(an_eager_task_is_not_ready_though_its_making_came_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
