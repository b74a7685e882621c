/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-record-again.c - a program that runs a loop more than once has all of it in one recording.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/recorded.h"
#include "tests/support/two-loops.h"

enum { RUNS = 3 };

static AwValue
have_no_luck(AwValue none)
{
    (void) none;
    return aw_error(AW_ERROR, "no luck today");
}

static void
run_again(AwClockKind clock)
{
    for (int i = 1; i <= RUNS; i++)
        AW_IGNORE(aw_run(leave_mark, i, .clock = clock));
}

/* ---- programs ---- */

static void
runs(void *data)
{
    (void) data;
    run_again(AW_CLOCK_REAL);
}

static void
runs_on_both_clocks(void *data)
{
    (void) data;
    AW_IGNORE(aw_run(leave_mark, 1, .clock = AW_CLOCK_VIRTUAL));
    AW_IGNORE(aw_run(leave_mark, 2));
    AW_IGNORE(aw_run(leave_mark, 3, .clock = AW_CLOCK_VIRTUAL));
}

static void
runs_virtually_and_fails(void *data)
{
    (void) data;
    run_again(AW_CLOCK_VIRTUAL);
    AW_IGNORE(aw_run(have_no_luck, AW_NONE, .clock = AW_CLOCK_VIRTUAL));
}

static void
runs_and_is_killed(void *data)
{
    run_again(AW_CLOCK_VIRTUAL);
    (void) data;
    kill(getpid(), SIGKILL);
}

static void
loses_its_file_meanwhile(void *data)
{
    (void) data;
    AW_IGNORE(aw_run(leave_mark, 1, .clock = AW_CLOCK_VIRTUAL));
    rename("run.awt", "first.awt");
    AW_IGNORE(aw_run(leave_mark, 1, .clock = AW_CLOCK_VIRTUAL));
}

/* What is there then is somebody else's. */
static void
has_its_file_changed_meanwhile(void *data)
{
    (void) data;
    AW_IGNORE(aw_run(leave_mark, 1, .clock = AW_CLOCK_VIRTUAL));
    write_bytes("run.awt", "other", 5);
    AW_IGNORE(aw_run(leave_mark, 1, .clock = AW_CLOCK_VIRTUAL));
}

static AwValue
mark_and_fail(AwValue none)
{
    AW_TRY(leave_mark(aw_int(1)));
    return have_no_luck(none);
}

/* ---- what is in it ---- */

static void
all_runs_are_in_one_recording(void **state)
{
    static void (*const programs[])(void *) = {runs, runs_on_both_clocks, runs_virtually_and_fails,
                                               runs_and_is_killed};

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        record_program(programs[i], NULL, "run.awt");
        assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
        assert_int_equal(got.first_number, 1);
        assert_int_equal(got.last_mark[0], RUNS);
        assert_int_equal(got.n_marks, RUNS);
        assert_true(got.last_ns >= RUNS * AW_MS);
    }
}

static void
the_last_part_goes_on_like_any_recording(void **state)
{
    struct stat about;

    record_program(runs_virtually_and_fails, NULL, "ring:64K:run.awt");
    assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
    assert_int_equal(got.n_marks, RUNS);
    assert_int_equal(got.last_mark[0], RUNS);
    assert_int_equal(got.end.kind, TRACE_END_FAILED);
    assert_int_equal(stat("run.awt", &about), 0);
    assert_int_equal(about.st_size, 64 * 1024);
}

static void
the_end_is_that_of_the_last_run(void **state)
{
    record_program(runs, NULL, "run.awt");
    read_back("run.awt");
    assert_int_equal(got.end.kind, TRACE_END_DONE);
    record_program(runs_virtually_and_fails, NULL, "run.awt");
    read_back("run.awt");
    assert_int_equal(got.end.kind, TRACE_END_FAILED);
    assert_string_equal(got.end_text, "no luck today");
}

static void
a_run_that_outlasts_another_is_recorded_to_its_end(void **state)
{
    static const char *const ways[] = {"run.awt", "ring:64K:run.awt"};
    TwoLoops two = {.when_alone = mark_and_fail};

    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        record_program(run_two_loops, &two, ways[i]);
        assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
        assert_int_equal(got.n_marks, 1);
        assert_int_equal(got.end.kind, TRACE_END_FAILED);
        assert_string_equal(got.end_text, "no luck today");
    }
}

static void
a_file_that_is_another_one_now_is_begun_anew(void **state)
{
    static void (*const programs[])(void *) = {loses_its_file_meanwhile,
                                               has_its_file_changed_meanwhile};

    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        record_program(programs[i], NULL, "run.awt");
        assert_int_equal(read_back("run.awt"), TRACE_WHOLE);
        assert_int_equal(got.first_number, 1);
        assert_int_equal(got.n_marks, 1);
        assert_int_equal(got.last_mark[0], 1);
    }
    assert_int_equal(read_back("first.awt"), TRACE_WHOLE);
    unlink("first.awt");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_runs_are_in_one_recording),
        cmocka_unit_test(the_last_part_goes_on_like_any_recording),
        cmocka_unit_test(the_end_is_that_of_the_last_run),
        cmocka_unit_test(a_run_that_outlasts_another_is_recorded_to_its_end),
        cmocka_unit_test(a_file_that_is_another_one_now_is_begun_anew),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
