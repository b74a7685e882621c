/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-settings.c - settings are kept until the next time, whatever the file looked like before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "app/window/settings.h"

typedef struct {
    char *folder, *path;
} World;

static int
set_up(void **state)
{
    World *world = g_new0(World, 1);

    world->folder = g_dir_make_tmp("awaitscope-settings-XXXXXX", NULL);
    world->path = g_build_filename(world->folder, "deeper", "settings.ini", NULL);
    *state = world;
    return world->folder ? 0 : -1;
}

static int
tear_down(void **state)
{
    World *world = *state;
    g_autofree char *deeper = g_path_get_dirname(world->path);

    g_remove(world->path);
    g_rmdir(deeper);
    g_rmdir(world->folder);
    g_free(world->folder);
    g_free(world->path);
    g_free(world);
    return 0;
}

static void
what_is_set_is_there_the_next_time(void **state)
{
    World *world = *state;
    Settings *settings = settings_new(world->path);

    settings_set_number(settings, "scenario wait", "timeout", G_MAXINT64);
    settings_set_text(settings, "view", "axis", "time");
    settings_save(settings);
    settings_free(settings);

    settings = settings_new(world->path);
    g_autofree char *axis = settings_get_text(settings, "view", "axis", "elastic");
    assert_string_equal(axis, "time");
    assert_true(settings_get_number(settings, "scenario wait", "timeout", 1) == G_MAXINT64);
    settings_free(settings);
}

static void
what_was_never_set_is_the_fallback(void **state)
{
    World *world = *state;
    Settings *settings = settings_new(world->path);
    g_autofree char *axis = settings_get_text(settings, "view", "axis", "elastic");

    assert_string_equal(axis, "elastic");
    assert_int_equal(settings_get_number(settings, "window", "width", 1400), 1400);
    settings_free(settings);
}

static void
what_is_unset_is_the_fallback_again(void **state)
{
    World *world = *state;
    Settings *settings = settings_new(world->path);

    settings_set_number(settings, "window", "width", 9);
    settings_unset(settings, "window", "width");
    assert_int_equal(settings_get_number(settings, "window", "width", 1400), 1400);
    settings_free(settings);
}

static void
a_broken_file_counts_as_empty_and_is_replaced(void **state)
{
    World *world = *state;
    g_autofree char *deeper = g_path_get_dirname(world->path);
    g_autofree char *text = NULL;
    Settings *settings;

    g_mkdir(deeper, 0700);
    assert_true(g_file_set_contents(world->path, "]not\0a file of settings[", 23, NULL));
    settings = settings_new(world->path);
    assert_int_equal(settings_get_number(settings, "window", "width", 1400), 1400);
    settings_set_number(settings, "window", "width", 1000);
    settings_save(settings);
    settings_free(settings);
    assert_true(g_file_get_contents(world->path, &text, NULL, NULL));
    assert_non_null(strstr(text, "width=1000"));
}

static void
a_value_that_is_no_number_is_the_fallback(void **state)
{
    World *world = *state;
    Settings *settings = settings_new(world->path);

    settings_set_text(settings, "window", "width", "wide");
    assert_int_equal(settings_get_number(settings, "window", "width", 1400), 1400);
    settings_free(settings);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_set_is_there_the_next_time, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_never_set_is_the_fallback, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_unset_is_the_fallback_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_broken_file_counts_as_empty_and_is_replaced, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_value_that_is_no_number_is_the_fallback, set_up,
                                        tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
