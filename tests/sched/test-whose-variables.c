/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-whose-variables.c - which variables and which task the exception handler and jobs in threads
 * see [CX ER3 TH]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

/* ---- reports ---- */

static AwValue
hold_the_loop(AwValue threshold_ms)
{
    aw_set_slow_callback_duration(aw_running_loop(), aw_to_int(threshold_ms) * AW_MS);
    AW_TRY(aw_sleep(0)); /* the step that sets it is not measured */
    aw_busy(AW_SECOND);
    return aw_sleep(0);
}

static AwValue
hold_unasked(AwValue none)
{
    return hold_the_loop(aw_int(0));
}

static AwValue
hold_asked(AwValue none)
{
    return aw_await(aw_spawn(hold_the_loop, 100, .name = "heavy"));
}

static void
nothing_is_slow_unless_it_is_asked_for(void **state)
{
    play(hold_unasked);
    assert_journal("");
    play(hold_asked);
    assert_journal("1000 report: a step of heavy (hold_the_loop()) took 1000 ms\n");
}

static AwVar user = {.name = "user"};

static void
note_user(const AwReport *report, void *data)
{
    AwValue v = aw_var_get(&user);

    note("%s: user %d", report->kind == AW_REPORT_CALLBACK ? "callback" : "task",
         (int) aw_int_or(v, -1));
}

static AwValue
fail_as_user(AwValue number)
{
    aw_var_set(&user, number);
    return aw_error(AW_ERROR, "boom");
}

static void
fail_in_callback(void *data)
{
    aw_var_set(&user, aw_int(2));
    aw_unhandled(aw_error(AW_ERROR, "boom"));
}

static AwValue
fail_everywhere(AwValue none)
{
    aw_set_exception_handler(aw_running_loop(), note_user, NULL);
    aw_spawn(fail_as_user, 1, .detached = true);
    aw_call_soon(fail_in_callback, NULL);
    return aw_sleep(0);
}

/* [ER3] */
static void
the_handler_has_the_variables_of_what_failed(void **state)
{
    play(fail_everywhere);
    assert_journal("0 task: user 1\n0 callback: user 2\n");
}

static void
report_again(const AwReport *report, void *data)
{
    aw_unhandled(aw_error(AW_ERROR, "bang"));
}

static AwValue
fail_twice(AwValue none)
{
    aw_set_exception_handler(aw_running_loop(), report_again, NULL);
    aw_unhandled(aw_error(AW_ERROR, "boom"));
    return none;
}

static void
run_fail_twice(void *data)
{
    exit(aw_exit_status(aw_run(fail_twice, AW_NONE)));
}

static void
what_the_handler_reports_is_printed(void **state)
{
    assert_int_equal(in_child(run_fail_twice, NULL), 0);
    assert_string_equal(child_said_briefly(), "aw: a callback failed: bang\n");
}

static AwValue
note_eager(AwValue none)
{
    note("eager");
    return none;
}

static void
try_to_suspend(const AwReport *report, void *data)
{
    AwValue v = aw_sleep(0);

    note("%s; handler: %s", report->message, aw_failed(v) ? aw_message(v) : "slept");
    aw_spawn(note_eager, AW_NONE, .eager_start = true, .detached = true);
    note("handler ends");
}

/* Its scope drops the future when its function has returned. */
static AwValue
leave_failed_future(AwValue none)
{
    note("runs");
    AW_IGNORE(aw_set_result(aw_future(), aw_error(AW_ERROR, "boom")));
    return none;
}

static AwValue
fail_late(AwValue none)
{
    aw_set_exception_handler(aw_running_loop(), try_to_suspend, NULL);
    aw_spawn(leave_failed_future, AW_NONE, .detached = true);
    aw_spawn(fail_as_user, 1, .detached = true, .name = "user");
    AW_TRY(aw_sleep(0));
    return aw_sleep(0);
}

/* A task that has ended and is about to be freed could not be resumed. */
static void
the_handler_is_a_callback_wherever_it_runs(void **state)
{
    play(fail_late);
    assert_journal("0 runs\n"
                   "0 future failed and nobody looked; handler: only a task can sleep; "
                   "this is a callback\n"
                   "0 handler ends\n"
                   "0 user failed and nobody looked; handler: only a task can sleep; "
                   "this is a callback\n"
                   "0 handler ends\n"
                   "0 eager\n"
                   "0 eager\n");
}

