/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-timeline.c - uses pointer and keys on the timeline. */
#include "tests/display/driver.h"

static void
a_drag_on_the_ruler_moves_the_playhead(void **state)
{
    run_to_end("wait-timeout");
    drag(event_x(2), ruler_y(), event_x(12), ruler_y());
    WAIT_UNTIL(playhead() == 12);
    assert_true(said("playhead 13 0.000000000 event 13"));
}

static void
keys_step_through_all_events(void **state)
{
    run_to_end("wait-timeout");
    focus_timeline();
    press(GDK_KEY_Home, 0);
    WAIT_UNTIL(playhead() == 0);
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(playhead() == 1);
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(playhead() == 2);
    press(GDK_KEY_Left, 0);
    WAIT_UNTIL(playhead() == 1);
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
}

static void
each_move_of_the_playhead_is_described(void **state)
{
    g_autofree char *words = NULL;

    run_to_end("wait-timeout");
    timeline_view_set_playhead(timeline(), 9);
    words = model_describe(model(), 9);
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(timeline()),
                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(timeline()), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        "Timeline");
}

static void
the_code_pane_says_who_runs_where(void **state)
{
    const Track *second;
    const Span *step = NULL;

    run_to_end("wait-timeout");
    second = task(1);
    for (guint i = 0; i < second->spans->len && !step; i++) {
        const Span *span = &g_array_index(second->spans, Span, i);
        step = span->state == TRACE_STATE_RUNNING ? span : NULL;
    }
    assert_non_null(step);
    timeline_view_set_playhead(timeline(), step->begin);
    assert_true(g_str_has_prefix(
        code_view_get_heading(column_get_code(main_window_get_column(world.window))),
        "wait-timeout.c · Task-2 at line "));
}

static void
output_is_what_was_printed_by_then(void **state)
{
    OutputView *output = column_get_output(main_window_get_column(world.window));

    run_to_end("wait-timeout");
    timeline_view_set_playhead(timeline(), 0);
    assert_int_equal(output_view_get_n_printed(output), 0);
    timeline_view_set_playhead(timeline(), model_event_at_time(model(), 1000000000));
    assert_int_equal(output_view_get_n_printed(output), 2);
}

static void
a_click_selects_a_lane_and_escape_none(void **state)
{
    const Shape *lane;

    run_to_end("wait-timeout");
    focus_timeline();
    lane = find_shape(HIT_LANE, task(2)->id, 0);
    assert_non_null(lane);
    click(30, lane->y + lane->h / 2);
    WAIT_UNTIL(said("select Task-3"));
    assert_int_equal(timeline_view_get_selected(timeline()), task(2)->id);
    press(GDK_KEY_Down, 0);
    WAIT_UNTIL(said("select Task-4"));
    press(GDK_KEY_Escape, 0); /* the first one may only close a toast */
    press(GDK_KEY_Escape, 0);
    WAIT_UNTIL(timeline_view_get_selected(timeline()) == TRACE_NOBODY);
}

static void
a_click_on_a_heading_folds_its_group(void **state)
{
    const Shape *heading;

    run_to_end("wait-timeout");
    heading = find_shape(HIT_GROUP, TRACE_NOBODY, TRACE_TRACK_TASK);
    assert_non_null(heading);
    assert_non_null(find_shape(HIT_LANE, task(0)->id, 0));
    click(heading->x + 40, heading->y + heading->h / 2);
    WAIT_UNTIL(timeline_view_get_view(timeline())->folded & 1u << TRACE_TRACK_TASK);
    assert_null(find_shape(HIT_LANE, task(0)->id, 0));
    timeline_view_toggle_group(timeline(), TRACE_TRACK_TASK);
    assert_non_null(find_shape(HIT_LANE, task(0)->id, 0));
}

static void
control_and_the_wheel_zoom_around_the_pointer(void **state)
{
    const View *view = timeline_view_get_view(timeline());
    double x, scale, unit;

    run_to_end("wait-timeout");
    timeline_view_fit(timeline());
    scale = view->scale;
    x = event_x(20);
    unit = view_unit(view, x);
    point_at(x, ruler_y() + 60);
    assert_true(input_key(world.input, GDK_KEY_Control_L, true));
    input_click(world.input, 4);
    WAIT_UNTIL(view->scale > scale);
    assert_true(input_key(world.input, GDK_KEY_Control_L, false));
    assert_true(view_x(view, unit) - x < 2 && x - view_x(view, unit) < 2);
    focus_timeline();
    press(GDK_KEY_0, 0);
    WAIT_UNTIL(view->scale == scale);
}

