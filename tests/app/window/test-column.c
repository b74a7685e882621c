/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-column.c - the right column: the loop's picture, output, folding, and how its parts and the
 * timeline answer each other. */
#include "tests/display/driver.h"

static Column *
column(void)
{
    return main_window_get_column(world.window);
}

static LoopPicture *
picture(void)
{
    return loop_view_get_picture(column_get_loop(column()));
}

/* The event at which Task-3 goes on after its sleep. */
static gsize
resumed(void)
{
    gboolean woken = FALSE;

    for (guint i = 0; i < task(2)->events->len; i++) {
        gsize event = g_array_index(task(2)->events, gsize, i);
        woken |= model_event(model(), event)->kind == TRACE_TASK_READY;
        if (woken && model_event(model(), event)->kind == TRACE_TASK_STEP)
            return event;
    }
    fail();
    return MODEL_NONE;
}

static void
show_resumed(void)
{
    run_to_end("wait-timeout");
    focus_timeline();
    timeline_view_set_playhead(timeline(), resumed());
    gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
}

/* Waits for two frames, since the first may cause changes in the second. */
static void
settle(void)
{
    for (int i = 0; i < 2; i++) {
        gtk_widget_queue_draw(GTK_WIDGET(world.window));
        gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    }
}

/* The handle above the loop's pane. */
static GtkPaned *
handle(void)
{
    return GTK_PANED(
        gtk_widget_get_ancestor(GTK_WIDGET(column_get_loop(column())), GTK_TYPE_PANED));
}

/* ---- the loop's picture ---- */

static const Shape *
find_box(HitKind kind, guint32 track)
{
    const Scene *scene = loop_picture_get_scene(picture());

    for (guint i = 0; i < scene->shapes->len; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->hit == kind && (kind == HIT_MORE || shape->track == track))
            return shape;
    }
    return NULL;
}

static void
point_at_box(const Shape *box)
{
    double scale = loop_picture_get_scale(picture());

    point_in(picture(), (box->x + box->w / 2) * scale, (box->y + box->h / 2) * scale);
}

static void
a_click_on_a_box_selects_its_task(void **state)
{
    show_resumed();
    point_at_box(find_box(HIT_BOX, task(3)->id));
    input_click(world.input, 1);
    WAIT_UNTIL(timeline_view_get_selected(timeline()) == task(3)->id);
}

static void
enter_selects_the_box_of_the_keyboard(void **state)
{
    show_resumed();
    gtk_widget_grab_focus(GTK_WIDGET(picture()));
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(timeline_view_get_selected(timeline()) == task(2)->id);
    press(GDK_KEY_Down, 0);
    press(GDK_KEY_Return, 0);
    WAIT_UNTIL(timeline_view_get_selected(timeline()) == task(0)->id);
    focus_timeline();
}

static void
the_pointer_on_a_box_lights_the_lane_and_back(void **state)
{
    const Shape *lane;

    show_resumed();
    point_at_box(find_box(HIT_BOX, task(4)->id));
    WAIT_UNTIL(timeline_view_get_view(timeline())->hovered == task(4)->id);
    lane = find_shape(HIT_LANE, task(0)->id, 0);
    point_at(20, lane->y + lane->h / 2);
    WAIT_UNTIL(find_box(HIT_BOX, task(0)->id)->edge == ROLE_VIEWPORT_EDGE);
    assert_true(said("hover Task-1"));
}

static void
more_opens_a_list_by_pointer(void **state)
{
    double height;

    run_to_end("thread-pool");
    for (gsize event = 0; event < model_n_events(model()) && !find_box(HIT_MORE, 0); event++)
        timeline_view_set_playhead(timeline(), event);
    height = loop_picture_get_scene(picture())->height;
    gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    point_at_box(find_box(HIT_MORE, 0));
    input_click(world.input, 1);
    WAIT_UNTIL(loop_picture_get_scene(picture())->height > height);
    settle();
    assert_true(gtk_paned_get_position(handle()) >= 200); /* enough for the code */
}

static void
set_animations(gboolean wanted)
{
    g_object_set(gtk_widget_get_settings(GTK_WIDGET(world.window)), "gtk-enable-animations", wanted,
                 NULL);
}

static void
boxes_move_when_the_playhead_steps(void **state)
{
    show_resumed();
    WAIT_UNTIL(!loop_picture_is_moving(picture()));
    timeline_view_set_playhead(timeline(), resumed() + 1);
    assert_true(loop_picture_is_moving(picture()));
    WAIT_UNTIL(!loop_picture_is_moving(picture()));
}

