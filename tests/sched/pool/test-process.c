/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-process.c - pools whose workers are processes [EX10]. They use the real clock, the only one
 * that processes have. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/journal.h"
#include "tests/support/processes.h"

static AwValue
work(AwValue ms)
{
    aw_work(aw_to_int(ms) * AW_MS);
    return ms;
}

static int64_t counter;

static AwValue
count(AwValue none)
{
    return aw_int(++counter);
}

static AwValue
process_id_at_gate(AwValue none)
{
    AW_TRY(wait_at_gate(none));
    return aw_int(getpid());
}

/* ---- workers ---- */

static AwValue
count_in_worker(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwFuture *jobs[] = {
        aw_run_in_executor(pool, count, none), aw_run_in_executor(pool, count, none),
        aw_run_in_executor(pool, count, none), aw_run_in_executor(pool, process_id, none)};

    counter = 100;
    AwValue list = AW_TRY(aw_await(aw_gather(jobs, 4)));
    for (size_t i = 0; i < 3; i++)
        note("%s", word(aw_at(list, i)));
    note("%d %d", (int) counter, aw_to_int(aw_at(list, 3)) == getpid());
    return none;
}

static void
a_worker_does_its_jobs_in_order_with_memory_of_its_own(void **state)
{
    counter = 7;
    assert_false(aw_failed(run_processes(count_in_worker)));
    assert_journal("8\n9\n10\n100 0\n");
}

static AwValue
has_descriptor(AwValue fd)
{
    return aw_bool(fcntl((int) aw_to_int(fd), F_GETFD) >= 0);
}

static AwValue
look_for_descriptors(AwValue none)
{
    AwPool *pool = aw_process_pool(1);

    note("%s", word(aw_await(aw_run_in_executor(pool, has_descriptor, STDERR_FILENO))));
    note("%s", word(aw_await(aw_run_in_executor(pool, has_descriptor, gate))));
    return none;
}

static void
a_worker_has_no_descriptors_of_its_program(void **state)
{
    assert_false(aw_failed(run_processes(look_for_descriptors)));
    assert_journal("True\nFalse\n");
}

/* Three wait at the gate at once, then the fourth takes the worker that is idle first. */
static AwValue
three_and_one(AwValue none)
{
    AwPool *pool = aw_process_pool(3);
    AwFuture *jobs[4];
    int n_equal = 0;

    for (int i = 0; i < 4; i++)
        jobs[i] = aw_run_in_executor(pool, process_id_at_gate, none);
    open_gate(4);
    AwValue list = AW_TRY(aw_await(aw_gather(jobs, 4)));
    for (size_t i = 0; i < 4; i++)
        for (size_t k = 0; k < i; k++)
            n_equal += aw_to_int(aw_at(list, i)) == aw_to_int(aw_at(list, k));
    note("%d", n_equal);
    return none;
}

static void
as_many_jobs_run_as_there_are_workers(void **state)
{
    assert_false(aw_failed(run_processes(three_and_one)));
    assert_journal("1\n");
}

static AwValue
a_thousand(AwValue none)
{
    AwPool *pool = aw_process_pool(3);
    AwFuture *jobs[1000];

    for (int i = 0; i < 1000; i++)
        jobs[i] = aw_run_in_executor(pool, echo, i);
    AwValue list = AW_TRY(aw_await(aw_gather(jobs, 1000)));
    for (int i = 0; i < 1000; i++)
        if (aw_to_int(aw_at(list, (size_t) i)) != i)
            return aw_error(AW_ERROR, "job %d", i);
    return none;
}

static void
a_thousand_jobs_give_their_results_in_order(void **state)
{
    assert_string_equal(word(run_processes(a_thousand)), "None");
}

/* [EX2] The same as with threads. */
static AwValue
count_turns(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwFuture *job = aw_run_in_executor(pool, wait_at_gate, none);

    AW_TRY(aw_sleep(0));
    uint64_t before = turn();
    open_gate(1);
    AW_TRY(aw_await(job));
    note("%d turns", (int) (turn() - before));
    return none;
}

static void
a_result_takes_two_turns(void **state)
{
    assert_false(aw_failed(run_processes(count_turns)));
    assert_journal("2 turns\n");
}

/* [EX4 EX5] */
static AwValue
cancel_jobs(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwFuture *running = aw_run_in_executor(pool, wait_at_gate, none);
    AwFuture *queued = aw_run_in_executor(pool, count, none);
    AwFuture *last = aw_run_in_executor(pool, count, none);

    note("%d %d", aw_cancel(running, "m"), aw_cancel(queued));
    note("%s", word(aw_await(running)));
    AW_TRY(aw_sleep(0)); /* a callback asks the job */
    open_gate(1);
    note("%s", word(aw_await(last)));
    return none;
}

static void
cancelling_drops_a_job_that_waits_and_the_result_of_one_that_runs(void **state)
{
    counter = 0;
    assert_false(aw_failed(run_processes(cancel_jobs)));
    assert_journal("1 1\ncancelled:m\n1\n");
}

