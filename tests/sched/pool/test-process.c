/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-process.c - pools whose workers are processes [EX10]. They use the real clock, the only one
 * that processes have. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/value/wire-value.h"
#include "tests/support/journal.h"

static AwValue
run_processes(AwFn fn)
{
    journal_clear();
    return aw_run_from(fn, AW_NONE, &(AwRunOptions){.processes = true, .no_signals = true},
                       AW_SITE("main"));
}

/* ---- jobs ---- */

static AwValue
echo(AwValue v)
{
    return v;
}

static AwValue
process_id(AwValue none)
{
    return aw_int(getpid());
}

static AwValue
work(AwValue ms)
{
    aw_work(aw_to_int(ms) * AW_MS);
    return ms;
}

static AwValue
fail_with(AwValue text)
{
    return aw_error(AW_VALUE, "bad %s", aw_to_text(text));
}

/* A run of its own. */
static AwValue
late(AwValue none)
{
    AwTimeout *timeout = aw_timeout(AW_MS);

    AW_WITH (timeout)
        AW_CHECK(timeout, aw_sleep(AW_SECOND));
    return aw_outcome(timeout);
}

static AwValue
sleep_too_long(AwValue none)
{
    return aw_run(late, none, .clock = AW_CLOCK_VIRTUAL);
}

static AwValue
read_no_file(AwValue none)
{
    return aw_readable(-1);
}

static AwValue
read_nothing(AwValue none)
{
    return aw_run(read_no_file, none);
}

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
make_pointer(AwValue none)
{
    return aw_list(1, (void *) &errno);
}

static int64_t counter;

static AwValue
count(AwValue none)
{
    return aw_int(++counter);
}

/* Jobs wait at the gate, and each opening lets one more go on. The gate has a name, since workers
 * have none of this process's descriptors. */
static char gate_folder[32], gate_path[48];
static int gate;

static AwValue
wait_at_gate(AwValue v)
{
    int fd = open(gate_path, O_RDONLY | O_CLOEXEC);
    char byte;
    bool passed = read(fd, &byte, 1) == 1;

    close(fd);
    return passed ? v : aw_error(AW_OS, "there is no gate");
}

static AwValue
process_id_at_gate(AwValue none)
{
    AW_TRY(wait_at_gate(none));
    return aw_int(getpid());
}

static int
make_gate(void **state)
{
    strcpy(gate_folder, "/tmp/aw-gate-XXXXXX");
    if (!mkdtemp(gate_folder))
        return -1;
    snprintf(gate_path, sizeof gate_path, "%s/gate", gate_folder);
    if (mkfifo(gate_path, 0600))
        return -1;
    int fd = open(gate_path, O_RDWR | O_CLOEXEC);
    gate = fcntl(fd, F_DUPFD_CLOEXEC, 100); /* a number that nobody else has */
    close(fd);
    return gate < 0;
}

static int
remove_gate(void **state)
{
    close(gate);
    unlink(gate_path);
    return rmdir(gate_folder);
}

static void
open_gate(int times)
{
    for (int i = 0; i < times; i++)
        if (write(gate, "x", 1) != 1)
            note("the gate does not open");
}

/* ---- values ---- */

static AwValue
send_values(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    const AwValue sent[] = {
        AW_NONE,
        aw_bool(true),
        aw_bool(false),
        aw_int(INT64_MIN),
        aw_real(-0.5),
        aw_text("%s", ""),
        aw_text("%s", "two words"),
        aw_bytes("a\0b", 3),
        aw_bytes("", 0),
        aw_list(1, aw_list("two", 3.0), aw_error(AW_ERROR, "in a list")),
        aw_list_of(NULL, 0),
    };

    for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
        note("%s", word(aw_await(aw_run_in_executor(pool, echo, sent[i]))));
    return none;
}

static void
values_go_there_and_back(void **state)
{
    assert_false(aw_failed(run_processes(send_values)));
    assert_journal("None\nTrue\nFalse\n-9223372036854775808\n-0.5\n''\n'two words'\n"
                   "b'a\\x00b'\nb''\n[1, ['two', 3.0], <error: in a list>]\n[]\n");
}

