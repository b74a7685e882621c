/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-run.c - whole programs: their result, what is left at their end, signals [R6 R11 SD]. */
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/journal.h"

static AwClockKind clock_kind;

/* Runs main function `data` as a program and exits with its status. */
static void
be_program(void *data)
{
    _exit(aw_exit_status(aw_run(((AwFn) data), AW_NONE, .clock = clock_kind)));
}

static void
assert_program(AwFn fn, int status, const char *says)
{
    int got = in_child(be_program, (void *) fn);

    assert_true(WIFEXITED(got));
    assert_int_equal(WEXITSTATUS(got), status);
    assert_string_equal(child_said_briefly(), says);
}

static void
on_both_clocks(AwFn fn, int status, const char *says)
{
    for (clock_kind = AW_CLOCK_REAL; clock_kind <= AW_CLOCK_VIRTUAL; clock_kind++)
        assert_program(fn, status, says);
    clock_kind = AW_CLOCK_REAL;
}

/* ---- results ---- */

static AwValue
succeed(AwValue v)
{
    return aw_list(aw_text("kept"), v);
}

static AwValue
break_down(AwValue none)
{
    return aw_error(AW_ERROR, "out of luck");
}

static AwValue
give_up(AwValue none)
{
    return aw_error(AW_CANCELLED, "enough");
}

static void
the_value_of_main_outlives_the_run(void **state)
{
    AW_SCOPE();
    AwValue v = aw_run(succeed, "argument", .clock = AW_CLOCK_VIRTUAL);

    assert_string_equal(aw_to_text(aw_at(v, 0)), "kept");
    assert_string_equal(aw_to_text(aw_at(v, 1)), "argument");
}

static void
a_program_ends_with_the_status_of_its_result(void **state)
{
    on_both_clocks(succeed, 0, "");
    on_both_clocks(break_down, 1, "test-run: error: out of luck\n");
    on_both_clocks(give_up, 1, "test-run: cancelled: enough\n");
}

/* [R6 R11] */
static AwValue
run_inside(AwValue none)
{
    return aw_run(succeed, none);
}

static void
a_run_inside_a_run_is_an_error(void **state)
{
    on_both_clocks(run_inside, 1, "test-run: runtime error: a loop runs in this thread already\n");
}

/* ---- deadlock ---- */

static AwValue
await_argument(AwValue future)
{
    return aw_await(aw_to_future(future));
}

static AwValue
wait_in_a_ring(AwValue none)
{
    AwFuture *never = aw_future();
    AwFuture *task = aw_spawn(await_argument, never, .name = "worker");

    return aw_await(task);
}

/* The text with N for each line's number. */
static const char *
without_lines(const char *text)
{
    static char without[1000];
    size_t n = 0;

    while (*text && n < sizeof without - 1) {
        without[n++] = *text++;
        if (text[-1] == ':' && strspn(text, "0123456789")) {
            without[n++] = 'N';
            text += strspn(text, "0123456789");
        }
    }
    without[n] = '\0';
    return without;
}

static void
a_deadlock_names_who_waits_for_whom(void **state)
{
    for (clock_kind = AW_CLOCK_REAL; clock_kind <= AW_CLOCK_VIRTUAL; clock_kind++) {
        int got = in_child(be_program, (void *) wait_in_a_ring);
        assert_int_equal(WEXITSTATUS(got), 1);
        assert_memory_equal(child_said(), "test-run: deadlock: Task-", 25);
        assert_string_equal(
            without_lines(strchr(child_said(), '-') + 21 + strcspn(child_said() + 25, " ")),
            " waits at " AW_FILE ":N for worker, worker waits at " AW_FILE
            ":N for future (at " AW_FILE ":N)\n");
    }
}

/* Many tasks, long names: the sentence stays within its bounds. */
static AwValue
wait_in_crowds(AwValue none)
{
    char name[300];

    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    for (int i = 0; i < 10; i++)
        aw_spawn(await_argument, aw_future(), .name = name);
    return aw_await(aw_future());
}

static void
a_deadlock_of_many_is_cut_short(void **state)
{
    AW_SCOPE();
    AwValue v = play(wait_in_crowds);

    assert_int_equal(aw_code(v), AW_DEADLOCK);
    assert_true(strlen(aw_message(v)) < 1300);
}

/* ---- the end of a run ---- */

