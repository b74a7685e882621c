/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-ends.c - recordings begin and end, in every way that a run can. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/base/sanitizer.h"
#include "sched/record/drain.h"
#include "tests/support/recorded.h"

/* ---- starting and stopping ---- */

static void
one_recording_at_a_time(void **state)
{
    start("run.awt", NULL, NULL);
    assert_int_equal(aw_code(aw_record_start(&(AwRecordOptions){.path = "again.awt"})), AW_RUNTIME);
    aw_mark("in the first");
    assert_stops_well();
    aw_mark("in none");
    assert_stops_well();
    start("again.awt", NULL, NULL);
    assert_stops_well();
    read_back("run.awt");
    assert_int_equal(got.n_marks, 1);
    read_back("again.awt");
    assert_int_equal(got.n_events, 0);
}

static void
a_forked_child_leaves_the_recording_alone(void **state)
{
    if (WITH_TSAN)
        skip(); /* it cannot have threads in the child of a process with threads */
    start("run.awt", NULL, NULL);
    aw_mark("before");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        aw_mark("of the child");
        AwValue v = aw_record_start(&(AwRecordOptions){.path = "again.awt"});
        aw_mark("of its own");
        exit(aw_failed(v) || aw_failed(aw_record_stop()));
    }
    int status;
    waitpid(child, &status, 0);
    assert_int_equal(status, 0);
    assert_stops_well();
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 1);
    assert_int_equal(read_back("again.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, 1);
}

static void
what_cannot_be_written_is_an_error_that_names_it(void **state)
{
    AwValue v = aw_record_start(&(AwRecordOptions){.path = "no/such/folder.awt"});

    assert_int_equal(aw_errno(v), ENOENT);
    assert_string_equal(aw_message(v), "no/such/folder.awt: No such file or directory");
    v = aw_record_start(&(AwRecordOptions){.path = "/dev/full"});
    assert_int_equal(aw_code(v), AW_OS);
    assert_int_equal(aw_errno(v), ENOSPC);
}

/* The disk fills up later. */
static void
fill_the_disk(void *data)
{
    const struct rlimit limit = {8192, 8192};

    setrlimit(RLIMIT_FSIZE, &limit);
    AwValue v = aw_record_start(&(AwRecordOptions){.path = "run.awt"});
    for (int i = 0; i < 10000 && !aw_failed(v); i++)
        aw_mark("mark number %d of very many", i);
    v = aw_record_stop();
    fprintf(stderr, "%s", aw_failed(v) ? aw_message(v) : "no error");
}

static void
a_disk_that_fills_up_is_an_error_and_leaves_what_fits(void **state)
{
    assert_int_equal(in_child(fill_the_disk, NULL), 0);
    assert_non_null(strstr(child_said(), "\nrun.awt: File too large"));
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
}

static void
write_to_closed_pipe(void *data)
{
    int fds[2];

    if (pipe(fds))
        _exit(99);
    AwValue v = aw_record_start(&(AwRecordOptions){.fd = fds[1]});
    close(fds[0]);
    for (int i = 0; i < 10; i++)
        aw_mark("mark");
    fprintf(stderr, "%d,", aw_failed(v));
    fprintf(stderr, "%d,", aw_errno(aw_record_stop()) == EPIPE);
    if (pipe(fds))
        _exit(99);
    close(fds[0]);
    fprintf(stderr, "%d", aw_errno(aw_record_start(&(AwRecordOptions){.fd = fds[1]})) == EPIPE);
}

static void
a_closed_pipe_is_an_error_not_a_signal(void **state)
{
    assert_int_equal(in_child(write_to_closed_pipe, NULL), 0);
    assert_string_equal(child_said(), "0,1,1");
}

static void
a_stream_is_written_while_things_happen(void **state)
{
    const TraceSink sink = {.event = recorded_sink.event};
    TraceReader *reader = trace_reader_new(&sink, NULL);
    char bytes[4096];
    int fds[2];

    memset(&got, 0, sizeof got);
    assert_int_equal(pipe(fds), 0);
    assert_false(aw_failed(aw_record_start(&(AwRecordOptions){.fd = fds[1]})));
    aw_mark("live");
    while (got.n_marks == 0) {
        ssize_t n = read(fds[0], bytes, sizeof bytes);
        assert_true(n > 0 && trace_reader_feed(reader, bytes, (size_t) n));
    }
    assert_stops_well();
    trace_reader_free(reader);
    close(fds[0]);
}

/* ---- ends that nobody planned ---- */

static AwValue
fail_at_last(AwValue none)
{
    return aw_error(AW_ERROR, "no luck");
}

static AwValue
wait_for_ever(AwValue none)
{
    return aw_await(aw_future());
}

/* The leak checker, which asks this, does not know the stack that exit() is called on. */
int __lsan_is_turned_off(void);
static int on_coroutine_stack;

int
__lsan_is_turned_off(void)
{
    return on_coroutine_stack;
}

static AwValue
exit_in_mid_run(AwValue none)
{
    on_coroutine_stack = 1;
    aw_print("before");
    exit(3);
}

static AwValue
interrupt_once(AwValue none)
{
    raise(SIGINT);
    return aw_sleep(AW_SECOND);
}

static AwValue
interrupt_twice(AwValue none)
{
    raise(SIGINT);
    raise(SIGINT);
    return none;
}

static AwValue
cancel_myself(AwValue none)
{
    aw_cancel(aw_current_task());
    return aw_sleep(AW_SECOND);
}

static void
the_end_says_how_the_run_ended(void **state)
{
    assert_recorded(fail_at_last, 1, TRACE_END_FAILED, 0, "no luck");
    assert_recorded(cancel_myself, 1, TRACE_END_FAILED, 0, "cancelled");
    assert_recorded(interrupt_once, 130, TRACE_END_INTERRUPTED, 0, "interrupted");
    assert_recorded(interrupt_twice, 130, TRACE_END_INTERRUPTED, SIGINT, "interrupted twice");
    assert_recorded(exit_in_mid_run, 3, TRACE_END_EXITED, 3, "exit() was called");
    assert_non_null(strstr(journal(), "OUTPUT before"));
    assert_int_equal(WEXITSTATUS(record(wait_for_ever)), 1);
    read_back("run.awt");
    assert_int_equal(got.end.kind, TRACE_END_DEADLOCK);
    assert_non_null(strstr(got.end_text, "test-record-ends.c:"));
}

static int crash_signal;

static AwValue
crash(AwValue none)
{
    aw_print("before");
    raise(crash_signal);
    return none;
}

static void
assert_crashed(int how, int number, const char *name)
{
    assert_true(WIFSIGNALED(how));
    assert_int_equal(WTERMSIG(how), number);
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.end.kind, TRACE_END_CRASHED);
    assert_int_equal(got.end.value, number);
    assert_memory_equal(got.end_text, name, strlen(name));
    assert_non_null(strstr(journal(), "OUTPUT before"));
}

