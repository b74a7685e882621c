/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-window.c - the window as a whole: its looks, and whether everything can be reached by
 * keyboard and has a name. */
#include "tests/display/driver.h"

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

/* Brightness of the timeline's empty ground, 0 .. 255; the picture is kept if
 * AWAITSCOPE_TEST_PICTURES names a folder. */
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

/* Waits for two frames, since the first may cause changes in the second. */
static void
settle(void)
{
    for (int i = 0; i < 2; i++) {
        gtk_widget_queue_draw(GTK_WIDGET(world.window));
        gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    }
}

/* The first event of `kind` on a lane, or MODEL_NONE. */
static gsize
first_of(const Track *lane, TraceKind kind)
{
    for (guint i = 0; i < lane->events->len; i++) {
        gsize event = g_array_index(lane->events, gsize, i);
        if (model_event(model(), event)->kind == kind)
            return event;
    }
    return MODEL_NONE;
}

static void
light_is_light_and_dark_is_dark(void **state)
{
    GdkRectangle tag; /* of Task-3, beside the line where it stands */

    run_to_end("wait-timeout");
    timeline_view_select(timeline(), task(2)->id);
    timeline_view_set_playhead(timeline(), first_of(task(2), TRACE_TASK_READY));
    WAIT_UNTIL(code_view_locate_tag(column_get_code(main_window_get_column(world.window)),
                                    task(2)->id, &tag));
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

/* The control that a focused part belongs to, such as the spin button for the text in it. */
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

/* Buttons such as Close are named by GTK. */
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

/* Counts the widgets within `widget`, itself included, that do actions of the window. */
static guint
count_actions(GtkWidget *widget)
{
    const char *action =
        GTK_IS_ACTIONABLE(widget) ? gtk_actionable_get_action_name(GTK_ACTIONABLE(widget)) : NULL;
    gboolean is_ours = action && g_str_has_prefix(action, "win.");
    guint n = is_ours;

    if (is_ours && !g_action_group_has_action(G_ACTION_GROUP(world.window), action + 4))
        fail_msg("there is no action %s", action);
    for (GtkWidget *child = gtk_widget_get_first_child(widget); child;
         child = gtk_widget_get_next_sibling(child))
        n += count_actions(child);
    return n;
}

static void
what_every_button_does_is_an_action(void **state)
{
    assert_true(count_actions(GTK_WIDGET(world.window)) >= 12);
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

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(light_is_light_and_dark_is_dark),
        TEST(every_control_is_reached_by_tab_and_has_a_name),
        TEST(what_every_button_does_is_an_action),
        TEST(the_sidebar_folds_away),
        TEST(the_page_of_shortcuts_opens_and_closes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
