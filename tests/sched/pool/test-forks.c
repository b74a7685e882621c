/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-forks.c - a child of fork() has none of its parent's threads: what would wait for them ends
 * it with a sentence [TH4]. */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/freelist.h"
#include "tests/support/journal.h"

static AwValue
give(AwValue v)
{
    return v;
}

/* Ends as the child does, which an alarm ends if it hangs. */
static void
end_as(pid_t child)
{
    int status = 0;

    waitpid(child, &status, 0);
    if (WIFSIGNALED(status))
        raise(WTERMSIG(status));
    _exit(WEXITSTATUS(status));
}

static pid_t
fork_with_alarm(void)
{
    pid_t child = fork();

    if (child == 0)
        alarm(5);
    return child;
}

/* ---- in a job ---- */

static AwValue
fork_in_job(AwValue v)
{
    pid_t child = fork_with_alarm();

    if (child)
        end_as(child);
    return v; /* to the pool */
}

static AwValue
await_forking_job(AwValue none)
{
    return aw_await(aw_run_in_executor(NULL, fork_in_job, none));
}

static AwValue
run_in_child(AwValue none)
{
    pid_t child = fork_with_alarm();

    if (!child)
        _exit(aw_exit_status(aw_run(give, none)) + 3);
    end_as(child);
    return none;
}

static AwValue
await_running_job(AwValue none)
{
    return aw_await(aw_run_in_executor(NULL, run_in_child, none));
}

static void
run(void *fn)
{
    AW_IGNORE(aw_run((AwFn) fn, AW_NONE));
}

static void
a_child_may_not_come_back_from_a_job(void **state)
{
    assert_dies(run, (void *) await_forking_job,
                "aw: a process made by fork() in a job came back to the pool");
    assert_int_equal(in_child(run, (void *) await_running_job), 3 << 8);
}

/* ---- the parent's pool and loop ---- */

static AwPool *pool;
static AwLoop *loop;
static AwJob *hung;

static AwValue
sleep_long(AwValue v)
{
    sleep(60);
    return v;
}

static void
ignore_call(void *data)
{
}

static AwValue
use_pool(AwValue none)
{
    return aw_await(aw_run_in_executor(pool, give, none));
}

static void
give_job(void)
{
    AW_IGNORE(aw_job_result_threadsafe(aw_submit_threadsafe(pool, give, AW_NONE), AW_NEVER));
}

static void
give_job_to_loop(void)
{
    AW_IGNORE(aw_run(use_pool, AW_NONE));
}

static void
await_job(void)
{
    AW_IGNORE(aw_job_result_threadsafe(hung, AW_NEVER));
}

static void
await_task(void)
{
    AW_IGNORE(aw_job_result_threadsafe(aw_run_coroutine_threadsafe(loop, give, 1), AW_NEVER));
}

static void
call_loop(void)
{
    aw_call_soon_threadsafe(loop, ignore_call, NULL);
}

static void (*use_in_child)(void);

static AwValue
fork_and_use(AwValue none)
{
    loop = aw_running_loop();
    pool = aw_thread_pool(2);
    hung = aw_submit_threadsafe(pool, sleep_long, none);
    AW_TRY(aw_await(aw_run_in_executor(pool, give, none)));
    pid_t child = fork_with_alarm();
    if (child)
        end_as(child);
    use_in_child();
    _exit(0);
}

static void
a_child_has_not_its_parents_pool_and_loop(void **state)
{
    static const struct {
        void (*use)(void);
        const char *words;
    } cases[] = {
        {give_job, "aw_submit_threadsafe() was called in a process made by fork(); the pool is"},
        {give_job_to_loop, "aw_run_in_executor() was called in a process made by fork(); the pool"},
        {await_job, "aw_job_result_threadsafe() was called in a process made by fork(); the loop"},
        {await_task, "aw_run_coroutine_threadsafe() was called in a process made by fork(); the"},
        {call_loop, "aw_call_soon_threadsafe() was called in a process made by fork(); the loop"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        use_in_child = cases[i].use;
        assert_dies(run, (void *) fork_and_use, cases[i].words);
    }
}

/* ---- locks that other threads hold at that moment ---- */

static void *
run_loops(void *data)
{
    for (;;)
        AW_IGNORE(aw_run(give, AW_NONE, .no_signals = true));
    return NULL;
}

static void
fork_often(void *data)
{
    pthread_t thread;

    for (int i = 0; i < 2; i++)
        pthread_create(&thread, NULL, run_loops, NULL);
    for (int i = 0; i < 300; i++) {
        int status;
        pid_t child = fork_with_alarm();
        if (!child)
            _exit(aw_exit_status(aw_run(give, AW_NONE)));
        waitpid(child, &status, 0);
        if (status)
            _exit(1);
    }
    _exit(0);
}

static void
a_child_waits_for_no_lock_of_another_thread(void **state)
{
    if (!freelist_pools)
        skip(); /* the sanitizers' memory has locks that they leave to the child */
    assert_int_equal(in_child(fork_often, NULL), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_child_may_not_come_back_from_a_job),
        cmocka_unit_test(a_child_has_not_its_parents_pool_and_loop),
        cmocka_unit_test(a_child_waits_for_no_lock_of_another_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