static void
a_drag_on_the_overview_moves_what_is_shown(void **state)
{
    const View *view = timeline_view_get_view(timeline());
    const Shape *overview;

    run_to_end("wait-timeout");
    timeline_view_set_playhead(timeline(), 0);
    timeline_view_zoom(timeline(), 4, -1);
    assert_true(view->left == 0);
    overview = find_shape(HIT_OVERVIEW, TRACE_NOBODY, 0);
    assert_non_null(overview);
    drag(overview->x + overview->w / 4, overview->y + overview->h / 2,
         overview->x + overview->w / 2, overview->y + overview->h / 2);
    WAIT_UNTIL(view->left > 0);
    assert_int_equal(playhead(), 0);
    timeline_view_fit(timeline());
}

static void
keys_switch_the_axis(void **state)
{
    run_to_end("wait-timeout");
    focus_timeline();
    press(GDK_KEY_t, 0);
    WAIT_UNTIL(said("axis time"));
    assert_int_equal(timeline_view_get_axis(timeline()), AXIS_TIME);
    press(GDK_KEY_s, 0);
    WAIT_UNTIL(said("axis steps"));
    press(GDK_KEY_e, 0);
    WAIT_UNTIL(said("axis elastic"));
}

static void
the_pointer_switches_the_axis(void **state)
{
    run_to_end("wait-timeout");
    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        click_text(axes[axis].title);
        WAIT_UNTIL(timeline_view_get_axis(timeline()) == axis);
    }
    click_text(axes[AXIS_ELASTIC].title);
    WAIT_UNTIL(timeline_view_get_axis(timeline()) == AXIS_ELASTIC);
}

static double
playhead_x(void)
{
    const View *view = timeline_view_get_view(timeline());

    return view_x(view, axis_of_event(model(), view->axis, playhead()));
}

/* At a zoom at which the run reaches beyond both edges on every axis. */
static void
another_axis_leaves_the_playhead_where_it_is(void **state)
{
    const View *view = timeline_view_get_view(timeline());
    gsize event;
    double x;

    run_to_end("wait-timeout");
    event = model_event_at_time(model(), 1000000000);
    timeline_view_set_playhead(timeline(), event);
    timeline_view_select(timeline(), task(2)->id);
    timeline_view_zoom(timeline(), 6, -1);
    x = playhead_x();
    for (AxisKind axis = N_AXES; axis-- > 0;) {
        timeline_view_set_axis(timeline(), axis);
        assert_true(playhead_x() - x < 1 && x - playhead_x() < 1);
        assert_int_equal(playhead(), event);
        assert_int_equal(timeline_view_get_selected(timeline()), task(2)->id);
        assert_true(view->left > 0);
    }
    timeline_view_set_axis(timeline(), AXIS_ELASTIC);
    timeline_view_fit(timeline());
}

/* The steps axis shows as much as can be read. Back on another axis the whole run is in view. */
static void
a_whole_run_is_whole_again_after_the_steps(void **state)
{
    const View *view = timeline_view_get_view(timeline());
    double fit;

    run_to_end("wait-timeout");
    timeline_view_fit(timeline());
    fit = view->scale;
    timeline_view_set_axis(timeline(), AXIS_STEPS);
    assert_true(view->scale == axes[AXIS_STEPS].legible);
    timeline_view_set_axis(timeline(), AXIS_ELASTIC);
    assert_true(view->scale == fit && view->left == 0);
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_drag_on_the_ruler_moves_the_playhead),
        TEST(keys_step_through_all_events),
        TEST(each_move_of_the_playhead_is_described),
        TEST(the_code_pane_says_who_runs_where),
        TEST(output_is_what_was_printed_by_then),
        TEST(a_click_selects_a_lane_and_escape_none),
        TEST(a_click_on_a_heading_folds_its_group),
        TEST(control_and_the_wheel_zoom_around_the_pointer),
        TEST(a_drag_on_the_overview_moves_what_is_shown),
        TEST(keys_switch_the_axis),
        TEST(the_pointer_switches_the_axis),
        TEST(another_axis_leaves_the_playhead_where_it_is),
        TEST(a_whole_run_is_whole_again_after_the_steps),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
