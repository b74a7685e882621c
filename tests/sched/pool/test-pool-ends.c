/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-pool-ends.c - how thread pools end: shut down, or with their run, and which jobs that waits
 * for [EX7 SD4]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/jobs.h"
#include "tests/support/journal.h"

/* [EX7] */
static AwValue
shut_down(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);
    AwFuture *running = aw_run_in_executor(pool, work, 5);
    AwFuture *queued = aw_run_in_executor(pool, work, 3);

    AW_TRY(aw_sleep(AW_MS));
    aw_pool_shutdown(pool, true);
    note("at once: %d", aw_done(queued));
    note("%s", word(aw_await(aw_run_in_executor(pool, work, 1))));
    note("%s", word(aw_await(queued)));
    note("%s", word(aw_await(running)));
    return none;
}

static AwValue
shut_down_gently(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);
    AwFuture *running = aw_run_in_executor(pool, work, 5);
    AwFuture *queued = aw_run_in_executor(pool, work, 3);

    aw_pool_shutdown(pool, false);
    note("%s", word(aw_await(aw_gather(AW_FUTURES(running, queued)))));
    return none;
}

static void
a_pool_that_is_shut_down_takes_no_more_jobs(void **state)
{
    play(shut_down);
    assert_journal("job 5 begins\n1 at once: 0\n1 runtime error:the pool is shut down\n"
                   "1 cancelled:\njob 5 ends\n5 25\n");
    play(shut_down_gently);
    assert_journal("job 5 begins\njob 5 ends\njob 3 begins\njob 3 ends\n8 [25, 9]\n");
}

static AwValue
shut_down_and_end(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);

    aw_run_in_executor(pool, work, 5);
    aw_run_in_executor(pool, work, 3);
    aw_pool_shutdown(pool, true);
    return none;
}

static void
jobs_that_were_dropped_do_not_hold_the_end_of_a_run(void **state)
{
    assert_false(aw_failed(play(shut_down_and_end)));
    assert_false(aw_failed(play_real(shut_down_and_end)));
}

/* [SD4] The end of a run waits for what runs and what is queued. */
static AwValue
leave_jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);

    aw_run_in_executor(pool, work, 2);
    aw_run_in_executor(pool, work, 1);
    return none;
}

static void
a_run_ends_after_its_jobs(void **state)
{
    play(leave_jobs);
    assert_journal("job 2 begins\njob 2 ends\njob 1 begins\njob 1 ends\n");
    play_real(leave_jobs);
    assert_journal("job 2 begins\njob 2 ends\njob 1 begins\njob 1 ends\n");
}

/* A pool that outlives its run, in the value that the run returned. */
static AwValue
return_pool(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);

    AW_TRY(aw_await(aw_run_in_executor(pool, work, 1)));
    return aw_v(pool);
}

static void
a_pool_may_outlive_its_run(void **state)
{
    AW_SCOPE();
    AwValue pool = play_real(return_pool);

    assert_int_equal(pool.kind, AW_K_OBJECT);
    assert_string_equal(aw_to_text(aw_repr(pool)), "<pool>");
}

static AwJob *kept_job;

static AwValue
give_text_late(AwValue none)
{
    aw_work(20 * AW_MS);
    return aw_text("r");
}

static AwValue
keep_job(AwValue none)
{
    kept_job = aw_ref(aw_submit_threadsafe(aw_thread_pool(1), give_text_late, 0));
    return none;
}

/* [EX8 CF3] The run does not wait for it, but whoever holds the job does. */
static void
read_after_the_run(AwClockKind clock)
{
    AW_SCOPE();

    AW_IGNORE(aw_run(keep_job, 0, .clock = clock, .pool_timeout = 1));
    assert_string_equal(word(aw_job_result_threadsafe(kept_job, AW_NEVER)), "'r'");
    assert_int_equal(aw_job_state_threadsafe(kept_job), AW_JOB_FINISHED);
    aw_unref(kept_job);
}

static void
a_job_that_outlives_its_loop_keeps_its_result(void **state)
{
    read_after_the_run(AW_CLOCK_REAL);
    read_after_the_run(AW_CLOCK_VIRTUAL);
}

/* ---- jobs that hang ---- */

static AwValue
hang(AwValue none)
{
    aw_work(3600 * AW_SECOND);
    return AW_NONE;
}

static AwValue
leave_hanging(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);

    aw_run_in_executor(pool, hang, 0);
    aw_run_in_executor(pool, hang, 0);
    return none;
}