/* [EX9 CF3] */
static AwValue
block(AwValue none)
{
    AwPool *pool = aw_process_pool(2);
    AwJob *slow = aw_submit_threadsafe(pool, wait_at_gate, 1);
    AwJob *quick = aw_submit_threadsafe(pool, work, 2);

    note("%s", word(aw_job_result_threadsafe(quick, AW_NEVER)));
    note("%s", word(aw_job_result_threadsafe(slow, AW_MS)));
    open_gate(1);
    note("%s", word(aw_job_result_threadsafe(slow, AW_NEVER)));
    note("%s", word(aw_await(aw_wrap_job(quick))));
    return none;
}

static void
a_job_may_be_waited_for_with_the_loop_at_rest(void **state)
{
    assert_false(aw_failed(run_processes(block)));
    assert_journal("2\ntimeout:the job is not done yet\n1\n2\n");
}

static AwPool *shared_pool;

static AwValue
submit_from_thread(AwValue none)
{
    AwJob *jobs[20];
    int64_t sum = 0;

    for (int i = 0; i < 20; i++)
        jobs[i] = aw_submit_threadsafe(shared_pool, echo, i);
    for (int i = 0; i < 20; i++)
        sum += aw_to_int(AW_TRY(aw_job_result_threadsafe(jobs[i], AW_NEVER)));
    return aw_int(sum);
}

static AwValue
let_thread_submit(AwValue none)
{
    shared_pool = aw_process_pool(2);
    note("%s", word(aw_await(aw_run_in_executor((AwPool *) NULL, submit_from_thread, none))));
    return none;
}

static void
other_threads_may_submit(void **state)
{
    assert_false(aw_failed(run_processes(let_thread_submit)));
    assert_journal("190\n");
}

/* ---- recording ---- */

/* The file is the program's: a worker, where a job may have a run of its own, leaves it alone. */
static AwValue
would_record(AwValue none)
{
    return aw_bool(getenv("AW_TRACE"));
}

static AwValue
record_jobs(AwValue none)
{
    AW_TRY(remember_worker(none));
    return aw_await(aw_run_in_executor(aw_process_pool(1), would_record, none));
}

static bool
is_in_file(const char *path, const char *words)
{
    static char data[1000000];
    FILE *file = fopen(path, "r");
    size_t size = file ? fread(data, 1, sizeof data, file) : 0;

    if (file)
        fclose(file);
    return memmem(data, size, words, strlen(words));
}

static void
a_process_is_named_in_the_recording(void **state)
{
    char path[80], name[40];

    snprintf(path, sizeof path, "%s/process.awt", gate_folder);
    setenv("AW_TRACE", path, 1);
    AwValue v = run_processes(record_jobs);
    unsetenv("AW_TRACE");
    assert_false(aw_to_bool(v));
    snprintf(name, sizeof name, "Process %d", (int) last_worker);
    assert_true(is_in_file(path, name));
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.path = path})));
    v = run_processes(remember_worker); /* while the recorder's thread runs already */
    assert_false(aw_failed(aw_record_stop()));
    assert_false(aw_failed(v));
    unlink(path);
}

/* ---- where there are no processes ---- */

static AwValue
try_job(AwValue none)
{
    note("%s", word(aw_await(aw_run_in_executor(aw_process_pool(1), echo, none))));
    return none;
}

static void *
wait_for_end(void *end)
{
    sem_wait(end);
    return NULL;
}

static void
where_none_can_be_every_job_says_why(void **state)
{
    pthread_t thread;
    sem_t end;

    play_real(try_job);
    assert_journal("runtime error:worker processes need aw_run(.processes = true)\n");
    play(try_job);
    assert_journal("0 runtime error:worker processes have no place on the virtual clock\n");
    sem_init(&end, 0, 0);
    pthread_create(&thread, NULL, wait_for_end, &end);
    run_processes(try_job);
    sem_post(&end);
    pthread_join(thread, NULL);
    assert_journal("runtime error:other threads ran when aw_run() began: no worker process can be "
                   "forked\n");
}

static AwValue
no_workers(AwValue none)
{
    (void) !aw_process_pool(0);
    return none;
}

static void
misuse_ends_with_a_sentence(void **state)
{
    assert_dies(run_child_program, (void *) no_workers,
                "a pool has 1 to 256 worker processes, not 0");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_does_its_jobs_in_order_with_memory_of_its_own),
        TEST_AT_GATE(a_worker_has_no_descriptors_of_its_program),
        TEST_AT_GATE(as_many_jobs_run_as_there_are_workers),
        cmocka_unit_test(a_thousand_jobs_give_their_results_in_order),
        TEST_AT_GATE(a_result_takes_two_turns),
        TEST_AT_GATE(cancelling_drops_a_job_that_waits_and_the_result_of_one_that_runs),
        TEST_AT_GATE(a_job_may_be_waited_for_with_the_loop_at_rest),
        cmocka_unit_test(other_threads_may_submit),
        TEST_AT_GATE(a_process_is_named_in_the_recording),
        cmocka_unit_test(where_none_can_be_every_job_says_why),
        cmocka_unit_test(misuse_ends_with_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
