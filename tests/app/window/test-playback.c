/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-playback.c - steps and plays, by keys and by pointer, forwards and backwards. */
#include "tests/display/driver.h"

#include "app/run/recording-save.h"

/* A way to step, its keys, and its item in the menu. */
typedef struct {
    StepMode mode;
    guint forward, back, back_modifier;
} StepRow;

static const StepRow step_rows[] = {
    {STEP_EVENT, GDK_KEY_period, GDK_KEY_comma, 0},
    {STEP_LANE, GDK_KEY_l, GDK_KEY_l, GDK_KEY_Shift_L},
    {STEP_RUN, GDK_KEY_n, GDK_KEY_n, GDK_KEY_Shift_L},
    {STEP_TURN, GDK_KEY_u, GDK_KEY_u, GDK_KEY_Shift_L},
    {STEP_RESUME, GDK_KEY_r, GDK_KEY_r, GDK_KEY_Shift_L},
    {STEP_WAKE, GDK_KEY_w, GDK_KEY_w, GDK_KEY_Shift_L},
    {STEP_TROUBLE, GDK_KEY_f, GDK_KEY_f, GDK_KEY_Shift_L},
    {STEP_OUTPUT, GDK_KEY_o, GDK_KEY_o, GDK_KEY_Shift_L},
    {STEP_BOOKMARK, GDK_KEY_b, GDK_KEY_b, GDK_KEY_Shift_L},
};

static Playback *
playback(void)
{
    return main_window_get_playback(world.window);
}

/* The selected task wakes up and is resumed in the middle of the run, and an event after that is
 * bookmarked. */
static void
show_run(void)
{
    run_to_end("wait-timeout");
    focus_timeline();
    timeline_view_select(timeline(), task(3)->id);
    playback_set_mode(playback(), STEP_EVENT);
    recording_set_note(recording(), 40, "", NULL);
    timeline_view_set_playhead(timeline(), 20);
}

static gsize
step_from(StepMode mode, gsize from, int step)
{
    return model_step(model(), mode, task(3), from, step);
}

static void
each_way_to_step_has_a_key_for_each_direction(void **state)
{
    show_run();
    for (guint i = 0; i < G_N_ELEMENTS(step_rows); i++) {
        const StepRow *row = &step_rows[i];
        gsize on, back;

        timeline_view_set_playhead(timeline(), 20);
        on = step_from(row->mode, 20, 1);
        assert_true(on != MODEL_NONE && on > 20);
        press(row->forward, 0);
        WAIT_UNTIL(playhead() == on);
        timeline_view_set_playhead(timeline(), model_n_events(model()) - 1);
        back = step_from(row->mode, model_n_events(model()) - 1, -1);
        assert_true(back != MODEL_NONE);
        press(row->back, row->back_modifier);
        WAIT_UNTIL(playhead() == back);
    }
}

static void
each_way_to_step_is_chosen_by_pointer(void **state)
{
    show_run();
    for (StepMode mode = N_STEPS; mode-- > 0;) {
        timeline_view_set_playhead(timeline(), 20);
        choose(step_infos[playback_get_mode(playback())].label, step_infos[mode].about);
        WAIT_UNTIL(playback_get_mode(playback()) == mode);
        click_text("step ▶");
        WAIT_UNTIL(playhead() == step_from(mode, 20, 1));
        timeline_view_set_playhead(timeline(), model_n_events(model()) - 1);
        click_text("◀ step");
        WAIT_UNTIL(playhead() == step_from(mode, model_n_events(model()) - 1, -1));
    }
    assert_true(said("step by output"));
}

static void
arrows_and_the_keys_of_a_remote_step_as_chosen(void **state)
{
    gsize first;

    show_run();
    playback_set_mode(playback(), STEP_TURN);
    first = step_from(STEP_TURN, 20, 1);
    press(GDK_KEY_Page_Down, 0);
    WAIT_UNTIL(playhead() == first);
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(playhead() == step_from(STEP_TURN, first, 1));
    press(GDK_KEY_Page_Up, 0);
    WAIT_UNTIL(playhead() == first);
    press(GDK_KEY_Left, 0);
    WAIT_UNTIL(playhead() == step_from(STEP_TURN, first, -1));
}

