/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-last-part.c - flight recordings as users see them: described, drawn, converted, refused. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/app/cli/guests.h"

static void
record(void)
{
    assert_int_equal(guest_run("hangs", "ring:64K:r.awt"), 128 + SIGKILL);
}

static void
tasks_that_hang_are_listed(void **state)
{
    record();
    g_autofree char *info = info_of("r.awt");
    assert_says(info, "  Task-1 ");
    assert_says(info, "  holder     take                 not ended\n");
    assert_says(info, "  stuck      take                 not ended\n");
    assert_says(info, "\n  Lock-1     lock\n");
}

static void
info_says_what_is_kept(void **state)
{
    unsigned long long number;

    record();
    g_autofree char *info = info_of("r.awt");
    const char *kept = strstr(info, "kept      the last ");
    assert_non_null(kept);
    assert_non_null(strstr(info, "duration  "));
    assert_int_equal(sscanf(strstr(kept, "event "), "event %llu on", &number), 1);
    assert_true(number > 1);
    g_autofree char *words = g_strdup_printf("from event %llu on", number);
    Result result = program_run(FALSE, "info r.awt");
    assert_says(result.err, words);
    result_clear(&result);
}

/* What was in the rings beside it follows: nothing, if all was written just before the end. */
static void
a_last_part_is_converted_to_itself(void **state)
{
    gsize size, again_size;

    record();
    Result result = program_run(FALSE, "convert r.awt again.awt");
    assert_int_equal(result.status, 0);
    assert_null(strstr(result.err, "missing"));
    result_clear(&result);
    g_autofree char *bytes = file_bytes("r.awt", &size);
    g_autofree char *again = file_bytes("again.awt", &again_size);
    assert_true(again_size >= size);
    assert_memory_equal(bytes, again, size);
    g_autofree char *info = info_of("again.awt"), *before = info_of("r.awt");
    assert_string_equal(info, before);
}

/* A file that the program has created is removed again; one that was there before stays. */
static void
more_than_the_disk_has_is_refused(void **state)
{
    assert_int_equal(guest_run("hello", "ring:99999999G:r.awt"), 0);
    g_autofree char *said = guest_complaint();
    assert_string_equal(said, "aw: r.awt: No space left on device\n");
    g_autofree char *path = g_build_filename(folder(), "r.awt", NULL);
    assert_int_not_equal(g_access(path, F_OK), 0);
    assert_true(g_file_set_contents(path, "mine", 4, NULL));
    assert_int_equal(guest_run("hello", "ring:99999999G:r.awt"), 0);
    assert_int_equal(g_access(path, F_OK), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(tasks_that_hang_are_listed, guests_clean),
        cmocka_unit_test_teardown(info_says_what_is_kept, guests_clean),
        cmocka_unit_test_teardown(a_last_part_is_converted_to_itself, guests_clean),
        cmocka_unit_test_teardown(more_than_the_disk_has_is_refused, guests_clean),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
