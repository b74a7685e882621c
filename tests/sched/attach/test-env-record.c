/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-env-record.c - what AW_TRACE records when there is more than one loop, or one that aw_run()
 * did not make. */
#include <limits.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "sched/record/recorder.h"
#include "sched/trace/socket-path.h"
#include "tests/support/recorded.h"
#include "tests/support/two-loops.h"

/* The recording is whole. */
static void
record_well(void (*program)(void *data), void *data, const char *how)
{
    record_program(program, data, how);
    assert_string_equal(child_said(), "");
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
}

/* ---- a loop of the program's own ---- */

static AwFuture *made;

static void
spawn_mark(void *number)
{
    made = aw_ref(aw_spawn(leave_mark, *(int *) number));
}

static void
stop_soon(void *loop)
{
    aw_call_soon((AwCallback) aw_stop, loop);
}

/* Runs until it is stopped, then until a task is done. */
static void
run_for_ever_and_until_complete(void *data)
{
    AwLoop *loop = aw_loop_new();
    int number = 1;

    aw_call_soon_threadsafe(loop, spawn_mark, &number);
    aw_call_soon_threadsafe(loop, stop_soon, loop);
    AW_IGNORE(aw_run_forever(loop));
    AW_IGNORE(aw_run_until_complete(loop, made));
    aw_unref(made);
    AW_IGNORE(aw_loop_close(loop));
}

static void
a_loop_of_the_programs_own_is_recorded(void **state)
{
    static const char *const ways[] = {"run.awt", "ring:64K:run.awt"};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        record_well(run_for_ever_and_until_complete, NULL, ways[i]);
        assert_int_equal(got.n_marks, 1);
        assert_int_equal(got.end.kind, TRACE_END_DONE);
        assert_non_null(strstr(journal(), "RUN_BEGIN"));
        assert_non_null(strstr(journal(), "TASK_CREATED"));
        assert_non_null(strstr(journal(), "RUN_END"));
    }
}

static AwValue
give_up(AwValue none)
{
    return aw_error(AW_ERROR, "enough");
}

/* The last run fails, and so does the recording; its close is recorded, too. */
static void
run_several_times(void *data)
{
    AwRunner *runner = aw_runner();

    AW_IGNORE(aw_runner_run(runner, leave_mark, 1));
    AW_IGNORE(aw_runner_run(runner, leave_mark, 2));
    AW_IGNORE(aw_runner_run(runner, give_up, AW_NONE));
    AW_IGNORE(aw_runner_close(runner));
}

static void
all_runs_of_a_runner_are_in_one_recording(void **state)
{
    int n = 0;

    record_well(run_several_times, NULL, "run.awt");
    for (const char *at = journal(); (at = strstr(at, "RUN_BEGIN")); at++)
        n++;
    assert_int_equal(n, 4);
    assert_int_equal(got.n_marks, 2);
    assert_int_equal(got.end.kind, TRACE_END_FAILED);
}

static void
leave_a_loop_open(void *data)
{
    AwLoop *loop = aw_loop_new();
    int number = 1;

    aw_call_soon_threadsafe(loop, spawn_mark, &number);
    aw_call_soon_threadsafe(loop, stop_soon, loop);
    AW_IGNORE(aw_run_forever(loop));
    exit(0);
}

static void
one_that_is_never_closed_ends_with_the_program(void **state)
{
    record_well(leave_a_loop_open, NULL, "run.awt");
    assert_int_equal(got.n_marks, 1);
    assert_int_equal(got.end.kind, TRACE_END_EXITED);
}

/* ---- loops in two threads ---- */

static AwValue
hang(AwValue none)
{
    return aw_await(aw_future());
}

static AwValue
begin_to_hang(AwValue none)
{
    aw_spawn(hang, none, .name = "H");
    return aw_sleep(AW_MS);
}

/* More than the ring keeps. */
static AwValue
mark_often(AwValue none)
{
    for (int i = 1; i <= 20000; i++) {
        AW_SCOPE();
        aw_mark("mark %d of many", i);
        AW_TRY(aw_sleep(0));
    }
    return none;
}

static void
another_loop_tells_what_is_there_when_the_first_has_ended(void **state)
{
    TwoLoops two = {begin_to_hang, mark_often, AW_CLOCK_REAL};

    record_well(run_two_loops, &two, "ring:64K:run.awt");
    assert_true(got.first_number > 1);
    assert_non_null(strstr(journal(), "TASK_FOUND H"));
}

static AwValue
mark_once(AwValue none)
{
    return leave_mark(aw_int(1));
}