static void
no_box_moves_when_the_desktop_wants_no_animations(void **state)
{
    show_resumed();
    WAIT_UNTIL(!loop_picture_is_moving(picture()));
    set_animations(FALSE);
    timeline_view_set_playhead(timeline(), resumed() + 1);
    assert_false(loop_picture_is_moving(picture()));
    set_animations(TRUE);
}

static void
turn_and_sentence_are_those_of_the_event(void **state)
{
    LoopView *loop = column_get_loop(column());

    show_resumed();
    assert_string_equal(pane_widget_get_detail(loop_view_get_pane(loop)), "turn 6 of 10");
    assert_string_equal(sentence_view_get_text(column_get_sentence(column())),
                        "sleep(1 s) is done, so the loop resumes Task-3.");
}

/* ---- code ---- */

/* Whether a line of the code is in view. */
static gboolean
shows_line(guint line)
{
    CodeView *code = column_get_code(column());
    GdkRectangle area;

    return code_view_locate_line(code, line, &area) && area.y > 20 &&
           area.y + area.height < gtk_widget_get_height(GTK_WIDGET(code));
}

/* While a timer is handled, Task-3 becomes ready at line 13. */
static void
while_no_task_runs_the_code_shows_where_the_next_one_stands(void **state)
{
    run_to_end("wait-timeout");
    focus_timeline();
    timeline_view_set_playhead(timeline(), 0);
    WAIT_UNTIL(shows_line(3) && !shows_line(13));
    timeline_view_set_playhead(timeline(), resumed() - 2);
    WAIT_UNTIL(shows_line(13));
}

/* With a line that nobody is at between them. */
static void
the_code_shows_all_lines_where_tasks_stand_if_they_fit(void **state)
{
    PaneWidget *loop = loop_view_get_pane(column_get_loop(column()));

    pane_widget_set_folded(loop, TRUE);
    run_to_end("wait-timeout");
    timeline_view_set_playhead(timeline(), 0);
    WAIT_UNTIL(shows_line(3) && shows_line(13) && !shows_line(28));
    timeline_view_set_playhead(timeline(), resumed());
    WAIT_UNTIL(shows_line(13) && shows_line(28));
    pane_widget_set_folded(loop, FALSE);
}

/* ---- output ---- */

static void
a_click_on_output_goes_to_who_printed_it_and_when(void **state)
{
    OutputView *output = column_get_output(column());
    GdkRectangle area;
    gsize printed;

    show_resumed();
    printed = g_array_index(model_output(model()), OutputLine, 1).event;
    WAIT_UNTIL(output_view_locate_line(output, 1, &area) && area.height > 0);
    point_in(output, area.x + 100, area.y + area.height / 2);
    WAIT_UNTIL(timeline_view_get_view(timeline())->hovered == task(0)->id);
    input_click(world.input, 1);
    WAIT_UNTIL(playhead() == printed);
    WAIT_UNTIL(timeline_view_get_selected(timeline()) == task(0)->id);
}

/* ---- folding ---- */

static int
setting(const char *group, const char *key)
{
    return (int) settings_get_number(main_window_get_settings(world.window), group, key, -1);
}

static PaneWidget *
words(void)
{
    GtkWidget *sentence = GTK_WIDGET(column_get_sentence(column()));

    return PANE_WIDGET(gtk_widget_get_ancestor(sentence, PANE_TYPE_WIDGET));
}

static void
a_heading_folds_its_pane_and_that_is_remembered(void **state)
{
    PaneWidget *const panes[] = {
        code_view_get_pane(column_get_code(column())),
        loop_view_get_pane(column_get_loop(column())),
        words(),
        output_view_get_pane(column_get_output(column())),
    };
    static const char *const names[] = {"code", "loop", "words", "output"};

    show_resumed();
    for (guint i = 0; i < G_N_ELEMENTS(panes); i++) {
        settle();
        click_in(pane_widget_get_button(panes[i]), 20,
                 gtk_widget_get_height(pane_widget_get_button(panes[i])) / 2.0);
        WAIT_UNTIL(pane_widget_get_folded(panes[i]));
        assert_int_equal(setting("folded", names[i]), TRUE);
        gtk_widget_grab_focus(pane_widget_get_button(panes[i]));
        press(GDK_KEY_Return, 0);
        WAIT_UNTIL(!pane_widget_get_folded(panes[i]));
        assert_int_equal(setting("folded", names[i]), FALSE);
    }
    focus_timeline();
}

/* Nobody reads them meanwhile, so they are said when the pane is unfolded. */
static void
words_that_were_folded_are_those_of_the_event(void **state)
{
    show_resumed();
    pane_widget_set_folded(words(), TRUE);
    timeline_view_set_playhead(timeline(), 0);
    pane_widget_set_folded(words(), FALSE);
    assert_string_equal(sentence_view_get_text(column_get_sentence(column())),
                        "The run of get_items() begins.");
}

