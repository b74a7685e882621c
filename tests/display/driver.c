/* SPDX-License-Identifier: GPL-3.0-or-later */
/* driver.c - one window for all tests of a program; drives it by pointer and keys, and reads its
 * log. */
#include "tests/display/driver.h"

#include <glib/gstdio.h>

#include "app/cli/cli.h"
#include "tests/support/patience.h"

enum { MORE_PATIENCE_S = 10 * PATIENCE_S /* under valgrind */ };

World world;

typedef struct {
    int (*fn)(void);
    int status;
} TestRun;

static char *
read_log(void)
{
    char *text = NULL;

    g_file_get_contents(world.log, &text, NULL, NULL);
    return text ? text : g_strdup("");
}

/* Whether a line that begins with `beginning` was logged since the test began. */
gboolean
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

TimelineView *
timeline(void)
{
    return main_window_get_timeline(world.window);
}

Recording *
recording(void)
{
    return main_window_get_recording(world.window);
}

const Model *
model(void)
{
    return recording_get_model(recording());
}

gsize
playhead(void)
{
    return timeline_view_get_playhead(timeline());
}

const ScenarioRow *
scenario(const char *name)
{
    for (size_t i = 0; i < scenario_n_rows; i++) {
        if (g_str_equal(scenario_rows[i].name, name))
            return &scenario_rows[i];
    }
    fail_msg("there is no scenario %s", name);
    return NULL;
}

void
set_exact(gboolean exact)
{
    g_action_group_change_action_state(G_ACTION_GROUP(world.window), "exact",
                                       g_variant_new_boolean(exact));
}

void
start(const char *name, gboolean exact)
{
    main_window_show_scenario(world.window, scenario(name));
    parameters_reset(sidebar_get_parameters(main_window_get_sidebar(world.window)));
    set_exact(exact);
    main_window_run(world.window);
}

/* Runs a scenario on the virtual clock, to its end, without waiting for the seconds in it. */
void
run_to_end(const char *name)
{
    start(name, TRUE);
    while (recording_is_live(recording()) && !world.late) {
        main_window_go_to_end(world.window);
        g_main_context_iteration(NULL, TRUE);
    }
    WAIT_UNTIL(playhead() == model_n_events(model()) - 1);
}

/* The position on the screen of a point of a widget. */
static void
to_screen(void *widget, double x, double y, int *ret_x, int *ret_y)
{
    double window_x, window_y, surface_x, surface_y;

    assert_true(gtk_widget_translate_coordinates(widget, GTK_WIDGET(world.window), x, y, &window_x,
                                                 &window_y));
    gtk_native_get_surface_transform(GTK_NATIVE(world.window), &surface_x, &surface_y);
    *ret_x = (int) (window_x + surface_x);
    *ret_y = (int) (window_y + surface_y);
}

void
point_in(void *widget, double x, double y)
{
    int screen_x, screen_y;

    to_screen(widget, x, y, &screen_x, &screen_y);
    input_move(world.input, screen_x, screen_y);
}

void
point_at(double x, double y)
{
    point_in(timeline(), x, y);
}

void
click_in(void *widget, double x, double y)
{
    point_in(widget, x, y);
    input_click(world.input, 1);
}

void
click(double x, double y)
{
    click_in(timeline(), x, y);
}

void
drag_in(void *widget, double from_x, double from_y, double to_x, double to_y)
{
    int x, y, end_x, end_y;

    to_screen(widget, from_x, from_y, &x, &y);
    to_screen(widget, to_x, to_y, &end_x, &end_y);
    input_drag(world.input, x, y, end_x, end_y, 8);
}

void
drag(double from_x, double from_y, double to_x, double to_y)
{
    drag_in(timeline(), from_x, from_y, to_x, to_y);
}

static gboolean
shows(GtkWidget *widget, const char *text)
{
    return GTK_IS_LABEL(widget) && gtk_widget_get_mapped(widget) &&
           g_str_equal(gtk_label_get_text(GTK_LABEL(widget)), text);
}

GtkWidget *
find_text_in(GtkWidget *root, const char *text)
{
    GtkWidget *found = shows(root, text) ? root : NULL;

    for (GtkWidget *child = gtk_widget_get_first_child(root); child && !found;
         child = gtk_widget_get_next_sibling(child))
        found = find_text_in(child, text);
    return found;
}

GtkWidget *
find_text(const char *text)
{
    return find_text_in(GTK_WIDGET(world.window), text);
}

/* A popup's place is that relative to its parent; the window's upper left corner is the screen's.
 */
