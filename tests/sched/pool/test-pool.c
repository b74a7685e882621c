/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-pool.c - thread pools on both clocks [EX]. */
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "tests/support/jobs.h"
#include "tests/support/journal.h"
#include "tests/support/patience.h"

/* [EX1 EX6] Two workers, three jobs.
 *
 *          worker 1   worker 2
 *   0 ms   5          3
 *   3 ms   -          4
 *   5 ms   ends
 *   7 ms              ends
 */
static AwValue
three_jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);
    AwFuture *jobs[] = {aw_run_in_executor(pool, work, 5), aw_run_in_executor(pool, work, 3),
                        aw_run_in_executor(pool, work, 4)};

    note("queued");
    AwValue list = AW_TRY(aw_await(aw_gather(jobs, 3)));
    note("%s", word(list));
    return none;
}

static void
jobs_run_in_order_on_as_many_workers_as_there_are(void **state)
{
    play(three_jobs);
    assert_journal("0 queued\njob 5 begins\njob 3 begins\njob 3 ends\njob 4 begins\njob 5 ends\n"
                   "job 4 ends\n7 [25, 9, 16]\n");
}

static AwValue
hold_for_no_time(AwValue none)
{
    AwFuture *job = aw_run_in_executor(aw_thread_pool(1), work, 0);

    note("queued");
    aw_busy(0);
    note("held");
    AW_TRY(aw_await(job));
    return none;
}

/* What others do at this very time still happens, as it does when the loop is held for longer. */
static void
holding_the_loop_for_no_time_lets_jobs_run(void **state)
{
    play(hold_for_no_time);
    assert_journal("0 queued\njob 0 begins\njob 0 ends\n0 held\n");
}

/* [EX2] Two turns from the worker to the awaiter. */
static uint64_t turn_of_callback;

static void
note_turn(AwFuture *future, void *data)
{
    turn_of_callback = turn();
}

static AwValue
count_turns(AwValue none)
{
    AwFuture *job = aw_run_in_executor((AwPool *) NULL, work, 1);
    uint64_t before;

    AW_TRY(aw_sleep(0));
    aw_add_done_callback(job, note_turn, NULL);
    before = turn();
    AW_TRY(aw_await(job));
    note("%d turns", (int) (turn() - before));
    return none;
}

static void
a_result_takes_two_turns(void **state)
{
    play(count_turns);
    assert_journal("job 1 begins\njob 1 ends\n1 2 turns\n");
}

/* [EX3] */
static AwValue
break_down(AwValue none)
{
    return aw_error(AW_ERROR, "broken");
}

static AwValue
await_broken(AwValue none)
{
    note("%s", word(aw_await(aw_run_in_executor((AwPool *) NULL, break_down, none))));
    return none;
}

static void
an_error_comes_back(void **state)
{
    play(await_broken);
    assert_journal("0 error:broken\n");
}

/* [EX4 EX5 F12] A job that waits is dropped. One that runs is not, but its result is. */
static AwValue
cancel_jobs(AwValue none)
{
    AwPool *pool = aw_thread_pool(1);
    AwFuture *running = aw_run_in_executor(pool, work, 5);
    AwFuture *queued = aw_run_in_executor(pool, work, 3);
    AwFuture *last = aw_run_in_executor(pool, work, 2);

    AW_TRY(aw_sleep(AW_MS));
    note("%d", aw_cancel(running, "m"));
    note("%d", aw_cancel(queued));
    note("done at once: %d", aw_done(running) && aw_done(queued));
    note("%s", word(aw_await(running)));
    note("%s", word(aw_await(last)));
    return none;
}

static void
cancelling_drops_a_job_that_waits_and_the_result_of_one_that_runs(void **state)
{
    play(cancel_jobs);
    assert_journal("job 5 begins\n1 1\n1 1\n1 done at once: 1\n1 cancelled:m\njob 5 ends\n"
                   "job 2 begins\njob 2 ends\n7 4\n");
}

/* Objects belong to the loop's thread. */
static AwValue
pass_object(AwValue none)
{
    AwFuture *f = aw_future();

    note("%s", word(aw_await(aw_run_in_executor((AwPool *) NULL, work, aw_list(1, f)))));
    return none;
}

static void
a_job_takes_no_objects(void **state)
{
    play(pass_object);
    assert_journal("0 type error:a job's argument may hold no object\n");
}

/* Values go to the worker and back. */
static AwValue
join_texts(AwValue list)
{
    return aw_list(aw_text("%s+%s", aw_to_text(aw_at(list, 0)), aw_to_text(aw_at(list, 1))));
}

static AwValue
pass_texts(AwValue none)
{
    AwFuture *jobs[20];

    for (int i = 0; i < 20; i++) {
        AW_SCOPE();
        jobs[i] =
            aw_ref(aw_run_in_executor((AwPool *) NULL, join_texts, aw_list(aw_text("%d", i), "x")));
    }
    AwValue list = AW_TRY(aw_await(aw_gather(jobs, 20)));
    note("%s", word(aw_at(list, 19)));
    for (int i = 0; i < 20; i++)
        aw_unref(jobs[i]);
    return none;
}

static void
values_go_to_the_worker_and_back(void **state)
{
    play_real(pass_texts);
    assert_journal("['19+x']\n");
    play(pass_texts);
    assert_journal("0 ['19+x']\n");
}

