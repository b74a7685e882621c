/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-live.c - users' programs in the window: followed, stopped, killed, attached to, and
 * silent. */
#include "tests/display/driver.h"

#include <cairo.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/run/peers.h"
#include "app/run/recording-save.h"

static char *
file_path(const char *name)
{
    return g_build_filename(world.folder, name, NULL);
}

/* A test that fails cannot end what it started, so the kernel does. */
static void
die_with_the_test(void *data)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

static GPid
start_guest(const char *deed, const char *trace)
{
    const char *words[] = {g_getenv("AWAITSCOPE_GUEST"), deed, NULL};
    g_auto(GStrv) variables = g_environ_setenv(g_get_environ(), "AW_TRACE", trace, TRUE);
    GPid pid;

    assert_true(g_spawn_async(world.folder, (char **) words, variables,
                              G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL,
                              die_with_the_test, NULL, &pid, NULL));
    return pid;
}

/* Starts a guest and follows its file. It must not be reaped while the window may ask how it
 * ended. */
static GPid
follow_guest(const char *deed)
{
    g_autofree char *path = file_path("live.awt");

    assert_true(g_file_set_contents(path, "", 0, NULL));
    GPid pid = start_guest(deed, path);
    main_window_follow(
        world.window,
        &(LiveRun){.name = "guest", .path = path, .pid = pid, .socket = -1, .file = -1});
    WAIT_UNTIL(said("follow guest"));
    return pid;
}

static void
attach_to(GPid pid, const char *path, int file)
{
    int socket;

    while ((socket = peer_attach(pid, NULL)) < 0 && !world.late)
        g_main_context_iteration(NULL, FALSE);
    assert_true(socket >= 0);
    assert_true(g_unix_set_fd_nonblocking(socket, TRUE, NULL));
    main_window_follow(world.window,
                       &(LiveRun){.name = "guest", .path = path, .socket = socket, .file = file});
}

static void
end(GPid pid, int signal_number)
{
    kill(pid, signal_number);
    waitpid(pid, NULL, 0);
}

/* ---- followed ---- */

static void
a_program_is_drawn_while_it_runs_and_stop_is_ctrl_c(void **state)
{
    GPid pid = follow_guest("ticks");
    gsize n;

    WAIT_UNTIL(model_n_events(model()) > 20);
    n = model_n_events(model());
    WAIT_UNTIL(model_n_events(model()) > n);
    assert_true(recording_is_live(recording()));
    assert_string_equal(gtk_window_get_title(GTK_WINDOW(world.window)), "guest");
    press(GDK_KEY_period, GDK_KEY_Control_L);
    WAIT_UNTIL(said("ended stopped"));
    assert_int_equal(model_end(model())->kind, TRACE_END_INTERRUPTED);
    assert_false(recording_can_save(recording())); /* it is a file already */
    end(pid, 0);
}

static void
a_program_that_is_killed_is_said_to_be(void **state)
{
    GPid pid = follow_guest("ticks");

    WAIT_UNTIL(model_n_events(model()) > 20);
    kill(pid, SIGKILL);
    WAIT_UNTIL(said("ended killed: SIGKILL"));
    end(pid, 0);
}

static void
too_many_events_end_the_view_and_not_the_program(void **state)
{
    GPid pid;

    pid = follow_guest("ticks");
    recording_set_run_max(recording(), 40);
    WAIT_UNTIL(said("ended stopped: more events than can be kept"));
    assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
    end(pid, SIGINT);
}

static void
another_recording_may_take_its_place(void **state)
{
    GPid pid = follow_guest("ticks");

    WAIT_UNTIL(model_n_events(model()) > 20);
    run_to_end("gather");
    assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
    end(pid, SIGINT);
}

/* ---- attached to ---- */

static void
stop_detaches_from_a_program_that_was_attached_to(void **state)
{
    GPid pid = start_guest("ticks", "listen");

    for (int i = 0; i < 2; i++) {
        attach_to(pid, NULL, -1);
        WAIT_UNTIL(model_n_events(model()) > 30);
        assert_string_equal(recording_stop_word(recording()), "Detach");
        main_window_stop(world.window);
        WAIT_UNTIL(!recording_is_live(recording()));
        assert_int_equal(model_end(model())->kind, TRACE_END_DETACHED);
        assert_true(recording_can_save(recording()));
        assert_int_equal(waitpid(pid, NULL, WNOHANG), 0);
    }
    end(pid, SIGINT);
}

static void
what_is_attached_to_goes_into_a_file_too(void **state)
{
    GPid pid = start_guest("ticks", "listen");
    g_autofree char *path = file_path("copy.awt");
    int file = g_creat(path, 0600);

    attach_to(pid, path, file);
    WAIT_UNTIL(model_n_events(model()) > 30);
    kill(pid, SIGINT);
    WAIT_UNTIL(!recording_is_live(recording()));
    gsize n = model_n_events(model());
    close(file);
    end(pid, 0);
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("opened "));
    assert_int_equal(model_n_events(model()), n);
    assert_int_equal(model_end(model())->kind, TRACE_END_INTERRUPTED);
}

static void
an_attached_program_that_is_killed_leaves_a_cut_recording(void **state)
{
    GPid pid = start_guest("ticks", "listen");

    attach_to(pid, NULL, -1);
    WAIT_UNTIL(model_n_events(model()) > 30);
    end(pid, SIGKILL);
    WAIT_UNTIL(said("ended cut: its end is missing"));
}