static AwValue
say_and_sleep(AwValue name)
{
    AwValue v = aw_sleep(AW_SECOND);

    note("%s is %s", aw_to_text(name), aw_code_name(aw_code(v)));
    return v;
}

static AwValue
fail_when_cancelled(AwValue none)
{
    return aw_failed(aw_sleep(AW_SECOND)) ? aw_error(AW_ERROR, "no way to clean up") : none;
}

static AwValue
clean_up_slowly(AwValue none)
{
    AwValue v = aw_sleep(AW_SECOND);

    AW_TRY(aw_sleep(5 * AW_MS));
    note("cleaned up");
    return v;
}

static AwValue
leave_tasks(AwValue none)
{
    aw_spawn(say_and_sleep, "a");
    aw_spawn(clean_up_slowly, none);
    aw_spawn(fail_when_cancelled, none);
    aw_spawn(say_and_sleep, "b");
    AW_TRY(aw_sleep(AW_MS));
    note("main ends");
    return none;
}

/* [SD1 SD2] In order of creation, waited for however long they take; failures are reported. */
static void
tasks_left_over_are_cancelled_and_waited_for(void **state)
{
    assert_false(aw_failed(play(leave_tasks)));
    assert_journal("1 main ends\n1 a is cancelled\n1 b is cancelled\n6 cleaned up\n"
                   "report: a task failed while the run was ending: no way to clean up\n");
}

static AwValue
refuse_for_ever(AwValue none)
{
    AW_IGNORE(aw_list(aw_sleep(AW_SECOND)));
    return aw_await(aw_future());
}

static AwValue
leave_refusing(AwValue none)
{
    aw_spawn(refuse_for_ever, none, .name = "R");
    return aw_sleep(AW_MS);
}

static void
a_task_that_can_never_end_makes_the_run_a_deadlock(void **state)
{
    assert_int_equal(aw_code(play(leave_refusing)), AW_DEADLOCK);
    assert_journal("report: R was still pending when its loop closed\n");
}

/* [ER3] An error nobody handles is a line on standard error. */
static AwValue
drop_failed(AwValue none)
{
    aw_spawn(break_down, none, .name = "F");
    return aw_sleep(0);
}

static void
without_a_handler_reports_go_to_standard_error(void **state)
{
    on_both_clocks(drop_failed, 0, "aw: F failed and nobody looked: out of luck\n");
}

/* ---- SIGINT ---- */

static AwValue
interrupt_and_sleep(AwValue none)
{
    raise(SIGINT);
    return aw_sleep(3600 * AW_SECOND);
}

static AwValue
raise_later(AwValue none)
{
    kill(getpid(), SIGINT);
    return none;
}

static AwValue
interrupt_while_idle(AwValue none)
{
    aw_run_in_executor((AwPool *) NULL, raise_later, none);
    return aw_await(aw_spawn(say_and_sleep, "sleeper"));
}

static AwValue
interrupt_endless(AwValue none)
{
    for (int i = 0;; i++) {
        AW_SCOPE();
        if (i == 100)
            raise(SIGINT);
        AW_TRY(aw_sleep(0));
    }
}

static void
the_first_interrupt_cancels_main(void **state)
{
    on_both_clocks(interrupt_and_sleep, 130, "");
    on_both_clocks(interrupt_while_idle, 130, "");
    on_both_clocks(interrupt_endless, 130, "");
}

static AwValue
refuse_interrupt(AwValue none)
{
    raise(SIGINT);
    return aw_failed(aw_sleep(3600 * AW_SECOND)) ? none : aw_error(AW_ERROR, "slept");
}

static AwValue
turn_interrupt(AwValue none)
{
    raise(SIGINT);
    return aw_failed(aw_sleep(3600 * AW_SECOND)) ? aw_error(AW_ERROR, "turned") : none;
}

static void
main_may_refuse_the_first(void **state)
{
    on_both_clocks(refuse_interrupt, 0, "");
    on_both_clocks(turn_interrupt, 1, "test-run: error: turned\n");
}

static AwValue
refuse_and_interrupt_again(AwValue none)
{
    raise(SIGINT);
    for (int i = 0;; i++) {
        AwValue v = aw_sleep(0);
        if (aw_failed(v) || i > 5)
            raise(SIGINT);
    }
    return none;
}

static AwValue
interrupt_a_busy_loop(AwValue none)
{
    raise(SIGINT);
    raise(SIGINT);
    for (;;)
        pause();
    return none;
}

