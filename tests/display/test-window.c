/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-window.c - drives the real window by pointer and keys, and looks at what it says it did: the
 * lines of AWAITSCOPE_TEST_LOG, the state of its parts, and what assistive technology is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>

#include "app/application.h"
#include "app/cli.h"
#include "tests/display/input.h"

enum { PATIENCE_S = 30 };

/* One window for all tests: each begins by saying what it shows. */
static struct {
    MainWindow *window;
    Input *input;
    char *folder, *log;
    gsize mark; /* where the log was when the test began */
    gboolean late;
    guint deadline;
    int failures;
} world;

/* Runs the main loop while `condition` is false, and fails when it stays so. */
#define WAIT_UNTIL(condition)                                                                      \
    do {                                                                                           \
        while (!(condition) && !world.late)                                                        \
            g_main_context_iteration(NULL, TRUE);                                                  \
        assert_true(condition);                                                                    \
    } while (0)

/* ---- what it says ---- */

static char *
read_log(void)
{
    char *text = NULL;

    g_file_get_contents(world.log, &text, NULL, NULL);
    return text ? text : g_strdup("");
}

/* Whether a line that begins like this was written since the test began. */
static gboolean
said(const char *beginning)
{
    g_autofree char *text = read_log();
    g_autofree char *line = g_strdup_printf("\n%s", beginning);

    return strlen(text) >= world.mark && strstr(text + world.mark, line) != NULL;
}

static void
mark_log(void)
{
    g_autofree char *text = read_log();

    world.mark = strlen(text) ? strlen(text) - 1 : 0; /* the newline before the next line */
}

static TimelineView *
timeline(void)
{
    return main_window_get_timeline(world.window);
}

static Recording *
recording(void)
{
    return main_window_get_recording(world.window);
}

static const Model *
model(void)
{
    return recording_get_model(recording());
}

static gsize
playhead(void)
{
    return timeline_view_get_playhead(timeline());
}

/* ---- what one does ---- */

static const ScenarioRow *
scenario(const char *name)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        if (g_str_equal(scenario_rows[i].name, name))
            return &scenario_rows[i];
    }
    fail_msg("there is no scenario %s", name);
    return NULL;
}

static void
set_exact(gboolean exact)
{
    g_action_group_change_action_state(G_ACTION_GROUP(world.window), "exact",
                                       g_variant_new_boolean(exact));
}

static void
start(const char *name, gboolean exact)
{
    main_window_show_scenario(world.window, scenario(name));
    parameters_reset(sidebar_get_parameters(main_window_get_sidebar(world.window)));
    set_exact(exact);
    main_window_run(world.window);
}

/* Runs a scenario on the virtual clock, to its end, without waiting for the seconds in it. */
static void
run_to_end(const char *name)
{
    start(name, TRUE);
    while (recording_is_live(recording()) && !world.late) {
        main_window_go_to_end(world.window);
        g_main_context_iteration(NULL, TRUE);
    }
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
}

/* Where a point of the timeline is on the screen. */
static void
to_screen(double x, double y, int *ret_x, int *ret_y)
{
    double window_x, window_y, surface_x, surface_y;

    assert_true(gtk_widget_translate_coordinates(GTK_WIDGET(timeline()), GTK_WIDGET(world.window),
                                                 x, y, &window_x, &window_y));
    gtk_native_get_surface_transform(GTK_NATIVE(world.window), &surface_x, &surface_y);
    *ret_x = (int) (window_x + surface_x);
    *ret_y = (int) (window_y + surface_y);
}

static void
point_at(double x, double y)
{
    int screen_x, screen_y;

    to_screen(x, y, &screen_x, &screen_y);
    input_move(world.input, screen_x, screen_y);
}

static void
click(double x, double y)
{
    point_at(x, y);
    input_click(world.input, 1);
}

static void
drag(double from_x, double from_y, double to_x, double to_y)
{
    int x, y, end_x, end_y;

    to_screen(from_x, from_y, &x, &y);
    to_screen(to_x, to_y, &end_x, &end_y);
    input_drag(world.input, x, y, end_x, end_y, 8);
}