/* ---- silence ---- */

static const char *
silence(void)
{
    return silence_get_text(main_window_get_silence(world.window));
}

static void
keep_picture(const char *name)
{
    const char *folder = g_getenv("AWAITSCOPE_TEST_PICTURES");
    g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new(GTK_WIDGET(world.window));
    int width = gtk_widget_get_width(GTK_WIDGET(world.window));
    int height = gtk_widget_get_height(GTK_WIDGET(world.window));
    GtkSnapshot *snapshot = gtk_snapshot_new();
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    cairo_t *cr = cairo_create(surface);
    g_autofree char *path = folder ? g_strdup_printf("%s/silence-%s.png", folder, name) : NULL;
    GskRenderNode *node;

    gdk_paintable_snapshot(paintable, snapshot, width, height);
    node = gtk_snapshot_free_to_node(snapshot);
    gsk_render_node_draw(node, cr);
    gsk_render_node_unref(node);
    cairo_destroy(cr);
    if (path)
        cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
}

static void
look_in(const char *theme)
{
    g_action_group_change_action_state(G_ACTION_GROUP(world.window), "theme",
                                       g_variant_new_string(theme));
    for (int i = 0; i < 2; i++) {
        gtk_widget_queue_draw(GTK_WIDGET(world.window));
        gtk_test_widget_wait_for_draw(GTK_WIDGET(world.window));
    }
    keep_picture(theme);
}

static void
a_silent_run_says_who_waits_and_for_what(void **state)
{
    static const char waiting[] = "\u00a0s; 3 tasks wait: Task-1 for gather(2), Task-2 for "
                                  "sleep(3000 s), the late for sleep(4000 s)";
    GPid pid = follow_guest("silent");
    GtkWidget *line = GTK_WIDGET(main_window_get_silence(world.window));
    g_autofree char *first = NULL;

    WAIT_UNTIL(model_n_events(model()) > 20);
    assert_string_equal(silence(), "");
    assert_false(gtk_widget_get_visible(line));
    WAIT_UNTIL(*silence());
    first = g_strdup(silence());
    assert_true(g_str_has_prefix(first, "Nothing has run for "));
    assert_true(g_str_has_suffix(first, waiting));
    assert_true(gtk_widget_get_visible(line));
    WAIT_UNTIL(g_strcmp0(silence(), first) != 0); /* the next second */
    assert_true(g_str_has_suffix(silence(), waiting));
    assert_int_equal(gtk_accessible_get_accessible_role(GTK_ACCESSIBLE(line)),
                     GTK_ACCESSIBLE_ROLE_STATUS);
    gtk_test_accessible_assert_property(GTK_ACCESSIBLE(line), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        silence());
    look_in("dark");
    look_in("light");
    kill(pid, SIGINT);
    WAIT_UNTIL(said("ended "));
    assert_false(gtk_widget_get_visible(line));
    end(pid, 0);
}

/* What goes on is drawn until now, but not while the user looks at something else. */
static void
a_silent_run_grows_with_the_clock(void **state)
{
    GPid pid = follow_guest("silent");
    g_autofree char *before = NULL;
    double length;
    gint64 grown;

    WAIT_UNTIL(model_n_events(model()) > 20);
    WAIT_UNTIL(model_silent_ns(model()) > 0);
    length = axis_length(model(), AXIS_TIME);
    WAIT_UNTIL(axis_length(model(), AXIS_TIME) > length);
    WAIT_UNTIL(*silence());
    timeline_view_set_playhead(timeline(), 0);
    grown = model_silent_ns(model());
    before = g_strdup(silence());
    WAIT_UNTIL(g_strcmp0(silence(), before) != 0); /* the next second */
    assert_int_equal(model_silent_ns(model()), grown);
    main_window_go_to_end(world.window);
    WAIT_UNTIL(model_silent_ns(model()) > grown);
    kill(pid, SIGKILL);
    WAIT_UNTIL(said("ended "));
    assert_int_equal(model_silent_ns(model()), 0);
    end(pid, 0);
}

static void
a_task_that_holds_the_loop_is_named(void **state)
{
    GPid pid = follow_guest("busy");
    g_autofree char *go = file_path("go");

    WAIT_UNTIL(g_str_has_prefix(silence(), "Task-1 ("));
    assert_non_null(strstr(silence(), ") has run for "));
    assert_true(g_str_has_suffix(silence(), "\u00a0s without a break; no task waits"));
    assert_true(g_file_set_contents(go, "", 0, NULL));
    WAIT_UNTIL(!recording_is_live(recording()));
    end(pid, 0);
    g_unlink(go);
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_program_is_drawn_while_it_runs_and_stop_is_ctrl_c),
        TEST(a_program_that_is_killed_is_said_to_be),
        TEST(too_many_events_end_the_view_and_not_the_program),
        TEST(another_recording_may_take_its_place),
        TEST(stop_detaches_from_a_program_that_was_attached_to),
        TEST(what_is_attached_to_goes_into_a_file_too),
        TEST(an_attached_program_that_is_killed_leaves_a_cut_recording),
        TEST(a_silent_run_says_who_waits_and_for_what),
        TEST(a_silent_run_grows_with_the_clock),
        TEST(a_task_that_holds_the_loop_is_named),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
