/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-whose.c - what belongs to which loop, task and run [L13 T8 CX]. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "sched/core/loop.h"
#include "sched/run/loop-life.h"
#include "tests/support/journal.h"

/* ---- loops ---- */

static AwLoop *seen;

static AwValue
see_loop(AwValue none)
{
    seen = aw_running_loop();
    aw_set_result(aw_future(), none); /* made for that loop, or it could not be awaited here */
    return aw_await(aw_future()->loop == seen ? aw_gather(NULL, 0) : aw_future());
}

static void
the_running_loop_is_the_one_that_runs(void **state)
{
    AwLoop *loop = loop_new(&virtual_clock);

    assert_null(aw_running_loop());
    loop_set_running(loop);
    AwFuture *task = aw_ref(aw_spawn(see_loop, AW_NONE));
    loop_set_running(NULL);
    AW_IGNORE(aw_run_until_complete(loop, task));
    assert_ptr_equal(seen, loop);
    assert_null(aw_running_loop());
    aw_unref(task);
    AW_IGNORE(aw_loop_close(loop));
    assert_string_equal(code_word(aw_run(see_loop, AW_NONE)), "fine");
    assert_null(aw_running_loop());
}

static void
do_nothing(void *data)
{
}

static void *
look_around(void *data)
{
    *(bool *) data = !aw_running_loop() && !aw_call_soon(do_nothing, NULL);
    return NULL;
}

static AwValue
ask_another_thread(AwValue none)
{
    pthread_t thread;
    bool is_alone = false;

    pthread_create(&thread, NULL, look_around, &is_alone);
    pthread_join(thread, NULL);
    note("%s, %s", aw_running_loop() ? "a loop here" : "none here", is_alone ? "none there" : "?");
    return none;
}

static void
another_thread_has_no_running_loop(void **state)
{
    play(ask_another_thread);
    assert_journal("0 a loop here, none there\n");
}

static AwValue
sleep_for(AwValue ms)
{
    AW_TRY(aw_sleep(aw_to_int(ms) * AW_MS));
    note("slept %d", (int) aw_to_int(ms));
    return ms;
}

static AwFuture *
spawn_on(AwLoop *loop, int64_t ms)
{
    loop_set_running(loop);
    AwFuture *task = aw_ref(aw_spawn(sleep_for, ms));
    loop_set_running(NULL);
    return task;
}

static void
two_loops_keep_to_themselves(void **state)
{
    AwLoop *a = loop_new(&virtual_clock), *b = loop_new(&virtual_clock);
    AwFuture *of_a = spawn_on(a, 5), *of_b = spawn_on(b, 7);

    journal_clear();
    AW_IGNORE(aw_run_until_complete(b, of_b));
    assert_false(aw_done(of_a));
    AW_IGNORE(aw_run_until_complete(a, of_a));
    assert_journal("7 slept 7\n5 slept 5\n");
    aw_unref(of_a);
    aw_unref(of_b);
    AW_IGNORE(aw_loop_close(a));
    AW_IGNORE(aw_loop_close(b));
}

/* ---- what is another loop's ---- */

static AwLoop *other;
static AwFuture *theirs;

static void
play_beside_another(AwFn fn)
{
    other = loop_new(&virtual_clock);
    loop_set_running(other);
    theirs = aw_ref(aw_future());
    loop_set_running(NULL);
    play(fn);
    aw_unref(theirs);
    AW_IGNORE(aw_loop_close(other));
}

static AwValue
await_theirs(AwValue none)
{
    note("%s", code_word(aw_await(theirs)));
    return none;
}

static void
a_task_awaits_no_future_of_another_loop(void **state)
{
    play_beside_another(await_theirs);
    assert_journal("0 runtime error\n");
}

static AwValue
gather_theirs(AwValue none)
{
    note("%s", code_word(aw_await(aw_gather(AW_FUTURES(aw_future(), theirs)))));
    return none;
}

static void
futures_of_two_loops_are_not_gathered(void **state)
{
    play_beside_another(gather_theirs);
    assert_journal("0 value error\n");
}

/* ---- tasks ---- */

static AwValue
is_current(AwValue name)
{
    for (int i = 0; i < 3; i++) {
        note("%s in %s", aw_name(aw_current_task()), aw_to_text(name));
        AW_TRY(aw_sleep(0));
    }
    return name;
}

static AwValue
interleave(AwValue none)
{
    AwFuture *a = aw_spawn(is_current, "a", .name = "a"),
             *b = aw_spawn(is_current, "b", .name = "b");

    AW_TRY(aw_await(a));
    return aw_await(b);
}

static void
the_current_task_changes_with_every_step(void **state)
{
    play(interleave);
    assert_journal("0 a in a\n0 b in b\n0 a in a\n0 b in b\n0 a in a\n0 b in b\n");
}

static void
outside_of_a_run_no_task_is_current(void **state)
{
    AwLoop *loop = loop_new(&virtual_clock);

    loop_set_running(loop); /* as between two runs of an embedded one */
    assert_null(aw_current_task());
    loop_set_running(NULL);
    AW_IGNORE(aw_loop_close(loop));
}

static AwValue
ensure(AwValue none)
{
    AwFuture *future = aw_future(), *task = aw_spawn(sleep_for, 1);
    AwFuture *coroutine = aw_coro(sleep_for, 2), *made = aw_ensure_future(coroutine);

    note("future %d, task %d, coroutine %d", aw_ensure_future(future) == future,
         aw_ensure_future(task) == task, made == coroutine);
    return aw_await(made);
}

