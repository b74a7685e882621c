/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-process-ends.c - how worker processes end: with their pool or their program, or too early;
 * and what they share with that program [EX10]. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/journal.h"
#include "tests/support/processes.h"

/* [EX7] */
static AwValue
shut_down(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwFuture *running = aw_run_in_executor(pool, wait_at_gate, 1);
    AwFuture *queued = aw_run_in_executor(pool, echo, 2);

    aw_pool_shutdown(pool, aw_to_bool(aw_at(none, 0)));
    open_gate(1);
    note("%s", word(aw_await(aw_run_in_executor(pool, echo, 3))));
    note("%s", word(aw_await(queued)));
    note("%s", word(aw_await(running)));
    return none;
}

static AwValue
shut_down_both_ways(AwValue none)
{
    shut_down(aw_list(aw_bool(true)));
    return shut_down(aw_list(aw_bool(false)));
}

static void
a_pool_that_is_shut_down_takes_no_more_jobs(void **state)
{
    assert_false(aw_failed(run_processes(shut_down_both_ways)));
    assert_journal("runtime error:the pool is shut down\ncancelled:\n1\n"
                   "runtime error:the pool is shut down\n2\n1\n");
}

static void
note_report(const AwReport *report, void *data)
{
    (void) data;
    note("report: %s", report->message);
}

/* Its gate never opens. */
static AwValue
shut_down_with_limit(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwFuture *hung = aw_run_in_executor(pool, wait_at_gate, 1);
    AwFuture *queued = aw_run_in_executor(pool, echo, 2);

    aw_set_exception_handler(aw_running_loop(), note_report, NULL);
    aw_pool_shutdown(pool, false, .kill_after = 20 * AW_MS);
    note("%s", word(aw_await(hung)));
    note("%s", word(aw_await(queued)));
    return none;
}

static AwValue
finish_before_the_limit(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwFuture *quick = aw_run_in_executor(pool, echo, 2);

    aw_pool_shutdown(pool, false, .kill_after = 3600 * AW_SECOND);
    note("%s", word(aw_await(quick)));
    return none;
}

static void
jobs_that_run_on_after_a_shutdown_are_killed(void **state)
{
    assert_false(aw_failed(run_processes(shut_down_with_limit)));
    assert_non_null(strstr(journal(),
                           "jobs of a process pool still run after 20 ms, and are killed: "
                           "wait_at_gate() at "));
    assert_non_null(strstr(journal(),
                           "runtime error:the job was still running when its pool ended, and "
                           "was killed\n"
                           "runtime error:the pool ended before the job began\n"));
    assert_false(aw_failed(run_processes(finish_before_the_limit)));
    assert_journal("2\n");
}

/* The run itself is patient for a moment only. */
static AwValue
leave_at_gate(AwValue none)
{
    aw_run_in_executor(aw_process_pool(1), wait_at_gate, 1);
    return none;
}

static void
end_in_a_moment(void *data)
{
    (void) data;
    AW_IGNORE(aw_run(leave_at_gate, 0, .processes = true, .pool_timeout = 20 * AW_MS));
}

static void
jobs_at_the_end_of_a_run_are_killed_and_said_to_be(void **state)
{
    int status = in_child(end_in_a_moment, NULL);

    assert_true(WIFEXITED(status));
    assert_non_null(strstr(child_said(), "aw: jobs of a process pool still run after "));
    assert_non_null(strstr(child_said(), ", and are killed: wait_at_gate() at "));
    assert_null(strstr(child_said(), "left alone"));
}

/* ---- death ---- */

static AwValue
print(AwValue text)
{
    fputs(aw_to_text(text), stdout);
    return AW_NONE;
}

static AwValue
die(AwValue number)
{
    raise((int) aw_to_int(number));
    return AW_NONE;
}

static AwValue
leave(AwValue status)
{
    _exit((int) aw_to_int(status));
}

static AwValue
lose_worker(AwFn fn, AwValue arg)
{
    AwPool *pool = aw_process_pool(2);
    AwFuture *other = aw_run_in_executor(pool, wait_at_gate, AW_NONE);
    AwFuture *dies = aw_run_in_executor(pool, fn, arg);
    AwFuture *queued = aw_run_in_executor(pool, echo, 1);

    note("%s", word(aw_await(dies)));
    note("%s %s", aw_code_name(aw_code(aw_await(other))), aw_code_name(aw_code(aw_await(queued))));
    note("%s", word(aw_await(aw_run_in_executor(pool, echo, 1))));
    return AW_NONE;
}

static AwValue
lose_workers(AwValue none)
{
    lose_worker(die, aw_int(SIGKILL));
    return lose_worker(leave, aw_int(3));
}

static void
a_worker_that_dies_breaks_its_pool(void **state)
{
    static const char killed[] =
        "runtime error:a worker process was killed by signal 9 (Killed): its pool is broken";
    static const char left[] =
        "runtime error:a worker process ended with status 3: its pool is broken";
    char expected[1000];

    snprintf(expected, sizeof expected,
             "%s\nruntime error runtime error\n%s\n%s\nruntime error runtime error\n%s\n", killed,
             killed, left, left);
    assert_false(aw_failed(run_processes(lose_workers)));
    assert_string_equal(journal(), expected);
}

