/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-code-tags.c - which tags of a line are shown, and what all of them say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "ui/scene/code-tags.h"

/* Each character is 10 px wide, and there are 10 px around a tag. */
static double
width(void *data, const char *text, gboolean running)
{
    return 10 * (double) g_utf8_strlen(text, -1) + 10 + (running ? 20 : 0);
}

/* Tags of Task-2 to Task-`last`, of which Task-3 runs. */
static GArray *
tags_to(guint last)
{
    static const char *const names[] = {"Task-2", "Task-3", "Task-4", "Task-5", "Task-6"};
    GArray *tags = code_tags_new();

    for (guint i = 0; i + 2 <= last; i++)
        code_tags_add(tags, &(Track){.id = i + 2, .name = names[i]}, i == 1);
    return tags;
}

static void
no_more_than_three_are_shown(void **state)
{
    g_autoptr(GArray) four = tags_to(5), three = tags_to(4);

    assert_int_equal(code_tags_fit(three, 1000, width, NULL), 3);
    assert_int_equal(code_tags_fit(four, 1000, width, NULL), 3);
}

/* "T-3" takes 60 px since it runs, the others 40, "+1" 30. */
static void
the_count_of_the_rest_has_room_too(void **state)
{
    g_autoptr(GArray) three = tags_to(4);

    assert_int_equal(code_tags_fit(three, 140, width, NULL), 3);
    assert_int_equal(code_tags_fit(three, 139, width, NULL), 2);
    assert_int_equal(code_tags_fit(three, 129, width, NULL), 1);
    assert_int_equal(code_tags_fit(three, 1, width, NULL), 1);
}

static void
who_runs_comes_first_and_all_are_told(void **state)
{
    g_autoptr(GArray) tags = tags_to(4);
    g_autofree char *words = code_tags_describe(tags);

    assert_int_equal(g_array_index(tags, CodeTag, 0).track, 3);
    assert_string_equal(words, "Task-3 runs here; Task-2, Task-4 stand here");
}

static void
long_names_are_cut(void **state)
{
    g_autoptr(GArray) tags = code_tags_new();

    code_tags_add(tags, &(Track){.id = 2, .name = "fourteen chars"}, FALSE);
    code_tags_add(tags, &(Track){.id = 3, .name = "ten charac"}, FALSE);
    assert_string_equal(g_array_index(tags, CodeTag, 0).name, "fourteen …");
    assert_string_equal(g_array_index(tags, CodeTag, 1).name, "ten charac");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_more_than_three_are_shown),
        cmocka_unit_test(the_count_of_the_rest_has_room_too),
        cmocka_unit_test(who_runs_comes_first_and_all_are_told),
        cmocka_unit_test(long_names_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
