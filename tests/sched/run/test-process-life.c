/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-process-life.c - what a program does to its process: fork(), exec(), pthread_exit(), writing
 * to what nobody reads. Each ends with a sentence or an error, and the others go on. */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/sanitizer.h"
#include "tests/support/journal.h"

/* ---- fork() in a task ---- */

static int n_others; /* steps of other tasks in this process */

static AwValue
other(AwValue none)
{
    for (int i = 0; i < 20; i++) {
        AW_TRY(aw_sleep(AW_MS));
        n_others++;
    }
    return none;
}

/* Runs child(none) in a forked process, and notes how that ended; others go on meanwhile. */
static AwValue
fork_beside_others(AwFn child)
{
    AwFuture *task = aw_spawn(other, AW_NONE);
    int status = 0;

    AW_TRY(aw_sleep(2 * AW_MS));
    pid_t pid = fork();
    if (pid == 0) {
        n_others = 0;
        return child(AW_NONE);
    }
    while (waitpid(pid, &status, WNOHANG) == 0)
        AW_TRY(aw_sleep(AW_MS));
    AW_TRY(aw_await(task));
    note("%d others, %s %d", n_others, WIFEXITED(status) ? "exit" : "signal",
         WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    return AW_NONE;
}

static AwValue
sleep_on(AwValue none)
{
    AW_IGNORE(aw_sleep(AW_MS));
    _exit(20 + n_others);
}

static AwValue
just_return(AwValue none)
{
    return none;
}

static AwValue
nap(AwValue none)
{
    AW_TRY(aw_sleep(AW_MS));
    return aw_int(6);
}

static AwValue
run_own_loop(AwValue none)
{
    AwValue v = aw_run(nap, none);

    _exit(n_others == 0 && !aw_failed(v) ? (int) aw_to_int(v) : 50);
}

static AwValue
fork_and_sleep(AwValue none)
{
    return fork_beside_others(sleep_on);
}

static AwValue
fork_and_return(AwValue none)
{
    return fork_beside_others(just_return);
}

static AwValue
exit_thread(AwValue none)
{
    pthread_exit(NULL);
}

static AwValue
fork_and_exit_thread(AwValue none)
{
    return fork_beside_others(exit_thread);
}

static AwValue
fork_and_run(AwValue none)
{
    return fork_beside_others(run_own_loop);
}

/* In a process of its own, so that what the fork says can be read. */
static void
print_journal(void *fn)
{
    if (aw_failed(play_real((AwFn) fn)))
        _exit(1);
    if (write(STDERR_FILENO, journal(), strlen(journal())) < 0)
        _exit(2);
}

static void
assert_fork_ends(AwFn fn, const char *sentence, const char *end)
{
    int status = in_child(print_journal, (void *) fn);

    assert_int_equal(status, 0);
    if (!strstr(child_said(), sentence) || !strstr(child_said(), end))
        fail_msg("'%s' was said", child_said());
}

static void
a_fork_that_goes_on_with_the_loop_is_told(void **state)
{
    if (WITH_TSAN)
        skip(); /* it takes the stacks of the child for another thread's */
    assert_fork_ends(fork_and_sleep,
                     "aw: aw_sleep() was called in a process made by fork(), where no loop runs: "
                     "the loop is the parent's",
                     "20 others, signal 6");
    assert_fork_ends(fork_and_return, "aw: a process made by fork() in noting(), made at ",
                     "20 others, signal 6");
    assert_fork_ends(fork_and_exit_thread, "aw: a process made by fork() called pthread_exit() in ",
                     "20 others, signal 6");
    setenv("AW_DEBUG", "1", true); /* which looks at each thing that is scheduled */
    assert_fork_ends(fork_and_return, " came back to the loop, which is its parent's",
                     "20 others, signal 6");
    unsetenv("AW_DEBUG");
}

static void
a_fork_may_run_a_loop_of_its_own(void **state)
{
    assert_fork_ends(fork_and_run, "", "20 others, exit 6");
}

/* ---- pthread_exit() ---- */

static AwValue
leave_thread(AwValue none)
{
    AW_TRY(aw_sleep(AW_MS));
    pthread_exit(NULL);
}

static AwValue
call_leaver(AwValue none)
{
    return aw_call(leave_thread, none);
}

static AwValue
await_leavers(AwValue none)
{
    AwFuture *task = aw_spawn(other, none);

    n_others = 0;
    for (int i = 0; i < 3; i++) {
        AwValue v = aw_await(aw_spawn(i ? leave_thread : call_leaver, none, .name = "leaver"));
        note("%s: %s", aw_code_name(aw_code(v)), aw_message(v));
    }
    AW_TRY(aw_await(task));
    note("%d others", n_others);
    return none;
}

static void
a_task_that_calls_pthread_exit_fails(void **state)
{
    if (WITH_TSAN)
        skip(); /* it ends the program: a thread may only exit on its own stack */
#define LEFT "runtime error: leaver called pthread_exit(), but the thread is the loop's\n"
    assert_false(aw_failed(play_real(await_leavers)));
    assert_journal(LEFT LEFT LEFT "20 others\n");
}

static void
leave_loop(void *data)
{
    (void) data;
    pthread_exit(NULL);
}

static void
leave_loop_when_done(AwFuture *future, void *data)
{
    (void) future;
    (void) data;
    pthread_exit(NULL);
}

static void
note_report(const AwReport *report, void *data)
{
    note("%s: %s", report->message, aw_message(report->error));
    if (data)
        pthread_exit(NULL);
}

/*  ready queue: leave_loop, other, note_call | timer: leave_loop | done: leave_loop_when_done */
static AwValue
schedule_leavers(AwValue how)
{
    AwFuture *done = aw_future();
    char *handler_leaves = aw_to_bool(how) ? "yes" : NULL;

    aw_set_exception_handler(aw_running_loop(), note_report, handler_leaves);
    aw_call_soon(leave_loop, NULL);
    AwFuture *task = aw_spawn(other, AW_NONE);
    aw_call_later(AW_MS, leave_loop, NULL);
    aw_add_done_callback(done, leave_loop_when_done, NULL);
    n_others = 0;
    AW_TRY(aw_sleep(2 * AW_MS));
    AW_IGNORE(aw_set_result(done, 1));
    aw_spawn(leave_thread, AW_NONE, .name = "lost");
    AW_TRY(aw_await(task));
    note("%d others", n_others);
    return AW_NONE;
}

static AwValue
meet_leavers(AwValue none)
{
    return schedule_leavers(aw_bool(false));
}

static AwValue
meet_leavers_and_leave(AwValue none)
{
    return schedule_leavers(aw_bool(true));
}

static void
a_callback_that_calls_pthread_exit_is_reported(void **state)
{
    if (WITH_TSAN)
        skip(); /* as above: a task does, too */
#define CALLBACK(name)                                                                             \
    "a callback failed: " name "() called pthread_exit(), but the thread is the loop's\n"
    static const AwFn mains[] = {meet_leavers, meet_leavers_and_leave};

    for (int i = 0; i < 2; i++) {
        assert_false(aw_failed(play_real(mains[i])));
        assert_journal(CALLBACK("leave_loop") CALLBACK("leave_loop") CALLBACK(
            "leave_loop_when_done") "20 others\n"
                                    "lost failed and nobody looked: lost called pthread_exit(), "
                                    "but the thread is the "
                                    "loop's\n");
    }
}

static AwValue
leave_pool(AwValue none)
{
    pthread_exit(NULL);
}

static AwValue
answer(AwValue n)
{
    return n;
}

static AwValue
await_jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);

    for (int i = 0; i < 3; i++) {
        AwValue v = aw_await(aw_run_in_executor(pool, leave_pool, none));
        note("%s: %s", aw_code_name(aw_code(v)), aw_message(v));
        v = AW_TRY(aw_await(aw_run_in_executor(pool, answer, i)));
        note("%d", (int) aw_to_int(v));
    }
    return none;
}