static AwValue
first_item(AwValue list)
{
    return aw_at(list, 0);
}

/* The error of a group whose task failed with the error in `list`. */
static AwValue
group_error(AwValue list)
{
    AwGroup *group = aw_group();

    AW_WITH (group) {
        aw_group_spawn(group, first_item, list);
    }
    return aw_outcome(group);
}

static AwValue
send_deep_error(AwValue none)
{
    AwValue error = aw_error(AW_ERROR, "the first");

    for (int i = 0; i < 300; i++)
        error = group_error(aw_list(error));
    error = aw_await(aw_run_in_executor(aw_process_pool(1), first_item, aw_list(error)));
    while (aw_len(aw_suberrors(error)))
        error = aw_at(aw_suberrors(error), 0);
    note("%s", word(error));
    return none;
}

static void
an_error_deeper_than_can_be_sent_is_cut(void **state)
{
    assert_false(aw_failed(run_processes(send_deep_error)));
    assert_journal("group failed:1 of the group's tasks failed\n");
}

enum { BIG = 10 * 1000 * 1000 };

static AwValue
send_big(AwValue none)
{
    AwPool *pool = aw_process_pool(2);
    static char data[BIG];
    size_t size = 0;

    for (int i = 0; i < BIG; i++)
        data[i] = (char) (i / 7);
    AwFuture *two[] = {aw_run_in_executor(pool, echo, aw_bytes(data, BIG)),
                       aw_run_in_executor(pool, echo, aw_list(1, aw_bytes(data, BIG)))};
    AwValue list = AW_TRY(aw_await(aw_gather(two, 2)));
    const void *first = aw_to_bytes(aw_at(list, 0), &size);
    const void *second = aw_to_bytes(aw_at(aw_at(list, 1), 1), &size);
    return aw_bool(size == BIG && !memcmp(first, data, BIG) && !memcmp(second, data, BIG));
}

static void
a_value_may_be_big(void **state)
{
    assert_true(aw_to_bool(run_processes(send_big)));
}

static AwValue
send_errors(AwValue none)
{
    AwPool *pool = aw_process_pool(1);
    AwValue v = aw_await(aw_run_in_executor(pool, fail_with, "luck"));

    note("%s in %s()", word(v), aw_where(v).function);
    v = aw_await(aw_run_in_executor(pool, sleep_too_long, none));
    note("%s because %s", aw_code_name(aw_code(v)), aw_code_name(aw_code(aw_cause(v))));
    v = aw_await(aw_run_in_executor(pool, read_nothing, none));
    note("%d", aw_errno(v) == EBADF);
    return none;
}

static void
errors_come_back_with_their_place_and_cause(void **state)
{
    assert_false(aw_failed(run_processes(send_errors)));
    assert_journal("value error:bad luck in fail_with()\ntimeout because cancelled\n1\n");
}

static AwValue
send_foreign(AwValue none)
{
    AwPool *pool = aw_process_pool(1);

    note("%s", word(aw_await(aw_run_in_executor(pool, echo, aw_list(1, aw_future())))));
    note("%s", word(aw_await(aw_run_in_executor(pool, echo, (void *) pool))));
    note("%s", word(aw_await(aw_run_in_executor(pool, make_pointer, none))));
    AwJob *job = aw_submit_threadsafe(pool, echo, (void *) pool);
    note("%s", aw_code_name(aw_code(aw_job_result_threadsafe(job, AW_NEVER))));
    note("%s", word(aw_await(aw_run_in_executor(pool, echo, "goes on"))));
    return none;
}

static void
no_object_and_no_pointer_crosses(void **state)
{
    assert_false(aw_failed(run_processes(send_foreign)));
    assert_journal(
        "type error:the argument of a job in a process may hold no object and no pointer\n"
        "type error:the argument of a job in a process may hold no object and no pointer\n"
        "type error:the result of a job in a process may hold no object and no pointer\n"
        "type error\n'goes on'\n");
}

