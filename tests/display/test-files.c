/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-files.c - the window opens, saves and exports. */
#include "tests/display/driver.h"

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

static int
run_all(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_saved_recording_opens_at_its_start),
        TEST(a_cut_recording_opens_with_a_warning),
        TEST(what_is_no_recording_leaves_the_window_as_it_is),
        TEST(exports_are_what_they_are_called),
        TEST(an_export_that_cannot_be_written_says_why),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

int
main(int argc, char **argv)
{
    return drive(argc, argv, run_all);
}
