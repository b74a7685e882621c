/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-files.c - the window opens, saves and exports. */
#include "tests/display/driver.h"

#include <signal.h>
#include <sys/wait.h>

#include "app/run/recording-save.h"
#include "ui/interchange/awt.h"
#include "ui/model/notes.h"

static char *
path_of(const char *name)
{
    return g_build_filename(world.folder, name, NULL);
}

static void
a_saved_recording_without_a_failure_opens_at_its_end(void **state)
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
    assert_int_equal(playhead(), n - 1);
    assert_false(g_action_group_get_action_enabled(G_ACTION_GROUP(world.window), "run"));
}

static void
open_bookmarked(const char *path)
{
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("opened "));
    focus_timeline();
}

/* Opens it again, as another one would. */
static void
assert_bookmarks(const char *path, guint n, gsize first)
{
    const Recording *before = recording();

    main_window_open_file(world.window, path);
    WAIT_UNTIL(recording() != before && !recording_is_live(recording()));
    assert_int_equal(model_notes(model())->len, n);
    if (n > 0)
        assert_int_equal(g_array_index(model_notes(model()), Note, 0).event, first);
}

static void
a_bookmark_is_kept_in_the_file(void **state)
{
    g_autofree char *path = path_of("noted.awt");

    run_to_end("chain");
    main_window_save_to(world.window, path);
    open_bookmarked(path);
    timeline_view_set_playhead(timeline(), 12);
    press(GDK_KEY_m, 0);
    WAIT_UNTIL(model_note(model(), 12));
    timeline_view_set_playhead(timeline(), 3);
    press(GDK_KEY_m, 0);
    WAIT_UNTIL(model_note(model(), 3));
    assert_bookmarks(path, 2, 3);
    focus_timeline();
    timeline_view_set_playhead(timeline(), 3);
    press(GDK_KEY_b, 0);
    WAIT_UNTIL(playhead() == 12);
    press(GDK_KEY_m, 0);
    WAIT_UNTIL(!model_note(model(), 12));
    assert_bookmarks(path, 1, 3);
}

static void
a_bookmark_with_a_note_is_not_taken_away_by_a_key(void **state)
{
    run_to_end("chain");
    focus_timeline();
    assert_true(recording_set_note(recording(), 5, "say this slowly", NULL));
    timeline_view_set_playhead(timeline(), 5);
    press(GDK_KEY_m, 0);
    WAIT_UNTIL(said("toast This bookmark has a note"));
    assert_string_equal(model_note(model(), 5), "say this slowly");
}

static void
a_bookmark_of_a_run_is_saved_with_it(void **state)
{
    g_autofree char *path = path_of("noted-run.awt");

    run_to_end("chain");
    focus_timeline();
    timeline_view_set_playhead(timeline(), 5);
    press(GDK_KEY_m, 0);
    WAIT_UNTIL(model_note(model(), 5));
    main_window_save_to(world.window, path);
    assert_bookmarks(path, 1, 5);
}

/* Writes a recording of these events. */
static void
write_events(const char *path, const TraceEvent *events, guint n, const TraceEnd *end)
{
    Out out;

    out_init(&out, -1);
    Awt *awt = awt_new(&out);
    for (guint i = 0; i < n; i++)
        awt_sink()->event(awt, &events[i]);
    awt_sink()->end(awt, end);
    awt_free(awt);
    g_file_set_contents(path, out.bytes->str, (gssize) out.bytes->len, NULL);
    g_string_free(out.bytes, TRUE);
}

static void
a_recording_opens_at_its_first_failure(void **state)
{
    static const TraceEvent events[] = {
        {.number = 1, .kind = TRACE_TASK_CREATED, .subject = 2},
        {.number = 2, .kind = TRACE_TASK_FAILED, .subject = 2},
        {.number = 3, .kind = TRACE_RUN_END, .subject = TRACE_LOOP_ID},
    };
    const TraceEnd end = {TRACE_END_DONE, 0, ""};
    g_autofree char *path = path_of("failing.awt");

    write_events(path, events, G_N_ELEMENTS(events), &end);
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("opened "));
    WAIT_UNTIL(playhead() == 1);
    assert_int_equal(model_n_events(model()), 3);
}

static const char *
turn(void)
{
    LoopView *loop = column_get_loop(main_window_get_column(world.window));

    return pane_widget_get_detail(loop_view_get_pane(loop));
}