/* Every byte of a message may be wrong. */
static void
bytes_that_are_no_value_are_an_error(void **state)
{
    AW_SCOPE();
    AwValue v = aw_list("text", aw_bytes("bytes", 5), aw_list(1, 2.0), aw_error(AW_ERROR, "why"));
    size_t size = wire_put(NULL, v);
    char *good = malloc(size), *bad = malloc(size);

    wire_put(good, v);
    assert_int_equal(aw_len(wire_get(good, size)), 4);
    for (size_t i = 0; i < size; i++) {
        AW_SCOPE();
        assert_int_equal(aw_code(wire_get(good, i)), AW_RUNTIME);
        for (int bit = 0; bit < 8; bit++) {
            AW_SCOPE();
            memcpy(bad, good, size);
            bad[i] ^= (char) (1 << bit);
            aw_repr(wire_get(bad, size));
        }
    }
    free(good);
    free(bad);
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

/* ---- death ---- */

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

static int64_t last_worker;

static AwValue
remember_worker(AwValue none)
{
    AwPool *pool = aw_process_pool(1);

    last_worker = aw_to_int(AW_TRY(aw_await(aw_run_in_executor(pool, process_id, none))));
    return none;
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

/* in_child() returns when no process is left that could write to its standard error. */
static void
run_child_program(void *fn)
{
    AW_IGNORE(run_processes((AwFn) fn));
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
    aw_process_pool(0);
    return none;
}

static void
misuse_ends_with_a_sentence(void **state)
{
    assert_dies(run_child_program, (void *) no_workers,
                "a pool has 1 to 256 worker processes, not 0");
}

#define TEST_AT_GATE(name) cmocka_unit_test_setup_teardown(name, make_gate, remove_gate)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_go_there_and_back),
        cmocka_unit_test(an_error_deeper_than_can_be_sent_is_cut),
        cmocka_unit_test(a_value_may_be_big),
        cmocka_unit_test(errors_come_back_with_their_place_and_cause),
        cmocka_unit_test(no_object_and_no_pointer_crosses),
        cmocka_unit_test(bytes_that_are_no_value_are_an_error),
        cmocka_unit_test(a_worker_does_its_jobs_in_order_with_memory_of_its_own),
        TEST_AT_GATE(a_worker_has_no_descriptors_of_its_program),
        TEST_AT_GATE(as_many_jobs_run_as_there_are_workers),
        cmocka_unit_test(a_thousand_jobs_give_their_results_in_order),
        TEST_AT_GATE(a_result_takes_two_turns),
        TEST_AT_GATE(cancelling_drops_a_job_that_waits_and_the_result_of_one_that_runs),
        TEST_AT_GATE(a_pool_that_is_shut_down_takes_no_more_jobs),
        TEST_AT_GATE(jobs_that_run_on_after_a_shutdown_are_killed),
        TEST_AT_GATE(jobs_at_the_end_of_a_run_are_killed_and_said_to_be),
        TEST_AT_GATE(a_job_may_be_waited_for_with_the_loop_at_rest),
        cmocka_unit_test(other_threads_may_submit),
        TEST_AT_GATE(a_worker_that_dies_breaks_its_pool),
        cmocka_unit_test(so_does_an_idle_one_but_only_its_own),
        TEST_AT_GATE(without_their_server_all_pools_are_broken),
        cmocka_unit_test(nobody_is_left_after_a_run),
        cmocka_unit_test(a_pool_that_is_dropped_ends_its_workers),
        TEST_AT_GATE(a_job_that_outlives_the_run_is_killed),
        TEST_AT_GATE(workers_die_with_their_program),
        TEST_AT_GATE(an_interrupt_is_for_the_program),
        cmocka_unit_test(a_job_prints_where_its_program_does),
        TEST_AT_GATE(a_process_is_named_in_the_recording),
        cmocka_unit_test(where_none_can_be_every_job_says_why),
        cmocka_unit_test(misuse_ends_with_a_sentence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
