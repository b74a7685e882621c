/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-loop.c - the loop from outside: callbacks, runs, stop, close, other threads [L R]. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

static AwLoop *loop;

static int
open_loop(void **state)
{
    journal_clear();
    loop = loop_new(&virtual_clock);
    return loop ? 0 : -1;
}

static void
note_report(const AwReport *report, void *data)
{
    note("report: %s", report->message);
}

static int
close_loop(void **state)
{
    return aw_failed(aw_loop_close(loop));
}

static void
say(void *name)
{
    note("%s", (const char *) name);
}

static void
stop(void *data)
{
    note("stop");
    aw_stop(loop);
}

/* What is done before a run. */
static void
call(AwCallback fn, void *data)
{
    assert_true(aw_call_soon_threadsafe(loop, fn, data));
}

/* [L1 L2] What a turn appends waits for the next one, behind what was there. */
static void
append(void *data)
{
    note("a");
    aw_call_soon(say, "appended");
    aw_stop(loop);
}

static void
a_turn_runs_what_was_ready_when_it_began(void **state)
{
    call(append, NULL);
    call(say, "b");
    assert_false(aw_failed(aw_run_forever(loop)));
    note("returned");
    call(stop, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_journal("0 a\n0 b\nreturned\n0 appended\n0 stop\n"); /* [R2 R8] */
}

/* [R3 R4] */
static void
stop_before_a_run_gives_one_turn(void **state)
{
    call(say, "a");
    aw_stop(loop);
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_journal("0 a\n");
    call(stop, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_journal("0 a\n0 stop\n");
}

/* [R1] After `x` is done, everything ready in the next turn still runs. */
static AwFuture *future;

static void
make_future(void *data)
{
    future = aw_ref(aw_future());
    aw_stop(loop);
}

static void
complete(void *data)
{
    note("completes");
    aw_set_result_if_pending(future, aw_int(7));
    aw_call_soon(say, "in the next turn");
}

static void
have_future(void)
{
    call(make_future, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
}

static void
the_turn_in_which_a_run_ends_is_completed(void **state)
{
    have_future();
    call(complete, NULL);
    assert_int_equal(aw_to_int(aw_run_until_complete(loop, future)), 7);
    assert_journal("0 completes\n0 in the next turn\n");
    call(say, "one turn"); /* [R10] */
    assert_int_equal(aw_to_int(aw_run_until_complete(loop, future)), 7);
    assert_journal("0 completes\n0 in the next turn\n0 one turn\n");
    aw_unref(future);
}

/* [R5] */
static void
a_run_that_is_stopped_fails_and_can_go_on(void **state)
{
    have_future();
    call(stop, NULL);
    assert_int_equal(aw_code(aw_run_until_complete(loop, future)), AW_RUNTIME);
    call(complete, NULL);
    assert_int_equal(aw_to_int(aw_run_until_complete(loop, future)), 7);
    aw_unref(future);
}

/* [R6 L13] */
static void
run_inside(void *data)
{
    AwLoop *other = aw_loop_new();
    AwFuture *f = aw_future();

    note("running %d", aw_running_loop() == loop);
    note("same: %s", aw_code_name(aw_code(aw_run_forever(loop))));
    note("until: %s", aw_code_name(aw_code(aw_run_until_complete(loop, f))));
    note("other: %s", aw_code_name(aw_code(aw_run_forever(other))));
    note("close: %s", aw_code_name(aw_code(aw_loop_close(loop)))); /* [R7] */
    AW_IGNORE(aw_loop_close(other));
    aw_stop(loop);
}

static void
a_loop_cannot_run_inside_another(void **state)
{
    call(run_inside, NULL);
    assert_null(aw_running_loop());
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_null(aw_running_loop());
    assert_journal("0 running 1\n0 same: runtime error\n0 until: runtime error\n"
                   "0 other: runtime error\n0 close: runtime error\n");
}

/* [R1] */
static AwValue
add_one(AwValue n)
{
    AW_TRY(aw_sleep(AW_MS));
    return aw_int(aw_to_int(n) + 1);
}

static void
make_coroutine(void *data)
{
    future = aw_ref(aw_coro(add_one, 1));
    aw_stop(loop);
}

static void
a_coroutine_object_is_run_as_a_task(void **state)
{
    call(make_coroutine, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_int_equal(aw_to_int(aw_run_until_complete(loop, future)), 2);
    aw_unref(future);
}

static void
a_future_of_another_loop_is_refused(void **state)
{
    AwLoop *other = aw_loop_new();

    have_future();
    assert_int_equal(aw_code(aw_run_until_complete(other, future)), AW_VALUE);
    AW_IGNORE(aw_loop_close(other));
    aw_unref(future);
}

static void
a_loop_that_nothing_can_wake_is_a_deadlock(void **state)
{
    have_future();
    assert_int_equal(aw_code(aw_run_until_complete(loop, future)), AW_DEADLOCK);
    assert_int_equal(aw_code(aw_run_forever(loop)), AW_DEADLOCK);
    aw_unref(future);
}

/* [R7] Closing drops what is queued; tasks that wait for ever go with what their scopes hold. */
static AwValue
wait_for_ever(AwValue none)
{
    AwFuture *f = aw_future();

    AW_SCOPE();
    aw_text("held by the scope of %s", "a task");
    note("waits");
    AwWait got = aw_wait(AW_FUTURES(f, aw_gather(AW_FUTURES(f, aw_future()))));
    note("never");
    return got.error;
}

static AwValue
sleep_in_frame(AwValue none)
{
    return aw_call(add_one, AW_SECOND);
}

static void
leave_much_behind(void *data)
{
    aw_set_exception_handler(loop, note_report, NULL);
    aw_spawn(wait_for_ever, AW_NONE, .name = "waiter");
    aw_spawn(sleep_in_frame, AW_NONE, .name = "sleeper", .stack = 100000);
    aw_call_later(AW_SECOND, say, "never");
    aw_call_soon(stop, NULL);
}

static void
closing_drops_tasks_timers_and_what_is_ready(void **state)
{
    call(leave_much_behind, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    call(say, "never");
    assert_false(aw_failed(aw_loop_close(loop)));
    loop = NULL;
    assert_journal("0 waits\n0 stop\nreport: waiter was still pending when its loop closed\n"
                   "report: sleeper was still pending when its loop closed\n");
}

static AwHandle *handle;

static void
keep_handle(void *data)
{
    handle = aw_ref(aw_call_later(AW_SECOND, say, "never"));
    aw_stop(loop);
}

static void
a_handle_may_outlive_its_loop(void **state)
{
    call(keep_handle, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_false(aw_failed(aw_loop_close(loop)));
    loop = NULL;
    aw_handle_cancel(handle);
    aw_unref(handle);
}

static void
no_loop_may_be_closed(void **state)
{
    assert_false(aw_failed(aw_loop_close(NULL)));
}

/* [L11] Calls from another thread come in their order, and wake a loop that waits. */
static void *
call_in(void *data)
{
    for (int i = 0; i < 1000; i++)
        aw_call_soon_threadsafe(data, say, ".");
    usleep(1000);
    aw_call_soon_threadsafe(data, stop, NULL);
    return NULL;
}

static void
calls_from_other_threads_wake_the_loop(void **state)
{
    pthread_t threads[2];

    AW_IGNORE(aw_loop_close(loop));
    loop = aw_loop_new();
    loop->waits_for_threads = true;
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, call_in, loop), 0);
    assert_false(aw_failed(aw_run_forever(loop)));
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    aw_stop(loop);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_int_equal(strlen(journal()), 2 * (2 * 1000 + 5));
}

/* [L11] A call from another thread stands before what is made ready after it. */
static void
call_both(void *data)
{
    aw_call_soon_threadsafe(loop, say, "from a thread");
    aw_call_soon(say, "soon");
    stop(NULL);
}

static void
calls_from_threads_and_from_the_loop_keep_their_order(void **state)
{
    call(call_both, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    call(stop, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_journal("0 stop\n0 from a thread\n0 soon\n0 stop\n");
}

static int fds[2];

static AwValue
read_one(AwValue none)
{
    return aw_readable(fds[0]);
}

static void
spawn_reader(void *data)
{
    aw_set_exception_handler(loop, note_report, NULL);
    aw_spawn(read_one, AW_NONE);
    aw_call_soon(stop, NULL);
}

static void
a_loop_closes_while_a_task_waits_for_a_descriptor(void **state)
{
    assert_int_equal(pipe(fds), 0);
    AW_IGNORE(aw_loop_close(loop));
    loop = aw_loop_new();
    call(spawn_reader, NULL);
    assert_false(aw_failed(aw_run_forever(loop)));
    assert_false(aw_failed(aw_loop_close(loop)));
    loop = NULL;
    close(fds[0]);
    close(fds[1]);
}

#define LOOP_TEST(test) cmocka_unit_test_setup_teardown(test, open_loop, close_loop)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        LOOP_TEST(a_turn_runs_what_was_ready_when_it_began),
        LOOP_TEST(stop_before_a_run_gives_one_turn),
        LOOP_TEST(the_turn_in_which_a_run_ends_is_completed),
        LOOP_TEST(a_run_that_is_stopped_fails_and_can_go_on),
        LOOP_TEST(a_loop_cannot_run_inside_another),
        LOOP_TEST(a_coroutine_object_is_run_as_a_task),
        LOOP_TEST(a_future_of_another_loop_is_refused),
        LOOP_TEST(a_loop_that_nothing_can_wake_is_a_deadlock),
        LOOP_TEST(closing_drops_tasks_timers_and_what_is_ready),
        LOOP_TEST(a_handle_may_outlive_its_loop),
        cmocka_unit_test(no_loop_may_be_closed),
        LOOP_TEST(calls_from_other_threads_wake_the_loop),
        LOOP_TEST(calls_from_threads_and_from_the_loop_keep_their_order),
        LOOP_TEST(a_loop_closes_while_a_task_waits_for_a_descriptor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