static AwValue
leave_hanging_with_limit(AwValue none)
{
    AwPool *pool = aw_thread_pool(1), *quick = aw_thread_pool(1);

    aw_run_in_executor(pool, hang, 0);
    aw_run_in_executor(quick, work, 5);
    aw_pool_shutdown(pool, false, .kill_after = AW_SECOND);
    return none;
}

static size_t
count_in_journal(const char *words)
{
    size_t n = 0;

    for (const char *at = journal(); (at = strstr(at, words)); at++)
        n++;
    return n;
}

/* [SD4] It is said once, after a moment, and what became of them at the end. */
static void
a_run_says_which_job_it_waits_for(void **state)
{
    const char *waits = "report: the run has waited for 2 s for a job in a thread: hang() at ";
    const char *left =
        "report: jobs of a thread pool still run after 5 min, and are left alone: hang() at ";

    play(leave_hanging);
    assert_int_equal(count_in_journal(waits), 1);
    assert_non_null(strstr(strstr(journal(), waits), "test-pool-ends.c:"));
    assert_int_equal(count_in_journal(left), 1);
    assert_int_equal(count_in_journal(", and 1 more\n"), 2);
}

/* A thread cannot be killed; the job of the other pool is waited for. */
static void
the_end_of_a_run_waits_no_longer_than_the_pool_allows(void **state)
{
    play(leave_hanging_with_limit);
    assert_int_equal(count_in_journal("report: the run has"), 0);
    assert_int_equal(count_in_journal("job 5 ends"), 1);
    assert_int_equal(count_in_journal("report: jobs of a thread pool still run after 1 s"), 1);
}

/* ---- the loop's own pool ---- */

static AwValue
shut_down_in_vain(AwValue none)
{
    aw_run_in_executor((AwPool *) NULL, hang, 0);
    AW_TRY(aw_sleep(AW_MS));
    return aw_shutdown_default_executor(50 * AW_MS);
}

static void
who_was_left_alone_is_not_waited_for(void **state)
{
    play(shut_down_in_vain);
    assert_int_equal(count_in_journal("report: the run has"), 0);
    assert_int_equal(count_in_journal("report: "), 1);
    assert_int_equal(count_in_journal("report: jobs of a thread pool still run after 50 ms, and "
                                      "are left alone: hang() at "),
                     1);
}

static AwValue
sleep_for_ever(AwValue none)
{
    for (;;)
        pause();
    return none;
}

static AwValue
shut_down_sleeper(AwValue none)
{
    aw_run_in_executor((AwPool *) NULL, sleep_for_ever, 0);
    AW_TRY(aw_sleep(AW_MS));
    return aw_shutdown_default_executor(50 * AW_MS);
}

static void
run_with_a_sleeper(void *none)
{
    alarm(60); /* without which it would end after 5 minutes */
    AW_IGNORE(aw_run(shut_down_sleeper, AW_NONE));
}

static void
a_program_ends_that_leaves_a_thread_alone(void **state)
{
    assert_int_equal(in_child(run_with_a_sleeper, NULL), 0);
    assert_non_null(strstr(child_said(), "are left alone: sleep_for_ever() at "));
    assert_ptr_equal(strchr(child_said(), '\n'), strrchr(child_said(), '\n'));
}

static AwValue
finish_in_time(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);
    AwFuture *job = aw_run_in_executor(pool, work, 5);

    aw_pool_shutdown(pool, false, .kill_after = AW_SECOND);
    note("%s", word(aw_await(job)));
    return none;
}

static void
a_job_that_ends_in_time_is_as_any_other(void **state)
{
    play(finish_in_time);
    assert_journal("job 5 begins\njob 5 ends\n5 25\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pool_that_is_shut_down_takes_no_more_jobs),
        cmocka_unit_test(jobs_that_were_dropped_do_not_hold_the_end_of_a_run),
        cmocka_unit_test(a_run_ends_after_its_jobs),
        cmocka_unit_test(a_pool_may_outlive_its_run),
        cmocka_unit_test(a_job_that_outlives_its_loop_keeps_its_result),
        cmocka_unit_test(a_run_says_which_job_it_waits_for),
        cmocka_unit_test(the_end_of_a_run_waits_no_longer_than_the_pool_allows),
        cmocka_unit_test(who_was_left_alone_is_not_waited_for),
        cmocka_unit_test(a_program_ends_that_leaves_a_thread_alone),
        cmocka_unit_test(a_job_that_ends_in_time_is_as_any_other),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