static void
press(guint key, guint modifier)
{
    assert_true(input_press(world.input, key, modifier));
}

static void
focus_timeline(void)
{
    gtk_widget_grab_focus(GTK_WIDGET(timeline()));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(world.window)));
}

/* The x of an event's middle. */
static double
event_x(gsize event)
{
    const View *view = timeline_view_get_view(timeline());

    return view_x(view, axis_of_event(model(), view->axis, event) +
                            (view->axis == AXIS_ELASTIC ? 0.2 : 0));
}

/* The topmost shape that hits `kind`, of `track` or of `group`. */
static const Shape *
find_shape(HitKind kind, guint32 track, TraceTrack group)
{
    const Scene *scene = timeline_view_get_scene(timeline());

    for (guint i = scene->shapes->len; i-- > 0;) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->hit == kind && shape->track == track &&
            (kind != HIT_GROUP || shape->group == group))
            return shape;
    }
    return NULL;
}

static const Track *
task(guint i)
{
    return g_ptr_array_index(model_tracks(model(), TRACE_TRACK_TASK), i);
}

static double
ruler_y(void)
{
    const Shape *ruler = find_shape(HIT_RULER, TRACE_NOBODY, 0);

    assert_non_null(ruler);
    return ruler->y + ruler->h - 4;
}

/* ---- runs ---- */

static void
an_exact_run_is_drawn_to_its_end(void **state)
{
    run_to_end("wait-timeout");
    WAIT_UNTIL(said("ended exact: the same every time"));
    assert_true(said("run wait-timeout"));
    assert_int_equal(model_duration_ns(model()), 2000000000);
    assert_int_equal(model_tracks(model(), TRACE_TRACK_TASK)->len, 5);
    WAIT_UNTIL(output_view_get_n_printed(main_window_get_output(world.window)) == 4);
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
the_playhead_follows_a_run_until_it_is_dragged(void **state)
{
    gsize dragged;

    start("wait-timeout", FALSE);
    WAIT_UNTIL(model_n_events(model()) > 20 && playhead() == model_n_events(model()) - 1);
    assert_true(timeline_view_is_following(timeline()));
    drag(event_x(10), ruler_y(), event_x(4), ruler_y());
    WAIT_UNTIL(playhead() == 4);
    assert_false(timeline_view_is_following(timeline()));
    dragged = model_n_events(model());
    WAIT_UNTIL(model_n_events(model()) > dragged);
    assert_int_equal(playhead(), 4);
    focus_timeline();
    press(GDK_KEY_End, 0);
    WAIT_UNTIL(timeline_view_is_following(timeline()));
    WAIT_UNTIL(!recording_is_live(recording()));
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
}

static void
a_stopped_run_is_kept_and_says_so(void **state)
{
    start("wait-timeout", FALSE);
    WAIT_UNTIL(model_n_events(model()) > 20);
    press(GDK_KEY_period, GDK_KEY_Control_L);
    WAIT_UNTIL(said("stop"));
    WAIT_UNTIL(said("ended stopped"));
    assert_true(said("toast Wait with a timeout: stopped"));
    assert_true(model_n_events(model()) > 20);
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
    start("wait-timeout", FALSE);
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

/* ---- the playhead ---- */

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
keys_step_along_the_selected_lane(void **state)
{
    run_to_end("wait-timeout");
    focus_timeline();
    timeline_view_select(timeline(), task(2)->id);
    timeline_view_set_playhead(timeline(), 0);
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(playhead() != 0);
    assert_int_equal(playhead(), task(2)->first);
    press(GDK_KEY_Right, 0);
    WAIT_UNTIL(playhead() != task(2)->first);
    assert_int_equal(model_event(model(), playhead())->subject, task(2)->id);
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
    assert_true(g_str_has_prefix(code_view_get_heading(main_window_get_code(world.window)),
                                 "wait-timeout.c · Task-2 at line "));
}

static void
output_is_what_was_printed_by_then(void **state)
{
    OutputView *output = main_window_get_output(world.window);

    run_to_end("wait-timeout");
    timeline_view_set_playhead(timeline(), 0);
    assert_int_equal(output_view_get_n_printed(output), 0);
    timeline_view_set_playhead(timeline(), model_event_at_time(model(), 1000000000));
    assert_int_equal(output_view_get_n_printed(output), 2);
}

/* ---- lanes and view ---- */

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
    press(GDK_KEY_Escape, 0); /* the first one may be for a toast */
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
    press(GDK_KEY_e, 0);
    WAIT_UNTIL(said("axis elastic"));
}

/* ---- files ---- */

static char *
path_of(const char *name)
{
    return g_build_filename(world.folder, name, NULL);
}

static void
a_saved_recording_opens_at_its_start(void **state)
{
    g_autofree char *path = path_of("saved.awt");
    gsize n;

    run_to_end("chain");
    n = model_n_events(model());
    main_window_save_to(world.window, path);
    assert_true(said("saved "));
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("opened "));
    assert_int_equal(model_n_events(model()), n);
    assert_int_equal(playhead(), 0);
    assert_false(g_action_group_get_action_enabled(G_ACTION_GROUP(world.window), "run"));
}