static void
turns_of_the_last_part_of_a_run_have_their_numbers(void **state)
{
    static const TraceEvent events[] = {
        {.number = 500,
         .kind = TRACE_TURN_BEGIN,
         .subject = TRACE_LOOP_ID,
         .value_type = TRACE_VALUE_INT,
         .value = 80},
        {.number = 501,
         .kind = TRACE_TURN_BEGIN,
         .subject = TRACE_LOOP_ID,
         .value_type = TRACE_VALUE_INT,
         .value = 81},
        {.number = 502, .kind = TRACE_RUN_END, .subject = TRACE_LOOP_ID},
    };
    const TraceEnd end = {TRACE_END_DONE, 0, ""};
    g_autofree char *path = path_of("last-part.awt");

    write_events(path, events, G_N_ELEMENTS(events), &end);
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("opened "));
    assert_string_equal(turn(), "turn 81 of 81");
    timeline_view_set_playhead(timeline(), 0);
    assert_string_equal(turn(), "turn 80 of 81");
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

/* Writes a recording that lost seven events; with `cut` it has no end. */
static void
write_lossy(const char *path, gboolean cut)
{
    const TraceEvent event = {.number = 1,
                              .time_ns = 5000000,
                              .kind = TRACE_DROPPED,
                              .subject = TRACE_LOOP_ID,
                              .value_type = TRACE_VALUE_INT,
                              .value = 7};
    const TraceEnd end = {cut ? TRACE_END_NONE : TRACE_END_DONE, 0, ""};

    write_events(path, &event, 1, &end);
}

static void
events_that_were_dropped_are_told(void **state)
{
    g_autofree char *path = path_of("lossy.awt");

    write_lossy(path, FALSE);
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("toast 7 events were dropped for want of memory, from 5\u00a0ms on"));
    write_lossy(path, TRUE);
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("toast cut after event 1: the program was killed, or the file is not all "
                    "there; 7 events were dropped for want of memory"));
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
    } files[] = {{"x.svg", "<"},      {"x.pdf", "%PDF"}, {"x.png", "\x89PNG"},
                 {"x.pftrace", "\n"}, {"x.json", "["},   {"x.csv", "number,"}};

    run_to_end("wait-timeout");
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = path_of(files[i].name), *bytes = NULL;
        main_window_export_to(world.window, path);
        assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
        assert_true(g_str_has_prefix(bytes, files[i].beginning));
    }
    assert_true(said("exported "));
}

static char *
exported_svg(void)
{
    g_autofree char *path = path_of("seen.svg");
    char *bytes = NULL;

    main_window_export_to(world.window, path);
    assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
    return bytes;
}

static void
an_export_has_the_lanes_that_are_in_view(void **state)
{
    run_to_end("wait-timeout");
    WAIT_UNTIL(timeline_view_get_scene(timeline())->shapes->len > 0);
    g_autofree char *open = exported_svg();
    timeline_view_toggle_group(timeline(), TRACE_TRACK_TASK);
    g_autofree char *folded = exported_svg();
    timeline_view_toggle_group(timeline(), TRACE_TRACK_TASK);

    assert_non_null(strstr(open, ">Task-2</text>"));
    assert_non_null(strstr(open, ">Loop</text>"));
    assert_null(strstr(folded, ">Task-2</text>"));
    assert_non_null(strstr(folded, ">Loop</text>"));
    assert_non_null(strstr(folded, "more lanes</text>"));
}

/* The trace is one that we have exported. It can be saved as a recording. */
static void
what_is_in_view_is_copied_as_a_picture(void **state)
{
    GdkClipboard *clipboard = gtk_widget_get_clipboard(GTK_WIDGET(world.window));

    run_to_end("chain");
    focus_timeline();
    press(GDK_KEY_c, GDK_KEY_Control_L);
    WAIT_UNTIL(said("toast Copied"));
    assert_true(
        gdk_content_formats_contain_mime_type(gdk_clipboard_get_formats(clipboard), "image/png"));
    assert_true(gdk_content_formats_contain_mime_type(gdk_clipboard_get_formats(clipboard),
                                                      "image/svg+xml"));
}