/* The program still dies of its signal. */
static void
assert_crash(int number, const char *name)
{
    crash_signal = number;
    assert_crashed(record(crash), number, name);
}

static void
a_crash_is_the_end_of_a_whole_recording(void **state)
{
    assert_crash(SIGSEGV, "SIGSEGV");
    assert_crash(SIGBUS, "SIGBUS");
    assert_crash(SIGFPE, "SIGFPE");
    assert_crash(SIGILL, "SIGILL");
    assert_crash(SIGABRT, "SIGABRT");
}

/* ---- what it said before ---- */

static AwValue
misread_a_value(AwValue none)
{
    return aw_int(aw_to_int(aw_str("no number")));
}

static AwValue
fail_an_assertion(AwValue none)
{
    assert(aw_is(none, AW_K_INT));
    return none;
}

static void
assert_last_words(AwFn fn, const char *words)
{
    assert_true(WIFSIGNALED(record(fn)));
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    if (!strstr(got.end_text, words))
        fail_msg("the end is '%s', without '%s'", got.end_text, words);
}

static void
the_sentence_of_an_abort_is_in_the_recording(void **state)
{
    assert_last_words(misread_a_value, "SIGABRT: a whole number was expected, but this is text");
    assert_last_words(fail_an_assertion, "Assertion `aw_is(none, AW_K_INT)' failed.");
}

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
    aw_print("before");
    return aw_int(deeper(1));
}

/* Its handlers come after those that tell of overflows. */
static AwValue
record_and_overflow(AwValue none)
{
    AW_TRY(aw_record_start(&(AwRecordOptions){.path = "run.awt"}));
    return overflow(none);
}

static void
run_unrecorded(void *fn)
{
    if (!freopen("/dev/null", "w", stdout))
        _exit(99);
    AW_IGNORE(aw_run((AwFn) fn, AW_NONE));
}

static void
assert_overflow(int how)
{
    assert_crashed(how, SIGSEGV, "SIGSEGV");
#ifndef __SANITIZE_ADDRESS__ /* which has words of its own */
    assert_non_null(strstr(child_said(), "aw: task \"Task-"));
    assert_non_null(strstr(child_said(), "ran out of its 64 KiB stack"));
#endif
}

static void
an_overflow_is_told_and_recorded(void **state)
{
    assert_overflow(record(overflow));
#ifndef __SANITIZE_ADDRESS__
    assert_non_null(strstr(got.end_text, "SIGSEGV: task \"Task-"));
#endif
    unlink("run.awt");
    assert_overflow(in_child(run_unrecorded, (void *) record_and_overflow));
}

static AwValue
crash_while_draining(AwValue none)
{
    drain_lock(0);
    raise(SIGFPE);
    return none;
}

static void
a_crash_does_not_wait_for_ever_for_the_recorder(void **state)
{
    int how = record(crash_while_draining);

    assert_true(WIFSIGNALED(how));
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
}

/* The recorder's thread writes what is in the rings while the loop's thread is at something else.
 */
static AwValue
be_killed(AwValue none)
{
    aw_print("before");
    wait_until_written("before\n");
    raise(SIGKILL);
    return none;
}

static void
a_killed_program_leaves_a_recording_that_opens(void **state)
{
    clock_kind = AW_CLOCK_REAL;
    int how = record(be_killed);
    clock_kind = AW_CLOCK_VIRTUAL;

    assert_true(WIFSIGNALED(how));
    assert_int_equal(read_back("run.awt"), TRACE_CUT);
    assert_int_equal(got.end.kind, TRACE_END_NONE);
    assert_non_null(strstr(journal(), "OUTPUT before"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_recording_at_a_time),
        cmocka_unit_test(a_forked_child_leaves_the_recording_alone),
        cmocka_unit_test(what_cannot_be_written_is_an_error_that_names_it),
        cmocka_unit_test(a_disk_that_fills_up_is_an_error_and_leaves_what_fits),
        cmocka_unit_test(a_closed_pipe_is_an_error_not_a_signal),
        cmocka_unit_test(a_stream_is_written_while_things_happen),
        cmocka_unit_test(the_end_says_how_the_run_ended),
        cmocka_unit_test(a_crash_is_the_end_of_a_whole_recording),
        cmocka_unit_test(the_sentence_of_an_abort_is_in_the_recording),
        cmocka_unit_test(an_overflow_is_told_and_recorded),
        cmocka_unit_test(a_crash_does_not_wait_for_ever_for_the_recorder),
        cmocka_unit_test(a_killed_program_leaves_a_recording_that_opens),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
