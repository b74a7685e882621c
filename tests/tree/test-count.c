/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-count.c - the last line of `./dev test` is correct: count.awk misses no failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gio/gio.h>

#define RULE "=============================================\n"
#define STDOUT "------------------- stdout -------------------\n"
#define STDERR "------------------- stderr -------------------\n"

/* The log of one program, in the order of meson's testlog.txt. */
#define PROGRAM(name, result, output)                                                              \
    "==================== 1/9 ====================\n"                                              \
    "test:         awaitscope:unit / " name "\n"                                                   \
    "result:       " result "\n" output RULE "\n"

/* Counts a log, and checks the last line and whether all passed. */
static void
assert_count(const char *log, const char *expected, gboolean passes)
{
    g_autoptr(GSubprocess) awk =
        g_subprocess_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                         "awk", "-f", SOURCE_ROOT "/tests/count.awk", NULL);
    g_autofree char *output = NULL;
    const char *last;

    assert_non_null(awk);
    assert_true(g_subprocess_communicate_utf8(awk, log, NULL, &output, NULL, NULL));
    g_strchomp(output);
    last = g_strrstr(output, "\n");
    assert_string_equal(last == NULL ? output : last + 1, expected);
    assert_int_equal(g_subprocess_get_successful(awk), passes);
}

static void
single_tests_of_all_groups_and_programs_are_added_up(void **state)
{
    assert_count(PROGRAM("a", "exit status 0", STDOUT "1..2\nok 1 - x\nok 2 - y\n1..1\nok 1 - z\n")
                     PROGRAM("b", "exit status 0", STDOUT "1..1\nok 1 - x\n"),
                 "4 passed, 0 failed", TRUE);
}

static void
a_failed_test_counts_once(void **state)
{
    assert_count(PROGRAM("a", "exit status 1", STDOUT "1..2\nnot ok 1 - x\n# why\nok 2 - y\n"),
                 "1 passed, 1 failed", FALSE);
}

static void
what_a_crash_or_timeout_left_out_has_failed(void **state)
{
    assert_count(PROGRAM("a", "killed by signal 15 SIGTERM", STDOUT "1..5\nok 1 - x\nok 2 - y\n"),
                 "2 passed, 3 failed", FALSE);
    assert_count(PROGRAM("a", "exit status 0", STDOUT "1..2\nok 1 - x\n"), "1 passed, 1 failed",
                 FALSE);
    assert_count(PROGRAM("a", "killed by signal 11 SIGSEGV", ""), "0 passed, 1 failed", FALSE);
}

static void
a_bad_end_after_the_last_test_is_a_failure(void **state)
{
    assert_count(PROGRAM("a", "exit status 1", STDOUT "1..1\nok 1 - x\n" STDERR "leaked\n"),
                 "1 passed, 1 failed", FALSE);
}

static void
a_program_without_tap_counts_as_one(void **state)
{
    assert_count(PROGRAM("a", "exit status 0", "") PROGRAM("b", "exit status 3", STDOUT "oh\n"),
                 "1 passed, 1 failed", FALSE);
}

static void
skipped_tests_have_neither_passed_nor_failed(void **state)
{
    assert_count(PROGRAM("a", "exit status 0", STDOUT "1..2\nok 1 - x\nnot ok 2 # SKIP y\n")
                     PROGRAM("b", "exit status 77", ""),
                 "1 passed, 0 failed", TRUE);
}

static void
what_goes_to_stderr_does_not_count(void **state)
{
    assert_count(PROGRAM("a", "exit status 0", STDOUT "1..1\nok 1 - x\n" STDERR "ok 2 - y\n"),
                 "1 passed, 0 failed", TRUE);
}

static void
no_tests_at_all_is_a_failure(void **state)
{
    assert_count("No tests defined.\n", "0 passed, 0 failed", FALSE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_tests_of_all_groups_and_programs_are_added_up),
        cmocka_unit_test(a_failed_test_counts_once),
        cmocka_unit_test(what_a_crash_or_timeout_left_out_has_failed),
        cmocka_unit_test(a_bad_end_after_the_last_test_is_a_failure),
        cmocka_unit_test(a_program_without_tap_counts_as_one),
        cmocka_unit_test(skipped_tests_have_neither_passed_nor_failed),
        cmocka_unit_test(what_goes_to_stderr_does_not_count),
        cmocka_unit_test(no_tests_at_all_is_a_failure),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