/* The remote works wherever the focus is, as in the list of scenarios. */
static void
a_remote_steps_wherever_the_focus_is(void **state)
{
    const ScenarioRow *row;

    show_run();
    row = sidebar_get_row(main_window_get_sidebar(world.window));
    gtk_widget_child_focus(GTK_WIDGET(main_window_get_sidebar(world.window)), GTK_DIR_TAB_FORWARD);
    press(GDK_KEY_Page_Down, 0);
    WAIT_UNTIL(playhead() == 21);
    press(GDK_KEY_Page_Up, 0);
    WAIT_UNTIL(playhead() == 20);
    assert_ptr_equal(sidebar_get_row(main_window_get_sidebar(world.window)), row);
}

static void
space_plays_and_pauses(void **state)
{
    gsize paused;

    show_run();
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(playhead() > 22);
    assert_true(playback_is_playing(playback()));
    assert_non_null(find_text("❙❙ Pause"));
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(!playback_is_playing(playback()));
    assert_non_null(find_text("▶ Play"));
    paused = playhead();
    press(GDK_KEY_space, GDK_KEY_Shift_L);
    WAIT_UNTIL(playhead() + 2 < paused);
    press(GDK_KEY_space, GDK_KEY_Shift_L);
    WAIT_UNTIL(!playback_is_playing(playback()));
}

static void
the_pointer_plays_in_both_directions(void **state)
{
    show_run();
    click_text("▶ Play");
    WAIT_UNTIL(playhead() > 22);
    click_text("❙❙ Pause");
    WAIT_UNTIL(!playback_is_playing(playback()));
    choose("1×", "Play Backwards");
    WAIT_UNTIL(playhead() < 20);
    click_text("❙❙ Pause");
    WAIT_UNTIL(!playback_is_playing(playback()));
}

static void
it_stops_at_the_end_and_begins_anew_from_there(void **state)
{
    gsize last;

    show_run();
    last = model_n_events(model()) - 1;
    choose("1×", "100×");
    WAIT_UNTIL(playback_get_speed(playback()) == 100);
    click_text("▶ Play");
    WAIT_UNTIL(playhead() == last && !playback_is_playing(playback()));
    choose("100×", "1×");
    focus_timeline();
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(playback_is_playing(playback()) && playhead() < last);
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(!playback_is_playing(playback()));
}

static void
it_plays_on_every_axis(void **state)
{
    show_run();
    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        timeline_view_set_axis(timeline(), axis);
        timeline_view_set_playhead(timeline(), 20);
        press(GDK_KEY_space, 0);
        WAIT_UNTIL(playhead() > 21);
        press(GDK_KEY_space, 0);
        WAIT_UNTIL(!playback_is_playing(playback()));
    }
    timeline_view_set_axis(timeline(), AXIS_ELASTIC);
}

static void
a_step_pauses_and_a_drag_plays_on_from_there(void **state)
{
    show_run();
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(playhead() > 22);
    drag(event_x(30), ruler_y(), event_x(4), ruler_y());
    WAIT_UNTIL(playhead() > 4 && playhead() < 15);
    assert_true(playback_is_playing(playback()));
    press(GDK_KEY_Left, 0);
    WAIT_UNTIL(!playback_is_playing(playback()));
}

static void
keys_change_the_speed_while_it_plays(void **state)
{
    show_run();
    press(GDK_KEY_bracketleft, 0);
    WAIT_UNTIL(playback_get_speed(playback()) == 0.5);
    assert_true(said("speed 0.5"));
    press(GDK_KEY_bracketright, 0);
    WAIT_UNTIL(playback_get_speed(playback()) == 1);
    press(GDK_KEY_bracketright, 0);
    WAIT_UNTIL(playback_get_speed(playback()) == 2);
    press(GDK_KEY_bracketleft, 0);
    WAIT_UNTIL(playback_get_speed(playback()) == 1);
}