/* On the real clock a pool grows if its idle worker has a job coming already: two jobs meet. */
static sem_t met[2];

static AwValue
meet(AwValue i)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    sem_post(&met[aw_to_int(i)]);
    return aw_bool(sem_timedwait(&met[1 - aw_to_int(i)], &until) == 0);
}

static AwValue
meet_twice(AwValue none)
{
    AwPool *pool = aw_thread_pool(3);

    AW_TRY(aw_await(aw_run_in_executor(pool, join_texts, aw_list("a", "b"))));
    AW_TRY(aw_sleep(20 * AW_MS)); /* until its worker is idle */
    AwFuture *jobs[] = {aw_run_in_executor(pool, meet, 0), aw_run_in_executor(pool, meet, 1)};
    note("%s", word(aw_await(aw_gather(jobs, 2))));
    return none;
}

static void
a_pool_grows_while_jobs_wait(void **state)
{
    sem_init(&met[0], 0, 0);
    sem_init(&met[1], 0, 0);
    play_real(meet_twice);
    assert_journal("[True, True]\n");
}

/* On the real clock: many jobs at once, some of them cancelled. */
static AwValue
churn(AwValue none)
{
    AwPool *pool = aw_thread_pool(4);

    for (int i = 0; i < 500; i++) {
        AW_SCOPE();
        AwFuture *job = aw_run_in_executor(pool, join_texts, aw_list(aw_text("%d", i), "y"));
        if (i % 3 == 0)
            aw_cancel(job);
        if (i % 7 == 0)
            AW_TRY(aw_await(job).kind == AW_K_ERROR ? AW_NONE : aw_sleep(0));
    }
    aw_pool_shutdown(pool, true);
    return none;
}

static void
jobs_may_be_cancelled_at_any_time(void **state)
{
    assert_false(aw_failed(play_real(churn)));
    assert_false(aw_failed(play(churn)));
}

static void
make_pool_of(void *n)
{
    AW_IGNORE(play(n));
}

static AwValue
no_workers(AwValue none)
{
    (void) !aw_thread_pool(0);
    return none;
}

static AwValue
work_in_a_task(AwValue none)
{
    aw_work(1);
    return none;
}

static AwValue
sleep_in_a_job(AwValue none)
{
    return aw_sleep(AW_MS);
}

static AwValue
have_a_job_sleep(AwValue none)
{
    return aw_await(aw_run_in_executor(NULL, sleep_in_a_job, none));
}

static void
a_job_that_calls_what_is_for_tasks_is_named(void **state)
{
    assert_dies(make_pool_of, (void *) have_a_job_sleep,
                "aw: aw_sleep() was called in a thread where no loop runs (at " AW_FILE ":");
    assert_non_null(
        strstr(child_said(), "aw: in a job, which runs sleep_in_a_job and was made at "));
}

static void
misuse_ends_with_a_sentence(void **state)
{
    assert_dies(make_pool_of, (void *) no_workers, "a pool has 1 to 1024 workers, not 0");
    assert_dies(make_pool_of, (void *) work_in_a_task, "aw_work() is for jobs");
}

/* ---- one job for each item ---- */

static AwValue
work_for(AwValue n)
{
    aw_work(aw_to_int(n) * AW_MS);
    return aw_to_int(n) == 7 ? aw_error(AW_VALUE, "seven") : aw_int(10 * aw_to_int(n));
}

/* Two workers. The item that fails first is not the first in order. */
static AwValue
map_lists(AwValue none)
{
    AwPool *pool = aw_thread_pool(2);

    note("%s", aw_to_text(aw_repr(AW_TRY(aw_executor_map(pool, work_for, aw_list(3, 1, 2))))));
    note("%s", aw_to_text(aw_repr(AW_TRY(aw_executor_map(NULL, work_for, aw_list_of(NULL, 0))))));
    note("%s", word(aw_executor_map(pool, work_for, aw_list(9, 7, 5))));
    note("%s", word(aw_executor_map(pool, work_for, aw_list(3, 5, 9), .timeout = 6 * AW_MS)));
    note("%s", word(aw_executor_map(pool, work_for, aw_int(3))));
    return none;
}

static void
a_map_gives_values_in_order_or_the_first_error(void **state)
{
    play(map_lists);
    assert_journal("3 [30, 10, 20]\n3 []\n12 value error:seven\n"
                   "18 timeout:the timeout is over\n"
                   "18 type error:aw_executor_map() takes a list of arguments\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_map_gives_values_in_order_or_the_first_error),
        cmocka_unit_test(jobs_run_in_order_on_as_many_workers_as_there_are),
        cmocka_unit_test(holding_the_loop_for_no_time_lets_jobs_run),
        cmocka_unit_test(a_result_takes_two_turns),
        cmocka_unit_test(an_error_comes_back),
        cmocka_unit_test(cancelling_drops_a_job_that_waits_and_the_result_of_one_that_runs),
        cmocka_unit_test(a_job_takes_no_objects),
        cmocka_unit_test(values_go_to_the_worker_and_back),
        cmocka_unit_test(a_pool_grows_while_jobs_wait),
        cmocka_unit_test(jobs_may_be_cancelled_at_any_time),
        cmocka_unit_test(misuse_ends_with_a_sentence),
        cmocka_unit_test(a_job_that_calls_what_is_for_tasks_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