static void
a_cut_recording_opens_with_a_warning(void **state)
{
    g_autofree char *path = path_of("whole.awt"), *cut = path_of("cut.awt"), *bytes = NULL;
    gsize size;

    run_to_end("gather");
    main_window_save_to(world.window, path);
    assert_true(g_file_get_contents(path, &bytes, &size, NULL));
    assert_true(g_file_set_contents(cut, bytes, (gssize) size - 1, NULL));
    main_window_open_file(world.window, cut);
    WAIT_UNTIL(said("opened "));
    WAIT_UNTIL(said("toast cut"));
}

static void
what_is_no_recording_leaves_the_window_as_it_is(void **state)
{
    g_autofree char *path = path_of("text.awt");
    Recording *before;

    run_to_end("chain");
    before = recording();
    assert_true(g_file_set_contents(path, "hello", 5, NULL));
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("toast Cannot open text.awt: "));
    main_window_open_file(world.window, world.folder);
    WAIT_UNTIL(said("toast Cannot open /"));
    assert_ptr_equal(recording(), before);
    assert_false(said("opened"));
}

static void
exports_are_what_they_are_called(void **state)
{
    static const struct {
        const char *name, *beginning;
    } files[] = {{"x.svg", "<"}, {"x.pdf", "%PDF"}, {"x.png", "\x89PNG"}};

    run_to_end("wait-timeout");
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = path_of(files[i].name), *bytes = NULL;
        main_window_export_to(world.window, path);
        assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
        assert_true(g_str_has_prefix(bytes, files[i].beginning));
    }
    assert_true(said("exported "));
}

static void
an_export_that_cannot_be_written_says_why(void **state)
{
    run_to_end("chain");
    main_window_export_to(world.window, "/nowhere/x.svg");
    assert_true(said("toast /nowhere/x.svg: "));
    main_window_export_to(world.window, "/tmp/x.doc");
    assert_true(said("toast /tmp/x.doc: "));
    assert_false(said("exported"));
}

/* ---- the window ---- */

static void
set_theme(const char *name)
{
    g_action_group_change_action_state(G_ACTION_GROUP(world.window), "theme",
                                       g_variant_new_string(name));
}

static cairo_surface_t *
picture(void)
{
    g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(GTK_WIDGET(world.window));
    int width = gtk_widget_get_width(GTK_WIDGET(world.window));
    int height = gtk_widget_get_height(GTK_WIDGET(world.window));
    GtkSnapshot *snapshot = gtk_snapshot_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(surface);
    GskRenderNode *node;

    gdk_paintable_snapshot(paintable, snapshot, width, height);
    node = gtk_snapshot_free_to_node(snapshot);
    gsk_render_node_draw(node, cr);
    gsk_render_node_unref(node);
    cairo_destroy(cr);
    return surface;
}

