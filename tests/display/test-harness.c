/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-harness.c - run.sh and input.c do what the display tests rely on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <gtk/gtk.h>

#include "tests/display/input.h"
#include "tests/support/patience.h"

typedef struct {
    GtkWidget *window;
    Input *input;
    bool late;
    guint deadline;
    int n_frames, n_clicks;
    double x, y;
    guint key;
    GdkModifierType modifiers;
} World;

static gboolean
give_up(void *data)
{
    World *world = data;

    world->late = true;
    world->deadline = 0;
    return G_SOURCE_REMOVE;
}

static void
count_frame(GdkFrameClock *clock, void *data)
{
    World *world = data;

    world->n_frames++;
}

static void
note_click(GtkGestureClick *gesture, int n_press, double x, double y, void *data)
{
    World *world = data;

    world->n_clicks++;
    world->x = x;
    world->y = y;
}

static gboolean
note_key(GtkEventControllerKey *keys, guint key, guint code, GdkModifierType modifiers, void *data)
{
    World *world = data;

    world->key = key;
    world->modifiers = modifiers;
    return TRUE;
}

/* Runs the main loop while `condition` is false, and fails if it stays false. */
#define WAIT_UNTIL(world, condition)                                                               \
    do {                                                                                           \
        while (!(condition) && !(world)->late)                                                     \
            g_main_context_iteration(NULL, TRUE);                                                  \
        assert_true(condition);                                                                    \
    } while (0)

static int
open_window(void **state)
{
    World *world = g_new0(World, 1);
    GtkGesture *click = gtk_gesture_click_new();
    GtkEventController *keys = gtk_event_controller_key_new();

    *state = world;
    world->input = input_open();
    world->window = gtk_window_new();
    world->deadline = g_timeout_add_seconds(PATIENCE_S, give_up, world);
    gtk_window_set_default_size(GTK_WINDOW(world->window), 400, 300);
    g_signal_connect(click, "pressed", G_CALLBACK(note_click), world);
    g_signal_connect(keys, "key-pressed", G_CALLBACK(note_key), world);
    gtk_widget_add_controller(world->window, GTK_EVENT_CONTROLLER(click));
    gtk_widget_add_controller(world->window, keys);
    gtk_widget_realize(world->window);
    g_signal_connect(gtk_widget_get_frame_clock(world->window), "after-paint",
                     G_CALLBACK(count_frame), world);
    gtk_window_present(GTK_WINDOW(world->window));
    return world->input == NULL ? -1 : 0;
}

static int
close_window(void **state)
{
    World *world = *state;

    gtk_window_destroy(GTK_WINDOW(world->window));
    if (world->deadline != 0)
        g_source_remove(world->deadline);
    input_close(world->input);
    g_free(world);
    return 0;
}

static void
a_window_gets_a_frame(void **state)
{
    World *world = *state;

    WAIT_UNTIL(world, world->n_frames > 0);
    assert_true(gtk_widget_get_mapped(world->window));
}

static void
a_click_arrives_where_the_pointer_is(void **state)
{
    World *world = *state;

    WAIT_UNTIL(world, world->n_frames > 0);
    input_move(world->input, 120, 200);
    input_click(world->input, 1);
    WAIT_UNTIL(world, world->n_clicks > 0);
    assert_int_equal((int) world->x, 120);
    assert_int_equal((int) world->y, 200);
}

static void
a_key_arrives_with_its_modifier(void **state)
{
    World *world = *state;

    WAIT_UNTIL(world, gtk_window_is_active(GTK_WINDOW(world->window)));
    assert_true(input_press(world->input, GDK_KEY_Left, GDK_KEY_Control_L));
    WAIT_UNTIL(world, world->key == GDK_KEY_Left);
    assert_true(world->modifiers & GDK_CONTROL_MASK);
}

static void
the_world_is_not_the_callers(void **state)
{
    assert_non_null(g_getenv("DBUS_SESSION_BUS_ADDRESS"));
    assert_true(g_str_has_prefix(g_get_user_config_dir(), g_get_tmp_dir()));
    assert_true(g_str_has_prefix(g_get_home_dir(), g_get_tmp_dir()));
    assert_null(g_getenv("WAYLAND_DISPLAY"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_window_gets_a_frame, open_window, close_window),
        cmocka_unit_test_setup_teardown(a_click_arrives_where_the_pointer_is, open_window,
                                        close_window),
        cmocka_unit_test_setup_teardown(a_key_arrives_with_its_modifier, open_window, close_window),
        cmocka_unit_test(the_world_is_not_the_callers),
    };

    if (!gtk_init_check()) {
        g_printerr("test-harness: no display; run it by tests/display/run.sh\n");
        return 1;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
