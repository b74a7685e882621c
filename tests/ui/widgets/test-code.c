/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-code.c - uses pointer and keys on the code pane. */
#include "tests/display/driver.h"

enum { SPAWN_LINE = 25 };

static CodeView *
code(void)
{
    return column_get_code(main_window_get_column(world.window));
}

/* Shows wait-timeout with its tasks 3, 4 and 5 asleep, while task 2 is done. */
static void
show_sleepers(void)
{
    run_to_end("wait-timeout");
    timeline_view_set_playhead(timeline(), task(1)->last);
    focus_timeline();
}

static void
click_line(guint line)
{
    GdkRectangle area;

    for (int i = 0; i < 3; i++) { /* a frame may cause changes in the next one */
        gtk_widget_queue_draw(GTK_WIDGET(world.window));
        gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    }
    assert_true(code_view_locate_line(code(), line, &area));
    click_in(code(), area.x + 200, area.y + area.height / 2);
}

static void
a_click_on_a_line_goes_to_the_next_time_it_ran(void **state)
{
    gsize first, second;

    run_to_end("wait-timeout");
    focus_timeline();
    timeline_view_set_playhead(timeline(), 0);
    first = model_next_at_line(model(), "wait-timeout.c", SPAWN_LINE, 0, 1);
    second = model_next_at_line(model(), "wait-timeout.c", SPAWN_LINE, first, 1);
    click_line(SPAWN_LINE);
    WAIT_UNTIL(playhead() == first);
    click_line(SPAWN_LINE);
    WAIT_UNTIL(playhead() == second);
    input_key(world.input, GDK_KEY_Shift_L, true);
    click_line(SPAWN_LINE);
    input_key(world.input, GDK_KEY_Shift_L, false);
    WAIT_UNTIL(playhead() == first);
}

static void
after_a_click_keys_still_step(void **state)
{
    show_sleepers();
    timeline_view_set_playhead(timeline(), 0);
    click_line(SPAWN_LINE);
    WAIT_UNTIL(playhead() != 0);
    gsize here = playhead();
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(playhead() == here + 1);
}

static void
enter_does_the_same_for_the_line_of_the_cursor(void **state)
{
    gsize first;

    show_sleepers();
    timeline_view_set_playhead(timeline(), 0);
    click_line(SPAWN_LINE);
    first = model_next_at_line(model(), "wait-timeout.c", SPAWN_LINE, 0, 1);
    WAIT_UNTIL(playhead() == first);
    gtk_widget_child_focus(GTK_WIDGET(code()), GTK_DIR_TAB_FORWARD);
    gtk_widget_child_focus(GTK_WIDGET(code()), GTK_DIR_TAB_FORWARD);
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(playhead() > first);
    press(GDK_KEY_Return, GDK_KEY_Shift_L);
    WAIT_UNTIL(playhead() == first);
    focus_timeline();
}

static gboolean
locate_tag(guint i, GdkRectangle *ret_area)
{
    return code_view_locate_tag(code(), task(i)->id, ret_area);
}

static void
a_click_on_a_tag_selects_its_task(void **state)
{
    GdkRectangle area;

    show_sleepers();
    WAIT_UNTIL(locate_tag(3, &area));
    click_in(code(), area.x + area.width / 2, area.y + area.height / 2);
    WAIT_UNTIL(timeline_view_get_selected(timeline()) == task(3)->id);
    assert_true(said("select Task-4"));
}

static void
the_pointer_on_a_tag_lights_the_lane(void **state)
{
    GdkRectangle area;

    show_sleepers();
    WAIT_UNTIL(locate_tag(2, &area));
    point_in(code(), area.x + area.width / 2, area.y + area.height / 2);
    WAIT_UNTIL(timeline_view_get_view(timeline())->hovered == task(2)->id);
    point_at(2, 2);
    WAIT_UNTIL(timeline_view_get_view(timeline())->hovered == TRACE_NOBODY);
}

/* Through all events, with at most three tags and with none. */
static void
the_code_begins_at_the_same_place_whatever_the_tags_are(void **state)
{
    GdkRectangle first, now;

    run_to_end("wait-timeout");
    WAIT_UNTIL(code_view_locate_line(code(), SPAWN_LINE, &first) && first.x > 0);
    for (gsize event = 0; event < model_n_events(model()); event++) {
        timeline_view_set_playhead(timeline(), event);
        gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
        assert_true(code_view_locate_line(code(), SPAWN_LINE, &now));
        assert_int_equal(now.x, first.x);
    }
}

static void
the_licence_is_left_out_and_lines_keep_their_numbers(void **state)
{
    GdkRectangle area;

    run_to_end("wait-timeout");
    assert_false(code_view_locate_line(code(), 1, &area));
    assert_true(code_view_locate_line(code(), 2, &area));
}

static void
without_a_source_there_is_no_pane(void **state)
{
    run_to_end("wait-timeout");
    assert_true(gtk_widget_get_visible(GTK_WIDGET(code())));
    code_view_set_model(code(), NULL);
    assert_false(gtk_widget_get_visible(GTK_WIDGET(code())));
    code_view_set_model(code(), model());
    assert_true(gtk_widget_get_visible(GTK_WIDGET(code())));
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_click_on_a_line_goes_to_the_next_time_it_ran),
        TEST(after_a_click_keys_still_step),
        TEST(enter_does_the_same_for_the_line_of_the_cursor),
        TEST(a_click_on_a_tag_selects_its_task),
        TEST(the_pointer_on_a_tag_lights_the_lane),
        TEST(the_code_begins_at_the_same_place_whatever_the_tags_are),
        TEST(the_licence_is_left_out_and_lines_keep_their_numbers),
        TEST(without_a_source_there_is_no_pane),
    };

    Column *column = main_window_get_column(world.window);

    /* So that the code has room for all of its lines. */
    pane_widget_set_folded(loop_view_get_pane(column_get_loop(column)), TRUE);
    pane_widget_set_folded(output_view_get_pane(column_get_output(column)), TRUE);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