static void
a_job_that_calls_pthread_exit_fails(void **state)
{
#define GONE "runtime error: the job called pthread_exit(), but the thread is its pool's\n"
    assert_false(aw_failed(play_real(await_jobs)));
    assert_journal(GONE "0\n" GONE "1\n" GONE "2\n");
    assert_false(aw_failed(play(await_jobs)));
    assert_journal("0 " GONE "0 0\n0 " GONE "0 1\n0 " GONE "0 2\n");
}

static AwValue
await_jobs_in_a_process(AwValue none)
{
    AwPool *pool = aw_process_pool(1);

    AwValue v = aw_await(aw_run_in_executor(pool, leave_pool, none));
    fprintf(stderr, "%s: %s\n", aw_code_name(aw_code(v)), aw_message(v));
    return aw_await(aw_run_in_executor(pool, answer, 7));
}

static void
exit_with_value(void *fn)
{
    AwValue v = aw_run((AwFn) fn, AW_NONE, .processes = true);

    _exit(aw_failed(v) ? aw_exit_status(v) : (int) aw_to_int(v));
}

/* The run of `fn` ends well, and says this. */
static void
assert_says(AwFn fn, const char *words)
{
    int status = in_child(exit_with_value, (void *) fn);

    assert_string_equal(child_said(), words);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
}

static void
so_does_one_in_a_process(void **state)
{
    assert_says(await_jobs_in_a_process, GONE);
}

static AwValue
answer_late(AwValue n)
{
    aw_work(20 * AW_MS);
    return n;
}

static void
leave_when_over(AwJob *job, void *data)
{
    (void) job;
    (void) data;
    pthread_exit(NULL);
}

