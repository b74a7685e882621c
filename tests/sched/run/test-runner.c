/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-runner.c - several runs of one loop and one context, as asyncio.Runner has them [R12]. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/sanitizer.h"
#include "tests/support/emulated.h"
#include "tests/support/journal.h"

static AwVar spoken = {.name = "spoken"};
static AwRunner *runner;
static AwLoop *loop_seen;

static int
make(void **state)
{
    journal_clear();
    runner = aw_runner(.clock = AW_CLOCK_VIRTUAL);
    return runner ? 0 : -1;
}

static int
end(void **state)
{
    return aw_failed(aw_runner_close(runner)) ? -1 : 0;
}

static void
run(AwFn fn)
{
    assert_int_equal(aw_code(aw_runner_run(runner, fn, AW_NONE)), AW_OK);
}

/* ---- one context ---- */

static AwValue
read_and_set(AwValue none)
{
    note("got %s", aw_to_text(aw_var_get(&spoken)));
    return aw_var_set(&spoken, aw_text("inside"));
}

/* A context is taken when the loop is made, which is not before the first run. */
static void
what_a_run_sets_is_there_in_the_next(void **state)
{
    AW_SCOPE();
    AW_IGNORE(aw_var_set(&spoken, aw_text("before")));
    run(read_and_set);
    AW_IGNORE(aw_var_set(&spoken, aw_text("outside")));
    run(read_and_set);
    note("here it is %s", aw_to_text(aw_var_get(&spoken)));
    AW_IGNORE(aw_var_set(&spoken, AW_NONE));
    assert_journal("0 got before\n0 got inside\nhere it is outside\n");
}

static void
asking_for_the_loop_takes_the_context(void **state)
{
    AW_SCOPE();
    AW_IGNORE(aw_var_set(&spoken, aw_text("then")));
    assert_non_null(aw_runner_loop(runner));
    AW_IGNORE(aw_var_set(&spoken, AW_NONE));
    run(read_and_set);
    assert_journal("0 got then\n");
}

/* ---- one loop ---- */

static AwValue
see_loop(AwValue none)
{
    loop_seen = aw_running_loop();
    return none;
}

static void
all_runs_have_one_loop(void **state)
{
    AwLoop *loop = aw_runner_loop(runner);

    run(see_loop);
    assert_ptr_equal(loop_seen, loop);
    run(see_loop);
    assert_ptr_equal(loop_seen, loop);
    assert_ptr_equal(aw_runner_loop(runner), loop);
    assert_null(aw_running_loop());
}

static AwValue
say(AwValue name)
{
    AW_TRY(aw_sleep(5 * AW_MS));
    note("%s woke", aw_to_text(name));
    AwValue v = aw_sleep(AW_SECOND);
    note("%s is %s", aw_to_text(name), aw_code_name(aw_code(v)));
    return v;
}

static AwValue
leave_tasks(AwValue none)
{
    aw_spawn(say, "a", .detached = true);
    aw_spawn(say, "b", .detached = true);
    AW_TRY(aw_sleep(AW_MS));
    note("first ends");
    return none;
}

static AwValue
go_on(AwValue none)
{
    AW_TRY(aw_sleep(6 * AW_MS));
    note("second ends");
    return none;
}

/*        main 1  main 2   a, b
 * 0 ms   sleeps  -        sleep
 * 1 ms   ends    sleeps   .
 * 5 ms           .        wake, sleep
 * 7 ms           ends     cancelled by the close
 */
static void
tasks_that_are_left_wait_for_the_next_run_and_end_with_the_last(void **state)
{
    AW_SCOPE();
    run(leave_tasks);
    note("between");
    run(go_on);
    note("close");
    assert_false(aw_failed(aw_runner_close(runner)));
    runner = NULL;
    assert_journal("1 first ends\nbetween\n5 a woke\n5 b woke\n7 second ends\nclose\n"
                   "7 a is cancelled\n7 b is cancelled\n");
}

static AwValue
refuse(AwValue none)
{
    AW_IGNORE(aw_sleep(AW_SECOND));
    AW_IGNORE(aw_list(aw_sleep(AW_SECOND)));
    return aw_await(aw_future());
}

static AwValue
leave_refusing(AwValue none)
{
    aw_spawn(refuse, none, .detached = true, .name = "R");
    return aw_sleep(AW_MS);
}

static void
keep_report(const AwReport *report, void *data)
{
    note("%s", report->message);
}

static void
closing_says_that_a_task_cannot_end(void **state)
{
    AW_SCOPE();
    run(leave_refusing);
    aw_set_exception_handler(aw_runner_loop(runner), keep_report, NULL);
    assert_int_equal(aw_code(aw_runner_close(runner)), AW_DEADLOCK);
    runner = NULL;
    assert_journal("R was still pending when its loop closed\n");
}

/* ---- how a run ends ---- */

static AwValue
break_down(AwValue none)
{
    return aw_error(AW_ERROR, "out of luck");
}

static void
a_run_that_fails_leaves_the_next_one_alone(void **state)
{
    AW_SCOPE();
    AwValue v = aw_runner_run(runner, break_down, AW_NONE);

    assert_int_equal(aw_code(v), AW_ERROR);
    assert_string_equal(aw_message(v), "out of luck");
    run(go_on);
}