static void
ensuring_a_future_gives_it_back(void **state)
{
    AwValue v = play(ensure);

    assert_int_equal(aw_to_int(v), 2);
    assert_journal("0 future 1, task 1, coroutine 0\n1 slept 1\n2 slept 2\n");
}

static AwValue
give_future(AwValue none)
{
    return aw_object(aw_future());
}

static AwValue
take_future(AwValue none)
{
    AwValue v = AW_TRY(aw_await(aw_spawn(give_future, AW_NONE)));

    note("%s", aw_done(aw_to_future(v)) ? "done" : "pending");
    return none;
}

/* The future is only data: nobody waits for it. */
static void
a_task_may_return_a_future(void **state)
{
    play(take_future);
    assert_journal("0 pending\n");
}

static AwValue
at_once(AwValue none)
{
    return none;
}

static int
tasks_left(void)
{
    int n = 0;

    for (AwFuture *future = aw_running_loop()->first_future; future; future = future->newer)
        n += task_of(future) && !aw_done(future);
    return n;
}

static AwValue
count_tasks(AwValue none)
{
    aw_spawn(at_once, AW_NONE, .eager_start = true);
    note("one at once: %d left", tasks_left());
    aw_spawn(sleep_for, 1, .eager_start = true);
    note("one that waits: %d left", tasks_left());
    return aw_sleep(2 * AW_MS);
}

static void
an_eager_task_that_is_done_is_not_left_over(void **state)
{
    play(count_tasks);
    assert_journal("0 one at once: 1 left\n0 one that waits: 2 left\n1 slept 1\n");
}

/* ---- completions ---- */

/* An iterator is a value: it goes on from where it was, whichever task asks. */
static AwValue
take_later(AwValue none)
{
    AwFuture *a = aw_spawn(sleep_for, 5), *b = aw_spawn(sleep_for, 1);
    AwCompletions *completions = aw_as_completed(AW_FUTURES(a, b));

    note("first %d", (int) aw_to_int(AW_TRY(aw_result(aw_next(completions)))));
    AW_TRY(aw_sleep(10 * AW_MS));
    note("second %d", (int) aw_to_int(AW_TRY(aw_result(aw_next(completions)))));
    note("%s", aw_next(completions) ? "more" : "no more");
    return none;
}

static void
completions_may_be_taken_later(void **state)
{
    play(take_later);
    assert_journal("1 slept 1\n1 first 1\n5 slept 5\n11 second 5\n11 no more\n");
}

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
    aw_set_result(aw_future(), aw_error(AW_ERROR, "boom"));
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

/* ---- clocks and pools ---- */

static AwValue
time_of_a_minute(AwValue none)
{
    AwTime begin = aw_time();

    AW_TRY(aw_sleep(60 * AW_SECOND));
    return aw_int(aw_time() - begin);
}

static void
a_run_has_the_clock_it_was_given(void **state)
{
    assert_int_equal(aw_to_int(aw_run(time_of_a_minute, AW_NONE, .clock = AW_CLOCK_VIRTUAL)),
                     60 * AW_SECOND);
}

enum { SHORT_SLEEPS = 5 };

static AwValue
sleep_shortly(AwValue none)
{
    AwTime ns = 10 * AW_MS;

    for (int i = 0; i < SHORT_SLEEPS; i++, ns /= 100)
        AW_TRY(aw_sleep(ns ? ns : 1));
    return aw_int((int64_t) turn());
}

/* [L4] Each sleep ends in the turn that its deadline wakes, not in an extra turn that finds
 * nothing. */
static void
a_short_sleep_does_not_spin(void **state)
{
    assert_in_range(aw_to_int(play_real(sleep_shortly)), SHORT_SLEEPS, 2 * SHORT_SLEEPS + 2);
}

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

/* ---- aw_to_thread() ---- */

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
        cmocka_unit_test(the_running_loop_is_the_one_that_runs),
        cmocka_unit_test(another_thread_has_no_running_loop),
        cmocka_unit_test(two_loops_keep_to_themselves),
        cmocka_unit_test(a_task_awaits_no_future_of_another_loop),
        cmocka_unit_test(futures_of_two_loops_are_not_gathered),
        cmocka_unit_test(the_current_task_changes_with_every_step),
        cmocka_unit_test(outside_of_a_run_no_task_is_current),
        cmocka_unit_test(ensuring_a_future_gives_it_back),
        cmocka_unit_test(a_task_may_return_a_future),
        cmocka_unit_test(an_eager_task_that_is_done_is_not_left_over),
        cmocka_unit_test(completions_may_be_taken_later),
        cmocka_unit_test(nothing_is_slow_unless_it_is_asked_for),
        cmocka_unit_test(the_handler_has_the_variables_of_what_failed),
        cmocka_unit_test(what_the_handler_reports_is_printed),
        cmocka_unit_test(the_handler_is_a_callback_wherever_it_runs),
        cmocka_unit_test(a_run_has_the_clock_it_was_given),
        cmocka_unit_test(a_short_sleep_does_not_spin),
        cmocka_unit_test(the_usual_pool_takes_jobs),
        cmocka_unit_test(a_job_in_a_thread_has_a_copy_of_the_variables),
        cmocka_unit_test(but_of_none_that_holds_an_object),
        cmocka_unit_test(its_task_may_be_cancelled_and_the_job_goes_on),
    };

    return cmocka_run_group_tests_name("whose", tests, NULL, NULL);
}
