/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-runs.c - scenarios are run, stopped and killed. */
#include "tests/display/driver.h"

#include "app/run/recording-save.h"

#include <signal.h>
#include <stdlib.h>

static void
an_exact_run_is_drawn_to_its_end(void **state)
{
    run_to_end("wait-timeout");
    WAIT_UNTIL(said("ended exact: the same every time"));
    assert_true(said("run wait-timeout"));
    assert_int_equal(model_duration_ns(model()), 2000000000);
    assert_int_equal(model_tracks(model(), TRACE_TRACK_TASK)->len, 5);
    WAIT_UNTIL(output_view_get_n_printed(column_get_output(main_window_get_column(world.window))) ==
               4);
}

static void
an_exact_run_comes_at_the_pace_of_a_real_one(void **state)
{
    start("delayed-hello", TRUE);
    WAIT_UNTIL(model_n_events(model()) > 0);
    assert_true(recording_is_live(recording()));
    assert_int_equal(model_duration_ns(model()), 0);
    main_window_stop(world.window);
    WAIT_UNTIL(!recording_is_live(recording()));
}

static void
a_stopped_exact_run_stands_where_it_was(void **state)
{
    gsize n;

    start("delayed-hello", TRUE);
    WAIT_UNTIL(model_n_events(model()) > 0 && playhead() == model_n_events(model()) - 1);
    n = model_n_events(model());
    main_window_stop(world.window);
    WAIT_UNTIL(said("ended stopped"));
    assert_int_equal(model_n_events(model()), n);
    assert_int_equal(playhead(), n - 1);
}

/* Nobody touched the playhead meanwhile. */
static void
a_run_that_is_over_stands_at_its_beginning(void **state)
{
    start("say-hello", TRUE);
    WAIT_UNTIL(!recording_is_live(recording()));
    WAIT_UNTIL(playhead() == 0);
}

/* Starts a run of fifteen seconds, which is long enough to be stopped. */
static void
start_long(void)
{
    Parameters *parameters = sidebar_get_parameters(main_window_get_sidebar(world.window));

    main_window_show_scenario(world.window, scenario("wait-timeout"));
    set_exact(FALSE);
    assert_true(parameters_set(parameters, "items", 16));
    assert_true(parameters_set(parameters, "timeout", G_GINT64_CONSTANT(60000000000)));
    main_window_run(world.window);
    parameters_reset(parameters);
}

static void
the_playhead_follows_a_run_until_it_is_dragged(void **state)
{
    gsize dragged, stays;

    start_long();
    WAIT_UNTIL(model_n_events(model()) > 20 && playhead() == model_n_events(model()) - 1);
    assert_true(timeline_view_is_following(timeline()));
    drag(event_x(10), ruler_y(), event_x(4), ruler_y());
    WAIT_UNTIL(!timeline_view_is_following(timeline()));
    dragged = model_n_events(model());
    WAIT_UNTIL(model_n_events(model()) > dragged + 10);
    stays = playhead(); /* near event 4, which moves while the run grows */
    assert_true(stays < 20);
    WAIT_UNTIL(model_n_events(model()) > dragged + 30);
    assert_int_equal(playhead(), stays);
    focus_timeline();
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(timeline_view_is_following(timeline()));
    main_window_stop(world.window);
    WAIT_UNTIL(!recording_is_live(recording()));
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
}

static void
a_stopped_run_is_kept_and_says_so(void **state)
{
    start_long();
    WAIT_UNTIL(model_n_events(model()) > 20);
    press(GDK_KEY_period, GDK_KEY_Control_L);
    WAIT_UNTIL(said("stop"));
    WAIT_UNTIL(said("ended stopped"));
    assert_true(said("toast Wait with a timeout: stopped"));
    assert_true(model_n_events(model()) > 20);
    assert_true(recording_can_save(recording()));
}

static void
a_run_of_too_many_events_is_stopped_and_kept(void **state)
{
    start_long();
    recording_set_run_max(recording(), 20);
    WAIT_UNTIL(said("ended "));
    assert_true(said("ended stopped: more events than can be kept"));
    assert_true(model_n_events(model()) > 20);
    assert_true(model_duration_ns(model()) < 14000000000);
    assert_true(recording_can_save(recording()));
}

static GPid
child_pid(void)
{
    g_autofree char *path = g_strdup_printf("/proc/self/task/%d/children", (int) getpid());
    g_autofree char *text = NULL;

    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    return (GPid) atoi(text);
}

static void
a_killed_process_leaves_what_it_recorded(void **state)
{
    start_long();
    WAIT_UNTIL(model_n_events(model()) > 20);
    assert_true(child_pid() > 1);
    kill(child_pid(), SIGKILL);
    WAIT_UNTIL(said("ended killed: SIGKILL"));
    assert_true(model_n_events(model()) > 20);
}

static void
parameters_reach_the_run(void **state)
{
    Parameters *parameters = sidebar_get_parameters(main_window_get_sidebar(world.window));

    main_window_show_scenario(world.window, scenario("wait-timeout"));
    set_exact(TRUE);
    assert_true(parameters_set(parameters, "items", 2));
    assert_true(parameters_set(parameters, "timeout", 500000000));
    assert_false(parameters_set(parameters, "colour", 1));
    main_window_run(world.window);
    WAIT_UNTIL(model_n_events(model()) > 0);
    while (recording_is_live(recording()) && !world.late) {
        main_window_go_to_end(world.window);
        g_main_context_iteration(NULL, TRUE);
    }
    assert_int_equal(model_tracks(model(), TRACE_TRACK_TASK)->len, 3);
    assert_int_equal(model_duration_ns(model()), 500000000);
    parameters_reset(parameters);
}

static void
a_scenario_keeps_its_last_run(void **state)
{
    gsize n;

    run_to_end("gather");
    n = model_n_events(model());
    main_window_show_scenario(world.window, scenario("chain"));
    assert_true(model_n_events(model()) != n);
    main_window_show_scenario(world.window, scenario("gather"));
    assert_int_equal(model_n_events(model()), n);
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_exact_run_is_drawn_to_its_end),
        TEST(an_exact_run_comes_at_the_pace_of_a_real_one),
        TEST(a_stopped_exact_run_stands_where_it_was),
        TEST(a_run_that_is_over_stands_at_its_beginning),
        TEST(the_playhead_follows_a_run_until_it_is_dragged),
        TEST(a_stopped_run_is_kept_and_says_so),
        TEST(a_run_of_too_many_events_is_stopped_and_kept),
        TEST(a_killed_process_leaves_what_it_recorded),
        TEST(parameters_reach_the_run),
        TEST(a_scenario_keeps_its_last_run),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