static void
middle_of(GtkWidget *widget, double *ret_x, double *ret_y)
{
    GtkNative *native = gtk_widget_get_native(widget);
    double x, y, surface_x, surface_y;

    assert_true(gtk_widget_translate_coordinates(widget, GTK_WIDGET(native),
                                                 gtk_widget_get_width(widget) / 2.0,
                                                 gtk_widget_get_height(widget) / 2.0, &x, &y));
    gtk_native_get_surface_transform(native, &surface_x, &surface_y);
    x += surface_x;
    y += surface_y;
    for (GdkSurface *surface = gtk_native_get_surface(native); GDK_IS_POPUP(surface);
         surface = gdk_popup_get_parent(GDK_POPUP(surface))) {
        x += gdk_popup_get_position_x(GDK_POPUP(surface));
        y += gdk_popup_get_position_y(GDK_POPUP(surface));
    }
    *ret_x = x;
    *ret_y = y;
}

/* A widget that has just appeared may still move. */
static void
wait_until_at_rest(GtkWidget *widget)
{
    double x, y, before_x = -1, before_y = -1;

    for (;;) {
        middle_of(widget, &x, &y);
        if ((x == before_x && y == before_y) || world.late)
            return;
        before_x = x;
        before_y = y;
        gtk_widget_queue_draw(widget);
        gtk_test_widget_wait_for_draw(widget);
    }
}

void
click_on(GtkWidget *widget)
{
    double x, y;

    wait_until_at_rest(widget);
    middle_of(widget, &x, &y);
    input_move(world.input, (int) x, (int) y);
    input_click(world.input, 1);
}

void
click_text_in(GtkWidget *root, const char *text)
{
    WAIT_UNTIL(find_text_in(root, text) != NULL);
    click_on(find_text_in(root, text));
}

void
click_text(const char *text)
{
    click_text_in(GTK_WIDGET(world.window), text);
}

void
choose(const char *button, const char *item)
{
    GtkWidget *label = find_text(button), *owner, *menu;

    assert_non_null(label);
    owner = gtk_widget_get_ancestor(label, GTK_TYPE_MENU_BUTTON);
    menu = GTK_WIDGET(gtk_menu_button_get_popover(GTK_MENU_BUTTON(owner)));
    click_text(button);
    click_text_in(menu, item);
    WAIT_UNTIL(!gtk_widget_get_mapped(menu));
}

void
press(guint key, guint modifier)
{
    assert_true(input_press(world.input, key, modifier));
}

void
focus_timeline(void)
{
    gtk_widget_grab_focus(GTK_WIDGET(timeline()));
    WAIT_UNTIL(gtk_window_is_active(GTK_WINDOW(world.window)));
}

/* The x of an event's middle. */
double
event_x(gsize event)
{
    const View *view = timeline_view_get_view(timeline());

    return view_x(view, axis_of_event(model(), view->axis, event) +
                            (view->axis == AXIS_ELASTIC ? 0.2 : 0));
}

/* The topmost shape that hits `kind`, of `track` or of `group`. */
const Shape *
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

const Track *
task(guint i)
{
    return g_ptr_array_index(model_tracks(model(), TRACE_TRACK_TASK), i);
}

double
ruler_y(void)
{
    const Shape *ruler = find_shape(HIT_RULER, TRACE_NOBODY, 0);

    assert_non_null(ruler);
    return ruler->y + ruler->h - 4;
}

static gboolean
give_up(void *data)
{
    world.late = TRUE;
    world.deadline = 0;
    return G_SOURCE_REMOVE;
}

int
drive_begin(void **state)
{
    world.late = FALSE;
    world.deadline = g_timeout_add_seconds(
        g_getenv("AWAITSCOPE_TEST_WRAPPER") ? MORE_PATIENCE_S : PATIENCE_S, give_up, NULL);
    mark_log();
    return 0;
}

int
drive_finish(void **state)
{
    if (world.late) {
        g_autofree char *text = read_log();
        g_printerr("the log since the test began:%s", text + world.mark);
    }
    if (world.deadline)
        g_source_remove(world.deadline);
    return 0;
}

static void
run_all(MainWindow *window, void *data)
{
    TestRun *run = data;

    world.window = window;
    run->status = run->fn();
    gtk_window_close(GTK_WINDOW(window));
}

static void
remove_folder(void)
{
    g_autoptr(GDir) folder = g_dir_open(world.folder, 0, NULL);
    const char *name;

    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(world.folder, name, NULL);
        g_remove(path);
    }
    g_rmdir(world.folder);
}

int
drive(int argc, char **argv, int (*fn)(void))
{
    TestRun run = {fn, 1};
    int status;

    if (argc > 1)
        return cli_main(argc, argv);
    world.folder = g_dir_make_tmp("awaitscope-window-XXXXXX", NULL);
    world.log = g_build_filename(world.folder, "log", NULL);
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_setenv("AWAITSCOPE_PROGRAM", self, TRUE);
    g_setenv("AWAITSCOPE_TEST_LOG", world.log, TRUE);
    world.input = input_open();
    if (!world.input) {
        g_printerr("no display; run it by tests/display/run.sh\n");
        return 1;
    }
    status = window_main_with(NULL, run_all, &run);
    input_close(world.input);
    remove_folder();
    return status ? status : run.status;
}