static AwValue
kill_idle(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwPool *untouched = aw_process_pool(1);
    AwValue pid = AW_TRY(aw_await(aw_run_in_executor(pool, process_id, none)));

    AW_TRY(aw_await(aw_run_in_executor(untouched, echo, 1)));
    kill((pid_t) aw_to_int(pid), SIGKILL);
    while (!kill((pid_t) aw_to_int(pid), 0))
        AW_TRY(aw_sleep(AW_MS));
    AW_TRY(aw_sleep(AW_MS));
    note("%s", aw_code_name(aw_code(aw_await(aw_run_in_executor(pool, echo, 1)))));
    note("%s", word(aw_await(aw_run_in_executor(untouched, echo, 2))));
    return none;
}

static void
so_does_an_idle_one_but_only_its_own(void **state)
{
    assert_false(aw_failed(run_processes(kill_idle)));
    assert_journal("runtime error\n2\n");
}

static AwValue
parent_id(AwValue none)
{
    return aw_int(getppid());
}

static AwValue
kill_server(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwValue server = AW_TRY(aw_await(aw_run_in_executor(pool, parent_id, none)));
    AwFuture *job = aw_run_in_executor(pool, wait_at_gate, none);

    kill((pid_t) aw_to_int(server), SIGKILL);
    note("%s", word(aw_await(job)));
    note("%s", word(aw_await(aw_run_in_executor(aw_process_pool(1), echo, 1))));
    return none;
}

static void
without_their_server_all_pools_are_broken(void **state)
{
    assert_false(aw_failed(run_processes(kill_server)));
    assert_journal("runtime error:the server of worker processes died: their pools are broken\n"
                   "runtime error:the server of worker processes died\n");
}

static void
nobody_is_left_after_a_run(void **state)
{
    assert_false(aw_failed(run_processes(remember_worker)));
    assert_int_equal(kill((pid_t) last_worker, 0), -1);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

/* A pool that nobody holds ends its workers while the run goes on. */
static AwValue
drop_pool(AwValue none)
{
    {
        AW_SCOPE();
        AW_IGNORE(remember_worker(none));
    }
    while (!kill((pid_t) last_worker, 0))
        AW_TRY(aw_sleep(AW_MS));
    return none;
}

static void
a_pool_that_is_dropped_ends_its_workers(void **state)
{
    assert_false(aw_failed(run_processes(drop_pool)));
}

static AwValue
leave_a_job(AwValue none)
{
    aw_run_in_executor(aw_process_pool(1), wait_at_gate, none);
    return none;
}

static void
a_job_that_outlives_the_run_is_killed(void **state)
{
    AwValue v = aw_run(leave_a_job, AW_NONE, .processes = true, .pool_timeout = 1);

    assert_false(aw_failed(v));
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
}

static AwValue
kill_program(AwValue none)
{
    AwPool *pool = aw_process_pool(2);

    aw_run_in_executor(pool, wait_at_gate, none);
    AW_TRY(aw_await(aw_run_in_executor(pool, echo, 1)));
    kill(getpid(), SIGKILL);
    return none;
}

static void
workers_die_with_their_program(void **state)
{
    int status = in_child(run_child_program, (void *) kill_program);

    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* Signals all processes of the group, as a terminal does. */
static AwValue
interrupt_all(AwValue none)
{
    kill(0, SIGINT);
    return wait_at_gate(aw_int(5));
}

static AwValue
be_interrupted(AwValue none)
{
    AwFuture *job = aw_run_in_executor(aw_process_pool(1), interrupt_all, none);
    AwValue v = aw_await(job);

    open_gate(1);
    return v;
}

static void
run_group(void *data)
{
    setpgid(0, 0);
    AwValue v = aw_run(be_interrupted, AW_NONE, .processes = true);
    _exit(aw_exit_status(v));
}

static void
an_interrupt_is_for_the_program(void **state)
{
    int status = in_child(run_group, NULL);

    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 130);
    assert_string_equal(child_said(), "");
}

/* Buffered output is written once, and what a job prints is written before its result is known. */
static AwValue
print_both(AwValue none)
{
    AW_TRY(aw_await(aw_run_in_executor(aw_process_pool(1), print, "job\n")));
    fputs("end\n", stdout);
    return none;
}

static void
print_to_pipe(void *data)
{
    dup2(STDERR_FILENO, STDOUT_FILENO);
    setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
    fputs("begin\n", stdout);
    AW_IGNORE(run_processes(print_both));
}

static void
a_job_prints_where_its_program_does(void **state)
{
    in_child(print_to_pipe, NULL);
    assert_string_equal(child_said(), "begin\njob\nend\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST_AT_GATE(a_pool_that_is_shut_down_takes_no_more_jobs),
        TEST_AT_GATE(jobs_that_run_on_after_a_shutdown_are_killed),
        TEST_AT_GATE(jobs_at_the_end_of_a_run_are_killed_and_said_to_be),
        TEST_AT_GATE(a_worker_that_dies_breaks_its_pool),
        cmocka_unit_test(so_does_an_idle_one_but_only_its_own),
        TEST_AT_GATE(without_their_server_all_pools_are_broken),
        cmocka_unit_test(nobody_is_left_after_a_run),
        cmocka_unit_test(a_pool_that_is_dropped_ends_its_workers),
        TEST_AT_GATE(a_job_that_outlives_the_run_is_killed),
        TEST_AT_GATE(workers_die_with_their_program),
        TEST_AT_GATE(an_interrupt_is_for_the_program),
        cmocka_unit_test(a_job_prints_where_its_program_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
