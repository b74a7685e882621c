/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-restored.c - a window opens as the last one was left. */
#include "tests/display/driver.h"

static const char left[] = "[window]\n"
                           "width=1300\n"
                           "height=800\n"
                           "column=600\n"
                           "output=190\n"
                           "[folded]\n"
                           "words=1\n"
                           "[view]\n"
                           "axis=steps\n"
                           "sidebar=0\n"
                           "[playback]\n"
                           "step=turn\n"
                           "speed=2\n";

static Column *
column(void)
{
    return main_window_get_column(world.window);
}

static void
the_column_is_as_wide_and_its_output_as_high(void **state)
{
    int width, height;

    run_to_end("wait-timeout");
    gtk_window_get_default_size(GTK_WINDOW(world.window), &width, &height);
    assert_int_equal(width, 1300);
    assert_int_equal(height, 800);
    WAIT_UNTIL(gtk_widget_get_width(GTK_WIDGET(column())) == 600);
    WAIT_UNTIL(gtk_widget_get_height(GTK_WIDGET(column_get_output(column()))) == 190);
}

static void
what_was_folded_is_folded(void **state)
{
    GtkWidget *sentence = GTK_WIDGET(column_get_sentence(column()));

    assert_true(
        pane_widget_get_folded(PANE_WIDGET(gtk_widget_get_ancestor(sentence, PANE_TYPE_WIDGET))));
    assert_false(pane_widget_get_folded(code_view_get_pane(column_get_code(column()))));
    assert_false(gtk_widget_get_visible(GTK_WIDGET(main_window_get_sidebar(world.window))));
}

static void
axis_steps_and_speed_are_those_that_were_chosen(void **state)
{
    Playback *playback = main_window_get_playback(world.window);

    assert_int_equal(timeline_view_get_axis(timeline()), AXIS_STEPS);
    assert_int_equal(playback_get_mode(playback), STEP_TURN);
    assert_true(playback_get_speed(playback) == 2);
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_column_is_as_wide_and_its_output_as_high),
        TEST(what_was_folded_is_folded),
        TEST(axis_steps_and_speed_are_those_that_were_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The folder for settings is the test's own. */
int
main(int argc, char **argv)
{
    g_autofree char *folder = g_build_filename(g_get_user_config_dir(), "awaitscope", NULL);
    g_autofree char *path = g_build_filename(folder, "settings.ini", NULL);

    if (argc == 1 &&
        (g_mkdir_with_parents(folder, 0700) || !g_file_set_contents(path, left, -1, NULL)))
        return 1;
    return drive(argc, argv, run_all);
}