/* Where everything in the bar begins. The caller frees. */
static char *
places(void)
{
    static const char *const texts[] = {"◀ step", "step ▶", "Time", "Elastic", "Steps", "Fit"};
    GString *all = g_string_new(NULL);

    gtk_widget_queue_draw(GTK_WIDGET(world.window));
    gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        double x, y;

        gtk_widget_translate_coordinates(find_text(texts[i]), GTK_WIDGET(world.window), 0, 0, &x,
                                         &y);
        g_string_append_printf(all, "%s %g, ", texts[i], x);
    }
    return g_string_free(all, FALSE);
}

static void
controls_stay_where_they_are_whatever_they_say(void **state)
{
    g_autofree char *before = NULL, *played = NULL, *stepped = NULL, *live = NULL;

    show_run();
    before = places();
    press(GDK_KEY_space, 0);
    WAIT_UNTIL(playback_is_playing(playback()));
    played = places();
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
    press(GDK_KEY_Left, 0);
    WAIT_UNTIL(!playback_is_playing(playback()));
    playback_set_mode(playback(), STEP_WAKE);
    stepped = places();
    start("delayed-hello", TRUE);
    WAIT_UNTIL(model_n_events(model()) > 0);
    live = places();
    main_window_stop(world.window);
    WAIT_UNTIL(!recording_is_live(recording()));
    assert_string_equal(played, before);
    assert_string_equal(stepped, before);
    assert_string_equal(live, before);
    playback_set_mode(playback(), STEP_EVENT);
}

/* How an exact run ended well is no news; that it was stopped is. */
static void
the_bar_says_where_it_is_and_what_is_news(void **state)
{
    show_run();
    timeline_view_set_playhead(timeline(), model_event_at_time(model(), 1000000000));
    assert_non_null(find_text("1 / 2\u00a0s"));
    assert_non_null(find_text("same each time"));
    start("delayed-hello", TRUE);
    WAIT_UNTIL(find_text("● running") != NULL);
    WAIT_UNTIL(model_n_events(model()) > 0);
    main_window_stop(world.window);
    WAIT_UNTIL(find_text("● stopped") != NULL);
}

/* The zoom and the status give way first. */
static void
a_narrow_window_keeps_the_buttons_that_matter(void **state)
{
    int least;

    show_run();
    gtk_widget_measure(GTK_WIDGET(world.window), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL,
                       NULL);
    assert_true(least < 1200);
    gtk_window_set_default_size(GTK_WINDOW(world.window), least, 700);
    WAIT_UNTIL(find_text("Fit") == NULL);
    assert_non_null(find_text("step ▶"));
    assert_non_null(find_text("Steps"));
    gtk_window_set_default_size(GTK_WINDOW(world.window), 1400, 840);
    WAIT_UNTIL(find_text("Fit") != NULL);
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_way_to_step_has_a_key_for_each_direction),
        TEST(each_way_to_step_is_chosen_by_pointer),
        TEST(arrows_and_the_keys_of_a_remote_step_as_chosen),
        TEST(a_remote_steps_wherever_the_focus_is),
        TEST(space_plays_and_pauses),
        TEST(the_pointer_plays_in_both_directions),
        TEST(it_stops_at_the_end_and_begins_anew_from_there),
        TEST(it_plays_on_every_axis),
        TEST(a_step_pauses_and_a_drag_plays_on_from_there),
        TEST(keys_change_the_speed_while_it_plays),
        TEST(controls_stay_where_they_are_whatever_they_say),
        TEST(the_bar_says_where_it_is_and_what_is_news),
        TEST(a_narrow_window_keeps_the_buttons_that_matter),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