/* Brightness of the timeline's empty ground, 0 .. 255; the picture is kept if somebody asks. */
static guint
ground(const char *name)
{
    const char *folder = g_getenv("AWAITSCOPE_TEST_PICTURES");
    cairo_surface_t *surface = picture();
    g_autofree char *path = folder ? g_strdup_printf("%s/window-%s.png", folder, name) : NULL;
    double x, y;
    guint8 *pixel;
    guint value;

    gtk_widget_translate_coordinates(GTK_WIDGET(timeline()), GTK_WIDGET(world.window), 40,
                                     timeline_view_get_view(timeline())->height - 70, &x, &y);
    pixel = cairo_image_surface_get_data(surface) +
            (int) y * cairo_image_surface_get_stride(surface) + (int) x * 4;
    value = pixel[1];
    if (path)
        cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
    return value;
}

static void
settle(void)
{
    static guint frames;

    frames = 0;
    while (frames++ < 40 && !world.late)
        g_main_context_iteration(NULL, TRUE);
}

static void
light_is_light_and_dark_is_dark(void **state)
{
    run_to_end("wait-timeout");
    timeline_view_select(timeline(), task(2)->id);
    timeline_view_set_playhead(timeline(), model_n_events(model()) / 2);
    set_theme("light");
    settle();
    assert_true(ground("light") > 200);
    set_theme("dark");
    settle();
    assert_true(ground("dark") < 80);
    assert_true(said("theme dark"));
    set_theme("system");
}