/* The second loop's sleep takes no time; the recording's clock goes on. */
static AwValue
sleep_long(AwValue none)
{
    AW_TRY(leave_mark(aw_int(2)));
    AW_TRY(aw_sleep(3600 * AW_SECOND));
    return leave_mark(aw_int(3));
}

static void
a_virtual_loop_beside_a_real_one_fits_in(void **state)
{
    TwoLoops two = {mark_once, sleep_long, AW_CLOCK_VIRTUAL};

    record_well(run_two_loops, &two, "run.awt");
    assert_memory_equal(got.meta, "pid=", 4);
    assert_true(got.last_ns < 3600 * AW_SECOND);
}

/* ---- attached to two loops ---- */

static pthread_t copier;

/* Copies the recording to run.awt, to its end. */
static void *
copy(void *fd)
{
    FILE *file = fopen("run.awt", "w");
    char bytes[4096];
    ssize_t n;

    while ((n = read((int) (intptr_t) fd, bytes, sizeof bytes)) > 0)
        fwrite(bytes, 1, (size_t) n, file);
    fclose(file);
    close((int) (intptr_t) fd);
    return NULL;
}

/* In a thread of its own, since the loop has to answer. */
static AwValue
attach(AwValue none)
{
    struct sockaddr_un address;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    char ok[3];

    if (socket_path_address(getpid(), false, &address) ||
        connect(fd, (const struct sockaddr *) &address, sizeof address) ||
        write(fd, "record\n", 7) != 7 || read(fd, ok, 3) != 3 || memcmp(ok, "ok\n", 3) ||
        pthread_create(&copier, NULL, copy, (void *) (intptr_t) fd))
        return aw_error(AW_OS, "cannot attach");
    return none;
}

static AwValue
hang_and_attach(AwValue none)
{
    AW_TRY(begin_to_hang(none));
    return aw_to_thread(attach, none);
}

/* Whoever attached has heard that it may, but not begun perhaps. */
static AwValue
mark_when_recorded(AwValue none)
{
    while (!trace_on())
        AW_TRY(aw_sleep(AW_MS));
    return leave_mark(aw_int(1));
}

static void
listen_and_be_attached_to(void *data)
{
    run_two_loops(data);
    pthread_join(copier, NULL);
}

static void
record_by_attaching(TwoLoops two)
{
    char folder[200];

    setenv("XDG_RUNTIME_DIR", getcwd(folder, sizeof folder), 1);
    record_well(listen_and_be_attached_to, &two, "listen");
    rmdir("awaitscope");
}

static void
whoever_attaches_is_told_of_all_loops_to_the_last_ones_end(void **state)
{
    record_by_attaching((TwoLoops){hang_and_attach, mark_when_recorded, AW_CLOCK_REAL});
    assert_non_null(strstr(journal(), "TASK_FOUND H"));
    assert_int_equal(got.n_marks, 1);
    assert_int_equal(got.end.kind, TRACE_END_DONE);
}

/* The real loop began first. */
static void
the_header_is_that_of_the_first_loop(void **state)
{
    record_by_attaching((TwoLoops){hang_and_attach, mark_once, AW_CLOCK_VIRTUAL});
    assert_memory_equal(got.meta, "pid=", 4);
}

/* ---- a name that becomes too long ---- */

static void
run_after_exec(void *path)
{
    char mark[PATH_MAX + 16];

    snprintf(mark, sizeof mark, "%d:%s", (int) getpid(), (const char *) path);
    setenv("AW_TRACE_TAKEN", mark, 1);
    AW_IGNORE(aw_run(mark_once, AW_NONE));
}

static void
after_exec_a_name_may_be_too_long(void **state)
{
    char path[PATH_MAX];

    memset(path, '/', sizeof path); /* "run.awt" in the root folder */
    strcpy(path + sizeof path - sizeof "run.awt", "run.awt");
    setenv("AW_TRACE", path, 1);
    in_child(run_after_exec, path);
    unsetenv("AW_TRACE");
    assert_non_null(strstr(child_said(), ": File name too long\n"));
    assert_null(strstr(child_said(), "which started this one"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_of_the_programs_own_is_recorded),
        cmocka_unit_test(all_runs_of_a_runner_are_in_one_recording),
        cmocka_unit_test(one_that_is_never_closed_ends_with_the_program),
        cmocka_unit_test(another_loop_tells_what_is_there_when_the_first_has_ended),
        cmocka_unit_test(a_virtual_loop_beside_a_real_one_fits_in),
        cmocka_unit_test(whoever_attaches_is_told_of_all_loops_to_the_last_ones_end),
        cmocka_unit_test(the_header_is_that_of_the_first_loop),
        cmocka_unit_test(after_exec_a_name_may_be_too_long),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