static AwValue
be_called_back(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);
    AwJob *job = aw_submit_threadsafe(pool, answer_late, 3);

    aw_job_add_done_callback_threadsafe(job, leave_when_over, NULL);
    AW_TRY(aw_await(aw_wrap_job(job)));
    return aw_await(aw_run_in_executor(pool, answer, 7));
}

static void
a_jobs_callback_that_does_is_told(void **state)
{
    assert_says(be_called_back, "aw: a callback of answer_late() called pthread_exit(), but the "
                                "thread is its pool's\n");
}

/* ---- a pool's thread ---- */

static int
deeper(int depth)
{
    volatile char frame[1024] = {0};

    frame[0] = (char) depth;
    return depth > 1000000 ? 0 : deeper(depth + 1) + frame[0];
}

static AwValue
overflow(AwValue none)
{
    return aw_int(deeper(1));
}

static AwValue
await_overflow(AwValue none)
{
    return aw_await(aw_run_in_executor(NULL, overflow, none));
}

static AwValue
await_overflow_in_a_process(AwValue none)
{
    return aw_await(aw_run_in_executor(aw_process_pool(1), overflow, none));
}

static void
run(void *fn)
{
    AW_IGNORE(aw_run((AwFn) fn, AW_NONE));
}

static void
a_job_that_overflows_is_named(void **state)
{
    if (WITH_ASAN)
        skip(); /* it speaks itself */
    int status = in_child(run, (void *) await_overflow);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
    if (!strstr(child_said(), "aw: a job (overflow(), made at ") ||
        !strstr(child_said(), " KiB stack; `ulimit -s` gives threads more\n"))
        fail_msg("'%s' was said", child_said());
}

static void
so_is_one_in_a_process(void **state)
{
    if (WITH_ASAN)
        skip(); /* it speaks itself */
    int status = in_child(exit_with_value, (void *) await_overflow_in_a_process);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    if (!strstr(child_said(), "aw: a job (overflow(), made at ") ||
        !strstr(child_said(), " KiB stack; `ulimit -s` gives threads more\n"))
        fail_msg("'%s' was said", child_said());
}

/* ---- SIGPIPE ---- */

static AwValue
write_to_nobody(AwValue none)
{
    int pair[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair))
        return aw_int(-1);
    close(pair[1]);
    ssize_t n = write(pair[0], "x", 1);
    int error = errno;
    close(pair[0]);
    return aw_int(n < 0 ? error : 0);
}

static AwValue
write_to_nobody_in_a_process(AwValue none)
{
    return aw_await(aw_run_in_executor(aw_process_pool(1), write_to_nobody, none));
}

static int
status_of(void (*fn)(void *), void *data)
{
    int status = in_child(fn, data);

    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
writing_to_what_nobody_reads_is_an_error(void **state)
{
    assert_int_equal(status_of(exit_with_value, (void *) write_to_nobody), EPIPE);
}

static void
so_it_is_in_worker_processes(void **state)
{
    assert_int_equal(status_of(exit_with_value, (void *) write_to_nobody_in_a_process), EPIPE);
}

static void
leave_7(int number)
{
    _exit(7);
}

static void
exit_by_own_handler(void *fn)
{
    signal(SIGPIPE, leave_7);
    exit_with_value(fn);
}

static AwValue
restore_default(AwValue none)
{
    signal(SIGPIPE, SIG_DFL);
    return write_to_nobody(none);
}

static void
the_programs_own_wish_counts(void **state)
{
    assert_int_equal(status_of(exit_by_own_handler, (void *) write_to_nobody), 7);
    assert_int_equal(status_of(exit_with_value, (void *) restore_default), -SIGPIPE);
}

static AwValue
start_program(AwValue none)
{
    int status = system("kill -PIPE $$");

    return aw_int(WIFSIGNALED(status) ? WTERMSIG(status) : 0);
}

static void
programs_that_are_started_have_the_default(void **state)
{
    assert_int_equal(status_of(exit_with_value, (void *) start_program), SIGPIPE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writing_to_what_nobody_reads_is_an_error),
        cmocka_unit_test(so_it_is_in_worker_processes),
        cmocka_unit_test(the_programs_own_wish_counts),
        cmocka_unit_test(programs_that_are_started_have_the_default),
        cmocka_unit_test(a_fork_that_goes_on_with_the_loop_is_told),
        cmocka_unit_test(a_fork_may_run_a_loop_of_its_own),
        cmocka_unit_test(a_task_that_calls_pthread_exit_fails),
        cmocka_unit_test(a_job_that_calls_pthread_exit_fails),
        cmocka_unit_test(so_does_one_in_a_process),
        cmocka_unit_test(a_callback_that_calls_pthread_exit_is_reported),
        cmocka_unit_test(a_jobs_callback_that_does_is_told),
        cmocka_unit_test(a_job_that_overflows_is_named),
        cmocka_unit_test(so_is_one_in_a_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