static void
the_second_interrupt_ends_the_program(void **state)
{
    on_both_clocks(refuse_and_interrupt_again, 130, "");
    on_both_clocks(interrupt_a_busy_loop, 130, "");
}

/* With a handler of its own, and told to leave SIGINT alone. */
static volatile sig_atomic_t seen;

static void
see(int number)
{
    seen++;
}

static AwValue
raise_it(AwValue none)
{
    raise(SIGINT);
    return aw_sleep(0);
}

static void
a_handler_of_the_program_stays(void **state)
{
    struct sigaction action = {.sa_handler = see}, before;

    seen = 0;
    sigaction(SIGINT, &action, &before);
    assert_false(aw_failed(aw_run(raise_it, AW_NONE, .no_signals = true)));
    assert_int_equal(seen, 1);
    assert_int_equal(aw_code(aw_run(raise_it, AW_NONE)), AW_CANCELLED);
    assert_true(aw_interrupted());
    raise(SIGINT);
    assert_int_equal(seen, 2);
    assert_false(aw_failed(aw_run(succeed, AW_NONE)));
    assert_false(aw_interrupted());
    sigaction(SIGINT, &before, NULL);
}

/* ---- runs in several threads ---- */

static AwLoop *_Atomic first_loop, *_Atomic second_loop;
static _Atomic bool first_is_over;

static AwValue
wait_for_both(AwLoop *_Atomic *mine)
{
    *mine = aw_running_loop();
    while (!first_loop || !second_loop)
        AW_TRY(aw_sleep(AW_MS));
    return AW_NONE;
}

static AwValue
end_first(AwValue none)
{
    AW_TRY(wait_for_both(&first_loop));
    return none;
}

/* The signal is not for this run, which began later. */
static AwValue
end_last(AwValue none)
{
    AW_TRY(wait_for_both(&second_loop));
    while (!first_is_over)
        AW_TRY(aw_sleep(AW_MS));
    return none;
}

static void *
run_end_last(void *ret_value)
{
    while (!first_loop)
        sched_yield();
    *(AwValue *) ret_value = aw_run(end_last, AW_NONE);
    return NULL;
}

static AwValue
be_interrupted_beside(AwValue none)
{
    AW_TRY(wait_for_both(&first_loop));
    raise(SIGINT);
    return aw_sleep(3600 * AW_SECOND);
}

/* The other run lasts longer than this one. */
static AwCode
run_beside_another(AwFn fn, AwValue *ret_other)
{
    pthread_t thread;

    first_loop = second_loop = NULL;
    first_is_over = false;
    assert_int_equal(pthread_create(&thread, NULL, run_end_last, ret_other), 0);
    AwCode code = aw_code(aw_run(fn, AW_NONE));
    first_is_over = true;
    pthread_join(thread, NULL);
    return code;
}

static void
the_handler_goes_when_the_run_ends_that_listened(void **state)
{
    struct sigaction before, after;
    AwValue other;

    sigaction(SIGINT, NULL, &before);
    assert_int_equal(run_beside_another(end_first, &other), AW_OK);
    sigaction(SIGINT, NULL, &after);
    assert_ptr_equal(after.sa_handler, before.sa_handler);
}

static void
an_interrupt_is_for_the_run_that_listens(void **state)
{
    AwValue other;

    assert_int_equal(run_beside_another(be_interrupted_beside, &other), AW_CANCELLED);
    assert_true(aw_interrupted());
    assert_int_equal(aw_code(other), AW_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_value_of_main_outlives_the_run),
        cmocka_unit_test(a_program_ends_with_the_status_of_its_result),
        cmocka_unit_test(a_run_inside_a_run_is_an_error),
        cmocka_unit_test(a_deadlock_names_who_waits_for_whom),
        cmocka_unit_test(a_deadlock_of_many_is_cut_short),
        cmocka_unit_test(tasks_left_over_are_cancelled_and_waited_for),
        cmocka_unit_test(a_task_that_can_never_end_makes_the_run_a_deadlock),
        cmocka_unit_test(without_a_handler_reports_go_to_standard_error),
        cmocka_unit_test(the_first_interrupt_cancels_main),
        cmocka_unit_test(main_may_refuse_the_first),
        cmocka_unit_test(the_second_interrupt_ends_the_program),
        cmocka_unit_test(a_handler_of_the_program_stays),
        cmocka_unit_test(the_handler_goes_when_the_run_ends_that_listened),
        cmocka_unit_test(an_interrupt_is_for_the_run_that_listens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