static gboolean
has_name(GtkWidget *widget)
{
    GtkAccessible *accessible = GTK_ACCESSIBLE(widget);

    return gtk_test_accessible_has_property(accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
           gtk_test_accessible_has_relation(accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* The control that a focused part belongs to: the text in a spin button is the spin button's. */
static GtkWidget *
control_of(GtkWidget *widget)
{
    static GType composite[3];

    composite[0] = GTK_TYPE_SPIN_BUTTON;
    composite[1] = GTK_TYPE_MENU_BUTTON;
    composite[2] = GTK_TYPE_LIST_BOX_ROW;
    for (guint i = 0; i < G_N_ELEMENTS(composite); i++) {
        GtkWidget *owner = gtk_widget_get_ancestor(widget, composite[i]);
        if (owner)
            return owner;
    }
    return widget;
}

/* The window's own buttons are not ours to name. */
static gboolean
is_window_control(GtkWidget *widget)
{
    return gtk_widget_get_ancestor(widget, GTK_TYPE_WINDOW_CONTROLS) != NULL;
}

static void
every_control_is_reached_by_tab_and_has_a_name(void **state)
{
    g_autoptr(GHashTable) reached = g_hash_table_new(NULL, NULL);

    run_to_end("wait-timeout");
    gtk_window_set_focus(GTK_WINDOW(world.window), NULL);
    for (guint i = 0; i < 60; i++) {
        GtkWidget *focus;
        gtk_widget_child_focus(GTK_WIDGET(world.window), GTK_DIR_TAB_FORWARD);
        focus = gtk_window_get_focus(GTK_WINDOW(world.window));
        if (!focus || is_window_control(focus))
            continue;
        focus = control_of(focus);
        g_hash_table_add(reached, focus);
        if (!has_name(focus))
            fail_msg("a %s has no name", G_OBJECT_TYPE_NAME(focus));
    }
    assert_true(g_hash_table_contains(reached, timeline()));
    assert_true(g_hash_table_size(reached) >= 20);
    focus_timeline();
}

static void
the_sidebar_folds_away(void **state)
{
    Sidebar *sidebar = main_window_get_sidebar(world.window);

    press(GDK_KEY_F9, 0);
    WAIT_UNTIL(!gtk_widget_get_visible(GTK_WIDGET(sidebar)));
    press(GDK_KEY_F9, 0);
    WAIT_UNTIL(gtk_widget_get_visible(GTK_WIDGET(sidebar)));
}

static void
the_page_of_shortcuts_opens_and_closes(void **state)
{
    g_autoptr(GListModel) windows = NULL;
    GtkWindow *page = NULL;

    gtk_widget_activate_action(GTK_WIDGET(world.window), "win.shortcuts", NULL);
    windows = g_object_ref(gtk_window_get_toplevels());
    for (guint i = 0; i < g_list_model_get_n_items(windows); i++) {
        g_autoptr(GtkWindow) window = g_list_model_get_item(windows, i);
        if (GTK_IS_SHORTCUTS_WINDOW(window))
            page = window;
    }
    assert_non_null(page);
    gtk_window_destroy(page);
}

/* ---- how it is run ---- */

static gboolean
give_up(void *data)
{
    world.late = TRUE;
    world.deadline = 0;
    return G_SOURCE_REMOVE;
}

static int
begin(void **state)
{
    world.late = FALSE;
    world.deadline = g_timeout_add_seconds(PATIENCE_S, give_up, NULL);
    mark_log();
    return 0;
}

static int
finish(void **state)
{
    if (world.late) {
        g_autofree char *text = read_log();
        g_printerr("the log since the test began:%s", text + world.mark);
    }
    if (world.deadline)
        g_source_remove(world.deadline);
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, finish)

static const struct CMUnitTest tests[] = {
    TEST(an_exact_run_is_drawn_to_its_end),
    TEST(an_exact_run_comes_at_the_pace_of_a_real_one),
    TEST(the_playhead_follows_a_run_until_it_is_dragged),
    TEST(a_stopped_run_is_kept_and_says_so),
    TEST(a_killed_process_leaves_what_it_recorded),
    TEST(parameters_reach_the_run),
    TEST(a_scenario_keeps_its_last_run),
    TEST(a_drag_on_the_ruler_moves_the_playhead),
    TEST(keys_step_through_all_events),
    TEST(keys_step_along_the_selected_lane),
    TEST(each_move_of_the_playhead_is_described),
    TEST(the_code_pane_says_who_runs_where),
    TEST(output_is_what_was_printed_by_then),
    TEST(a_click_selects_a_lane_and_escape_none),
    TEST(a_click_on_a_heading_folds_its_group),
    TEST(control_and_the_wheel_zoom_around_the_pointer),
    TEST(a_drag_on_the_overview_moves_what_is_shown),
    TEST(keys_switch_the_axis),
    TEST(a_saved_recording_opens_at_its_start),
    TEST(a_cut_recording_opens_with_a_warning),
    TEST(what_is_no_recording_leaves_the_window_as_it_is),
    TEST(exports_are_what_they_are_called),
    TEST(an_export_that_cannot_be_written_says_why),
    TEST(light_is_light_and_dark_is_dark),
    TEST(every_control_is_reached_by_tab_and_has_a_name),
    TEST(the_sidebar_folds_away),
    TEST(the_page_of_shortcuts_opens_and_closes),
};

static void
run_all(MainWindow *window, void *data)
{
    world.window = window;
    world.failures = cmocka_run_group_tests(tests, NULL, NULL);
    gtk_window_close(GTK_WINDOW(window));
}

/* Scenarios run in processes that are this program again. */
int
main(int argc, char **argv)
{
    int status;

    if (argc > 1)
        return cli_main(argc, argv);
    world.folder = g_dir_make_tmp("awaitscope-window-XXXXXX", NULL);
    world.log = g_build_filename(world.folder, "log", NULL);
    g_setenv("AWAITSCOPE_TEST_LOG", world.log, TRUE);
    world.input = input_open();
    if (!world.input) {
        g_printerr("test-window: no display; run it by tests/display/run.sh\n");
        return 1;
    }
    status = window_main_with(NULL, run_all, NULL);
    input_close(world.input);
    return status ? status : world.failures;
}
