/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-user.c - what happens to programs that are compiled as a user compiles them, by the flags of
 * pkg-config and the headers and library that were installed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "tests/support/installed.h"

/* Compiles tests/sched/user/NAME.c to NAME, and runs what follows it. */
#define PROGRAM(name, flags)                                                                       \
    "cc \"$SOURCE/tests/sched/user/" name ".c\" -o " name                                          \
    " $(pkg-config --cflags --libs aw) " flags "\n"

/* Tells in a line how each of the two ways to use a large frame ended. */
#define TRY_FRAMES(sizes)                                                                          \
    "for size in " sizes "; do\n"                                                                  \
    "    ./large-frame $size > said 2>&1 && echo fine || grep -o 'task.*stack;' said\n"            \
    "    ./large-frame $size reads > said 2>&1 && echo fine || grep -o 'task.*stack;' said\n"      \
    "done\n"

static void
skip_with_sanitizers(void)
{
    if (*getenv("SANITIZE"))
        skip(); /* their frames are others, and their messages, too */
}

static void
assert_tells_of_frames(const char *script, int n)
{
    g_autofree char *output = NULL;
    g_autoptr(GString) expected = g_string_new("fine\nfine\n");

    for (int i = 0; i < 2 * n; i++)
        g_string_append(expected, "task \"large\" (with_large_frame(), made at SOURCE) ran out of "
                                  "its 64 KiB stack;\n");
    assert_int_equal(installed_run(script, &output), 0);
    g_autoptr(GRegex) source = g_regex_new("made at [^)]*", 0, 0, NULL);
    g_autofree char *without = g_regex_replace(source, output, -1, 0, "made at SOURCE", 0, NULL);
    assert_string_equal(without, expected->str);
}

static void
a_frame_of_any_size_that_does_not_fit_is_told(void **state)
{
    skip_with_sanitizers();
    assert_tells_of_frames(
        PROGRAM("large-frame", "-O2") TRY_FRAMES("30 64 72 100 128 256 512 1024"), 7);
    assert_tells_of_frames(
        PROGRAM("large-frame", "-O0") TRY_FRAMES("30 64 72 100 128 256 512 1024"), 7);
}

static void
without_the_flags_a_frame_of_twice_the_stack_is_told(void **state)
{
    skip_with_sanitizers();
    assert_tells_of_frames(PROGRAM("large-frame", "-O2 -fno-stack-clash-protection")
                               TRY_FRAMES("30 64 72 100 128"),
                           4);
}

/* ---- exec() ---- */

static void
after_exec_the_recording_has_another_name(void **state)
{
    g_autofree char *output = NULL;

    assert_int_equal(installed_run(PROGRAM("again", "") "AW_TRACE=run.awt ./again\n"
                                                        "awaitscope run.awt > first\n"
                                                        "awaitscope run-2.awt > second\n"
                                                        "grep -o before-exec first | uniq\n"
                                                        "grep -o after-exec second | uniq\n",
                                   &output),
                     0);
    assert_string_equal(output, "aw: run.awt: this process made that recording before exec(); "
                                "now it records into run-2.awt\nbefore-exec\nafter-exec\n");
}

/* ---- sanitizers of the program, and the library without ---- */

static void
assert_says(const char *script, const char *words)
{
    g_autofree char *output = NULL;

    skip_with_sanitizers();
    assert_int_equal(installed_run(script, &output), 0);
    if (!strstr(output, words))
        fail_msg("'%s' was said, not '%s'", output, words);
}

static void
what_a_task_leaks_is_found(void **state)
{
    assert_says(PROGRAM("leaks", "-g -fsanitize=address") "./leaks leak && exit 1\ntrue",
                "61700 byte(s) leaked in 50 allocation(s)");
}

static void
what_a_stack_points_to_is_no_leak(void **state)
{
    assert_says(PROGRAM("leaks", "-g -fsanitize=address") "./leaks leave && echo fine", "fine\n");
}

static void
a_value_that_nobody_drops_is_found(void **state)
{
    assert_says(PROGRAM("leaks", "-g -fsanitize=address") "./leaks leak-values && exit 1\ntrue",
                "Direct leak of ");
}

static void
a_value_that_somebody_holds_is_no_leak(void **state)
{
    assert_says(PROGRAM("leaks", "-g -fsanitize=address") "./leaks leave-values && echo fine",
                "fine\n");
}

static void
after_a_fork_the_stack_is_known(void **state)
{
    assert_says(PROGRAM("forks", "-g -fsanitize=address") "./forks > said 2>&1\n"
                                                          "grep WARNING said && exit 1\n"
                                                          "echo fine",
                "fine\n");
}

static void
what_is_used_too_late_is_named(void **state)
{
    const char *script = PROGRAM("late", "-g -fsanitize=address") //
        "for way in queue handle pool later posted twice; do\n"
        "    (./late $way || true) 2>&1 | grep '^aw: ' | sed 's|/[^ ]*/||g; s/:[0-9][0-9]*//g; "
        "/^aw: in/d'\n"
        "done\n";

    assert_says(
        script,
        "aw: aw_queue_put() was given a queue that its scope had dropped; it was "
        "made at late.c (at late.c)\n"
        "aw: aw_handle_cancel() was given a handle that its scope had dropped; it "
        "was made at late.c (at late.c)\n"
        "aw: aw_run_in_executor() was given a pool that its scope had dropped; it "
        "was made at late.c (at late.c)\n"
        "aw: aw_run_in_executor() was given a pool that its scope had dropped; it "
        "was made at late.c (at late.c)\n"
        "aw: aw_handle_cancel_threadsafe() was given a handle that its scope had dropped; it "
        "was made at late.c (at late.c)\n"
        "aw: a future was dropped twice, the first time at late.c; it was made at late.c (at "
        "late.c)\n");
}

static void
tasks_and_jobs_in_turn_are_no_race(void **state)
{
    assert_says(PROGRAM("races", "-g -fsanitize=thread") "./races 2>&1", "700\n");
}

/* Libuv's descriptors are in some reports: it opens them in the sanitizer's sight, and closes them
 * out of it. */
static void
loops_that_are_closed_are_no_race(void **state)
{
    assert_says(
        PROGRAM("loops", "-g -fsanitize=thread") "./loops > said 2>&1 || true\n"
                                                 "grep -e guard.c -e pool.c said && exit 1\n"
                                                 "echo fine",
        "fine\n");
}

static void
a_race_of_a_task_and_a_job_is_found(void **state)
{
    assert_says(PROGRAM("races", "-g -fsanitize=thread") "./races race && exit 1\ntrue",
                "ThreadSanitizer: data race");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_of_any_size_that_does_not_fit_is_told),
        cmocka_unit_test(without_the_flags_a_frame_of_twice_the_stack_is_told),
        cmocka_unit_test(after_exec_the_recording_has_another_name),
        cmocka_unit_test(what_a_task_leaks_is_found),
        cmocka_unit_test(what_a_stack_points_to_is_no_leak),
        cmocka_unit_test(a_value_that_nobody_drops_is_found),
        cmocka_unit_test(a_value_that_somebody_holds_is_no_leak),
        cmocka_unit_test(after_a_fork_the_stack_is_known),
        cmocka_unit_test(what_is_used_too_late_is_named),
        cmocka_unit_test(tasks_and_jobs_in_turn_are_no_race),
        cmocka_unit_test(loops_that_are_closed_are_no_race),
        cmocka_unit_test(a_race_of_a_task_and_a_job_is_found),
    };
    return cmocka_run_group_tests(tests, installed_begin, installed_end);
}