/* ---- jobs in threads ---- */

static AwValue
double_it(AwValue n)
{
    return aw_to_int(n) ? aw_int(2 * aw_to_int(n)) : aw_error(AW_ERROR, "nothing to double");
}

static AwValue
use_the_usual_pool(AwValue none)
{
    AwValue v = aw_await(aw_run_in_executor(NULL, double_it, 21));

    note("%d", (int) aw_to_int(v));
    v = aw_await(aw_run_in_executor(NULL, double_it, 0));
    note("%s", aw_message(v));
    return none;
}

static void
the_usual_pool_takes_jobs(void **state)
{
    play(use_the_usual_pool);
    assert_journal("0 42\n0 nothing to double\n");
}

static AwValue
read_and_set_user(AwValue name)
{
    AwValue before = aw_var_get(&user);

    AW_TRY(aw_var_set(&user, name));
    return aw_list(before, aw_var_get(&user));
}

static AwValue
work_in_threads(AwValue none)
{
    AW_TRY(aw_var_set(&user, aw_str("ada")));
    note("%s", aw_to_text(aw_repr(aw_to_thread(read_and_set_user, "grace"))));
    note("%s", aw_to_text(aw_var_get(&user)));
    note("%s", aw_to_text(aw_repr(aw_to_thread(read_and_set_user, "joan"))));
    note("%s", aw_to_text(aw_repr(aw_await(aw_run_in_executor(NULL, read_and_set_user, "x")))));
    note("%s", aw_message(aw_to_thread(double_it, 0)));
    return none;
}

static void
a_job_in_a_thread_has_a_copy_of_the_variables(void **state)
{
    play(work_in_threads);
    assert_journal("0 ['ada', 'grace']\n0 ada\n0 ['ada', 'joan']\n0 [None, 'x']\n"
                   "0 nothing to double\n");
    play_real(work_in_threads);
    assert_journal("['ada', 'grace']\nada\n['ada', 'joan']\n[None, 'x']\nnothing to double\n");
}

/* [TH2] */
static AwVar lock = {.name = "lock"};

static AwValue
read_lock(AwValue none)
{
    return aw_list(aw_var_get(&lock), aw_var_get(&user));
}

static AwValue
keep_lock(AwValue none)
{
    AW_TRY(aw_var_set(&lock, aw_v(aw_lock())));
    AW_TRY(aw_var_set(&user, aw_str("ada")));
    note("%s", aw_to_text(aw_repr(aw_to_thread(read_lock, none))));
    note("%s", aw_code_name(aw_code(aw_to_thread(read_lock, aw_lock()))));
    return none;
}

static void
but_of_none_that_holds_an_object(void **state)
{
    play(keep_lock);
    assert_journal("0 [None, 'ada']\n0 type error\n");
}

/* [EX5] */
static AwValue
nap_in_thread(AwValue none)
{
    aw_work(5 * AW_MS);
    note("done");
    return none;
}

static AwValue
go_to_thread(AwValue none)
{
    return aw_to_thread(nap_in_thread, none);
}

static AwValue
cancel_thread(AwValue none)
{
    AwFuture *task = aw_spawn(go_to_thread, none);

    AW_TRY(aw_sleep(AW_MS));
    aw_cancel(task);
    note("%s", code_word(aw_await(task)));
    return none;
}

static void
its_task_may_be_cancelled_and_the_job_goes_on(void **state)
{
    play(cancel_thread);
    assert_journal("1 cancelled\ndone\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_slow_unless_it_is_asked_for),
        cmocka_unit_test(the_handler_has_the_variables_of_what_failed),
        cmocka_unit_test(what_the_handler_reports_is_printed),
        cmocka_unit_test(the_handler_is_a_callback_wherever_it_runs),
        cmocka_unit_test(the_usual_pool_takes_jobs),
        cmocka_unit_test(a_job_in_a_thread_has_a_copy_of_the_variables),
        cmocka_unit_test(but_of_none_that_holds_an_object),
        cmocka_unit_test(its_task_may_be_cancelled_and_the_job_goes_on),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