static void
a_trace_of_another_program_opens_as_a_recording(void **state)
{
    static const char *const names[] = {"theirs.json", "theirs.pftrace"};

    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = path_of(names[i]), *saved = path_of("theirs.awt");

        run_to_end("wait-timeout");
        main_window_export_to(world.window, path);
        main_window_open_file(world.window, path);
        WAIT_UNTIL(g_strcmp0(recording_get_path(recording()), path) == 0);
        assert_int_equal(model_tracks(model(), TRACE_TRACK_TASK)->len, 0);
        assert_int_equal(model_tracks(model(), TRACE_TRACK_OTHER)->len, 13);
        assert_true(recording_can_save(recording()));
        main_window_save_to(world.window, saved);
        main_window_open_file(world.window, saved);
        WAIT_UNTIL(g_strcmp0(recording_get_path(recording()), saved) == 0);
        assert_int_equal(model_tracks(model(), TRACE_TRACK_OTHER)->len, 13);
    }
}

static void
a_trace_without_events_leaves_the_window_as_it_is(void **state)
{
    g_autofree char *path = path_of("no.json");
    Recording *before;

    run_to_end("chain");
    before = recording();
    assert_true(g_file_set_contents(path, "{\"traceEvents\":[]}", -1, NULL));
    main_window_open_file(world.window, path);
    WAIT_UNTIL(said("toast Cannot open no.json: not a recording: JSON without trace events"));
    assert_ptr_equal(recording(), before);
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

/* An environment with impossible sizes in the settings. The program is killed if GTK complains
 * about them. */
static char **
environment_with(const char *log, const char *config)
{
    g_autofree char *path = g_build_filename(config, "awaitscope", "settings.ini", NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    char **variables = g_environ_setenv(g_get_environ(), "AWAITSCOPE_TEST_LOG", log, TRUE);

    assert_int_equal(g_mkdir_with_parents(folder, 0700), 0);
    assert_true(g_file_set_contents(path, "[window]\nwidth=-5\nheight=99999999999\n", -1, NULL));
    variables = g_environ_setenv(variables, "XDG_CONFIG_HOME", config, TRUE);
    return g_environ_setenv(variables, "G_DEBUG", "fatal-criticals", TRUE);
}

/* The window opens it before the timeline was ever shown, and must still get a valid size. */
static void
a_recording_named_on_the_command_line_is_opened(void **state)
{
    g_autofree char *path = path_of("named.awt"), *log = path_of("named.log"), *text = NULL;
    const char *const arguments[] = {g_getenv("AWAITSCOPE_PROGRAM"), path, NULL};
    g_autofree char *config = g_build_filename(g_get_user_config_dir(), "other", NULL);
    g_auto(GStrv) variables = environment_with(log, config);
    int status = 0;
    GPid pid;

    run_to_end("chain");
    main_window_save_to(world.window, path);
    assert_true(g_spawn_async(NULL, (char **) arguments, variables, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                              NULL, &pid, NULL));
    do {
        g_clear_pointer(&text, g_free);
        g_file_get_contents(log, &text, NULL, NULL);
        g_main_context_iteration(NULL, FALSE);
    } while (!world.late && !(text && strstr(text, "opened ")) &&
             waitpid(pid, &status, WNOHANG) == 0);
    kill(pid, SIGKILL);
    assert_int_equal(status, 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(text && strstr(text, "opened "));
}

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_saved_recording_without_a_failure_opens_at_its_end),
        TEST(a_bookmark_is_kept_in_the_file),
        TEST(a_bookmark_with_a_note_is_not_taken_away_by_a_key),
        TEST(a_bookmark_of_a_run_is_saved_with_it),
        TEST(a_recording_opens_at_its_first_failure),
        TEST(turns_of_the_last_part_of_a_run_have_their_numbers),
        TEST(a_cut_recording_opens_with_a_warning),
        TEST(events_that_were_dropped_are_told),
        TEST(what_is_no_recording_leaves_the_window_as_it_is),
        TEST(exports_are_what_they_are_called),
        TEST(an_export_has_the_lanes_that_are_in_view),
        TEST(what_is_in_view_is_copied_as_a_picture),
        TEST(a_trace_of_another_program_opens_as_a_recording),
        TEST(a_trace_without_events_leaves_the_window_as_it_is),
        TEST(an_export_that_cannot_be_written_says_why),
        TEST(a_recording_named_on_the_command_line_is_opened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