static AwValue
run_and_close_inside(AwValue none)
{
    note("run: %s", aw_message(aw_runner_run(runner, break_down, none)));
    note("close: %s", aw_message(aw_runner_close(runner)));
    return none;
}

static void
a_runner_neither_runs_nor_closes_in_a_run(void **state)
{
    AW_SCOPE();
    run(run_and_close_inside);
    AW_IGNORE(aw_run(run_and_close_inside, AW_NONE));
    assert_journal("0 run: a loop runs in this thread already\n"
                   "0 close: a loop runs in this thread already\n"
                   "run: a loop runs in this thread already\n"
                   "close: a loop runs in this thread already\n");
}

static void
a_loop_that_the_program_closed_runs_no_more(void **state)
{
    AW_SCOPE();
    run(see_loop);
    AW_IGNORE(aw_loop_close(aw_runner_loop(runner)));
    assert_string_equal(aw_message(aw_runner_run(runner, see_loop, AW_NONE)), "the loop is closed");
}

static void
one_without_a_run_has_nothing_to_close(void **state)
{
    assert_int_equal(aw_code(aw_runner_close(NULL)), AW_OK);
}

static AwValue
interrupt_and_sleep(AwValue none)
{
    raise(SIGINT);
    return aw_sleep(3600 * AW_SECOND);
}

/* Between runs the signal is the program's, as it was before. */
static void
an_interrupt_ends_one_run_and_not_the_next(void **state)
{
    AW_SCOPE();
    struct sigaction before, after;

    sigaction(SIGINT, NULL, &before);
    assert_int_equal(aw_code(aw_runner_run(runner, interrupt_and_sleep, AW_NONE)), AW_CANCELLED);
    assert_true(aw_interrupted());
    sigaction(SIGINT, NULL, &after);
    assert_ptr_equal(after.sa_handler, before.sa_handler);
    run(go_on);
    assert_false(aw_interrupted());
}

/* ---- options ---- */

static AwValue
is_debugged(AwValue none)
{
    return aw_v(aw_get_debug(aw_running_loop()));
}

static void
debug_mode_is_an_option(void **state)
{
    AW_SCOPE();
    AwRunner *other = aw_runner(.debug = true);

    assert_true(aw_to_bool(aw_runner_run(other, is_debugged, AW_NONE)));
    assert_true(aw_to_bool(aw_run(is_debugged, AW_NONE, .debug = true)));
    if (!getenv("AW_DEBUG"))
        assert_false(aw_to_bool(aw_runner_run(runner, is_debugged, AW_NONE)));
    assert_int_equal(aw_code(aw_runner_close(other)), AW_OK);
}

static AwValue
add_one(AwValue n)
{
    return aw_v(aw_to_int(n) + 1);
}

static AwValue
use_pools(AwValue none)
{
    return aw_await(aw_run_in_executor((AwPool *) NULL, add_one, 41));
}

static void
a_pool_stays_from_run_to_run(void **state)
{
    AW_SCOPE();
    AwRunner *other = aw_runner();

    assert_int_equal(aw_to_int(aw_runner_run(other, use_pools, AW_NONE)), 42);
    assert_int_equal(aw_to_int(aw_runner_run(other, use_pools, AW_NONE)), 42);
    assert_int_equal(aw_code(aw_runner_close(other)), AW_OK);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, end)

/* ---- one that is closed ---- */

static AwValue
nothing(AwValue none)
{
    return none;
}

static void
run_closed(void *none)
{
    AwRunner *closed = aw_runner();

    AW_IGNORE(aw_runner_close(closed));
    AW_IGNORE(aw_runner_run(closed, nothing, AW_NONE));
}

static void
close_twice(void *none)
{
    AwRunner *closed = aw_runner();

    AW_IGNORE(aw_runner_run(closed, nothing, AW_NONE));
    AW_IGNORE(aw_runner_close(closed));
    AW_IGNORE(aw_runner_close(closed));
}

/* It is freed memory then, which the address sanitizer sees first where the library is built with
 * it. */
static void
a_closed_one_ends_with_a_sentence(void **state)
{
    if (WITH_ASAN || RUNNING_ON_VALGRIND)
        skip();
    int status = in_child(run_closed, NULL);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(child_said(), "aw: aw_runner_run() was given a runner that is closed"));
    status = in_child(close_twice, NULL);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(
        strstr(child_said(), "aw: aw_runner_close() was given a runner that is closed"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_a_run_sets_is_there_in_the_next),
        TEST(asking_for_the_loop_takes_the_context),
        TEST(all_runs_have_one_loop),
        TEST(tasks_that_are_left_wait_for_the_next_run_and_end_with_the_last),
        TEST(closing_says_that_a_task_cannot_end),
        TEST(a_run_that_fails_leaves_the_next_one_alone),
        TEST(a_runner_neither_runs_nor_closes_in_a_run),
        TEST(a_loop_that_the_program_closed_runs_no_more),
        TEST(one_without_a_run_has_nothing_to_close),
        TEST(an_interrupt_ends_one_run_and_not_the_next),
        TEST(debug_mode_is_an_option),
        TEST(a_pool_stays_from_run_to_run),
        cmocka_unit_test(a_closed_one_ends_with_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