static void
the_column_folds_away(void **state)
{
    show_resumed();
    press(GDK_KEY_F9, GDK_KEY_Control_L);
    WAIT_UNTIL(!gtk_widget_get_visible(GTK_WIDGET(column())));
    assert_int_equal(setting("view", "column"), FALSE);
    press(GDK_KEY_F9, GDK_KEY_Control_L);
    WAIT_UNTIL(gtk_widget_get_visible(GTK_WIDGET(column())));
    assert_int_equal(setting("view", "column"), TRUE);
}

static void
the_width_of_the_column_is_remembered(void **state)
{
    GtkPaned *paned = GTK_PANED(gtk_widget_get_parent(GTK_WIDGET(column())));
    int before = gtk_paned_get_position(paned);

    gtk_paned_set_position(paned, before - 40);
    gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    WAIT_UNTIL(setting("window", "column") == gtk_widget_get_width(GTK_WIDGET(column())));
    gtk_paned_set_position(paned, before);
}

static int
output_height(void)
{
    return gtk_widget_get_height(GTK_WIDGET(column_get_output(column())));
}

static void
drag_handle(int by)
{
    GtkWidget *bar = gtk_widget_get_next_sibling(gtk_paned_get_start_child(handle()));
    double y = gtk_widget_get_height(bar) / 2.0;

    settle();
    drag_in(bar, 100, y, 100, y + by);
}

/* It is the same when the window is, and after a pane was folded. */
static void
the_height_of_the_output_is_remembered(void **state)
{
    int before, made;

    show_resumed();
    settle();
    before = output_height();
    drag_handle(60);
    WAIT_UNTIL(output_height() < before - 20);
    settle();
    assert_int_equal(setting("window", "output"), output_height());
    drag_handle(-100);
    WAIT_UNTIL(output_height() > before + 20);
    settle();
    made = output_height();
    assert_int_equal(setting("window", "output"), made);
    pane_widget_set_folded(loop_view_get_pane(column_get_loop(column())), TRUE);
    settle();
    WAIT_UNTIL(output_height() == made);
    pane_widget_set_folded(loop_view_get_pane(column_get_loop(column())), FALSE);
    WAIT_UNTIL(output_height() == made);
    assert_int_equal(setting("window", "output"), made);
}

/* How far a widget extends beyond the lower edge of the column, px. */
static double
overhang(void *widget)
{
    double x, y;

    gtk_widget_translate_coordinates(widget, GTK_WIDGET(column()), 0, gtk_widget_get_height(widget),
                                     &x, &y);
    return y - gtk_widget_get_height(GTK_WIDGET(column()));
}

/* The code keeps its least height, and the output its own. */
static void
no_pane_is_dragged_away(void **state)
{
    show_resumed();
    drag_handle(600);
    settle();
    assert_true(overhang(column_get_output(column())) <= 0);
    assert_true(output_height() >= 60);
    drag_handle(-600);
    settle();
    assert_true(gtk_paned_get_position(handle()) >= 120);
}

/* ---- the state ---- */

/* The recording is shown anew, at its first event. */
static void
the_state_is_read_ahead_while_nothing_happens(void **state)
{
    run_to_end("wait-timeout");
    main_window_show_scenario(world.window, scenario("wait-timeout"));
    assert_int_equal(playhead(), 0);
    assert_true(column_n_read(column()) < model_n_events(model()));
    WAIT_UNTIL(column_n_read(column()) == model_n_events(model()));
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_click_on_a_box_selects_its_task),
        TEST(enter_selects_the_box_of_the_keyboard),
        TEST(the_pointer_on_a_box_lights_the_lane_and_back),
        TEST(more_opens_a_list_by_pointer),
        TEST(boxes_move_when_the_playhead_steps),
        TEST(turn_and_sentence_are_those_of_the_event),
        TEST(while_no_task_runs_the_code_shows_where_the_next_one_stands),
        TEST(the_code_shows_all_lines_where_tasks_stand_if_they_fit),
        TEST(a_click_on_output_goes_to_who_printed_it_and_when),
        TEST(a_heading_folds_its_pane_and_that_is_remembered),
        TEST(words_that_were_folded_are_those_of_the_event),
        TEST(the_column_folds_away),
        TEST(the_width_of_the_column_is_remembered),
        TEST(the_height_of_the_output_is_remembered),
        TEST(no_pane_is_dragged_away),
        TEST(the_state_is_read_ahead_while_nothing_happens),
        TEST(no_box_moves_when_the_desktop_wants_no_animations),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
