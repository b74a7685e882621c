/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-export.c - exports pictures to files: the same each time, whole or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/support/fixture.h"
#include "tests/support/picture.h"
#include "ui/export/export.h"
#include "ui/export/paint.h"

static const char *const theme_names[] = {"light", "dark", "print"};

/* A folder of its own for each test. */
static int
setup(void **state)
{
    *state = g_dir_make_tmp("awaitscope-export-XXXXXX", NULL);
    return *state == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
    g_autoptr(GDir) dir = g_dir_open(*state, 0, NULL);

    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(*state, name, NULL);
        g_unlink(path);
    }
    g_rmdir(*state);
    g_free(*state);
    return 0;
}

static guint
n_files(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;

    while (g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

static ExportOptions
options_for(AxisKind axis, double width, double height)
{
    return (ExportOptions){
        .to_ns = -1,
        .at_ns = SECONDS(1),
        .axis = axis,
        .width = width,
        .height = height,
        .theme = theme_find("light"),
    };
}

static char *
export_bytes(const char *folder, const char *name, const ExportOptions *options, gsize *ret_size)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GError) error = NULL;
    char *bytes = NULL;

    if (!export_model(model, options, path, &error))
        fail_msg("%s", error->message);
    assert_true(g_file_get_contents(path, &bytes, ret_size, NULL));
    return bytes;
}

static void
the_same_run_gives_the_same_bytes_in_every_format(void **state)
{
    gsize n;
    const ExportFormat *const *formats = export_formats(&n);
    ExportOptions options = options_for(AXIS_ELASTIC, 800, 0);
    int n_pictures = 0;

    for (gsize i = 0; i < n; i++) {
        if (!formats[i]->render)
            continue;
        g_autofree char *name = g_strconcat("run.", formats[i]->extension, NULL);
        gsize size, again_size;
        g_autofree char *bytes = export_bytes(*state, name, &options, &size);
        g_autofree char *again = export_bytes(*state, name, &options, &again_size);

        assert_int_equal(size, again_size);
        assert_memory_equal(bytes, again, size);
        assert_true(size > 0);
        n_pictures++;
    }
    assert_true(n_pictures >= 3);
    assert_int_equal(n_files(*state), n_pictures);
}

static void
each_format_begins_as_its_readers_expect(void **state)
{
    static const struct {
        const char *name, *magic;
    } rows[] = {{"a.svg", "<svg "}, {"a.pdf", "%PDF-"}, {"a.PNG", "\x89PNG"}};
    ExportOptions options = options_for(AXIS_TIME, 640, 0);

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *bytes = export_bytes(*state, rows[i].name, &options, NULL);

        assert_memory_equal(bytes, rows[i].magic, strlen(rows[i].magic));
    }
}

static void
every_theme_and_axis_can_be_exported(void **state)
{
    for (gsize i = 0; i < G_N_ELEMENTS(theme_names); i++)
        for (AxisKind axis = 0; axis < N_AXES; axis++) {
            ExportOptions options = options_for(axis, 500, 0);
            options.theme = theme_find(theme_names[i]);
            g_autofree char *svg = export_bytes(*state, "a.svg", &options, NULL);

            assert_well_formed(svg);
        }
}

/* As long as they can be read. */
static void
a_page_is_as_large_as_asked_for_and_keeps_all_lanes(void **state)
{
    static const struct {
        double width, height;
        gboolean all;
    } sizes[] = {{1280, 720, TRUE},
                 {300, 2000, TRUE},
                 {400, 300, FALSE},
                 {120, 90, FALSE},
                 {800, 200, FALSE}};

    for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
        ExportOptions options = options_for(AXIS_ELASTIC, sizes[i].width, sizes[i].height);
        g_autofree char *svg = export_bytes(*state, "a.svg", &options, NULL);
        g_autofree char *head =
            g_strdup_printf("width=\"%g\" height=\"%g\"", sizes[i].width, sizes[i].height);

        assert_non_null(strstr(svg, head));
        assert_non_null(strstr(svg, "Loop</text>"));
        assert_int_equal(strstr(svg, "Thread pool</text>") != NULL, sizes[i].all);
        assert_int_equal(strstr(svg, "more lanes</text>") == NULL, sizes[i].all);
    }
}

/* 300 tasks, of which Task-200 is the busiest. */
static Model *
crowd(void)
{
    Model *model = model_new();

    for (guint32 task = 0; task < 300; task++)
        fixture_append(model, &(TraceEvent) EVENT(0, TASK_CREATED, TASK_1 + task));
    for (guint i = 0; i < 10; i++)
        fixture_append(model, &(TraceEvent) EVENT(SECONDS(1), TASK_STEP, TASK_1 + 199));
    return model;
}

static void
where_there_are_too_many_lanes_the_busiest_are_shown(void **state)
{
    static const double heights[] = {0, 900};
    g_autoptr(Model) model = crowd();
    g_autofree char *path = g_build_filename(*state, "crowd.svg", NULL);

    for (gsize i = 0; i < G_N_ELEMENTS(heights); i++) {
        ExportOptions options = options_for(AXIS_ELASTIC, 1600, heights[i]);
        g_autofree char *svg = NULL;

        assert_true(export_model(model, &options, path, NULL));
        assert_true(g_file_get_contents(path, &svg, NULL, NULL));
        assert_non_null(strstr(svg, ">Task-200</text>"));
        assert_non_null(strstr(svg, ">Task-10</text>"));
        assert_null(strstr(svg, ">Task-199</text>"));
        assert_non_null(strstr(svg, "more lanes</text>"));
    }
}

static void
lanes_that_are_asked_for_are_all_there_and_no_others(void **state)
{
    const guint32 ids[] = {TASK_2, SLEEP_1};
    g_autoptr(GArray) lanes = g_array_new(FALSE, FALSE, sizeof(guint32));
    ExportOptions options = options_for(AXIS_ELASTIC, 800, 0);

    g_array_append_vals(lanes, ids, G_N_ELEMENTS(ids));
    options.lanes = lanes;
    g_autofree char *svg = export_bytes(*state, "a.svg", &options, NULL);
    assert_non_null(strstr(svg, ">Task-2</text>"));
    assert_non_null(strstr(svg, ">sleep(1"));
    assert_null(strstr(svg, ">Task-3</text>"));
    assert_null(strstr(svg, ">Loop</text>"));
    assert_null(strstr(svg, "Thread pool"));
    assert_null(strstr(svg, "more lane"));
}

/* On any axis, what is said at the end of a lane is whole. */
static void
words_at_the_right_edge_are_not_cut(void **state)
{
    for (AxisKind axis = 0; axis < N_AXES; axis++) {
        ExportOptions options = options_for(axis, 700, 0);
        g_autofree char *svg = export_bytes(*state, "a.svg", &options, NULL);

        assert_non_null(strstr(svg, ">cancelled</text>"));
        assert_null(strstr(svg, ">cancell…</text>"));
        assert_null(strstr(svg, ">cancel…</text>"));
    }
}

static void
a_range_shows_no_other_moments(void **state)
{
    ExportOptions options = options_for(AXIS_TIME, 900, 0);
    options.from_ns = SECONDS(1) / 2;
    options.to_ns = SECONDS(1);
    g_autofree char *svg = export_bytes(*state, "a.svg", &options, NULL);

    assert_null(strstr(svg, ">0 s<"));
    assert_non_null(strstr(svg, ">0.5 s<"));
    assert_non_null(strstr(svg, ">1 s<"));
    assert_null(strstr(svg, ">2 s<"));
}

static void
an_error_names_file_and_reason(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    ExportOptions options = options_for(AXIS_TIME, 500, 0);
    static const struct {
        const char *path, *message;
    } rows[] = {
        {"/nowhere/at/all/y.svg", "/nowhere/at/all/y.svg: No such file or directory"},
        {"run.xyz", "run.xyz: no format of pictures has this ending"},
        {"svg", "svg: no format of pictures has this ending"},
    };

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;

        assert_false(export_model(model, &options, rows[i].path, &error));
        assert_string_equal(error->message, rows[i].message);
    }
}

static void
a_folder_in_the_way_stays_and_nothing_is_left_behind(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *path = g_build_filename(*state, "dir.svg", NULL);
    ExportOptions options = options_for(AXIS_TIME, 500, 0);
    g_autoptr(GError) error = NULL;

    g_mkdir(path, 0700);
    assert_false(export_model(model, &options, path, &error));
    assert_non_null(strstr(error->message, "dir.svg: Is a directory"));
    assert_int_equal(n_files(*state), 1);
    g_rmdir(path);
}

static void
a_full_device_is_an_error(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *path = g_build_filename(*state, "full.svg", NULL);
    ExportOptions options = options_for(AXIS_TIME, 500, 0);
    g_autoptr(GError) error = NULL;

    if (symlink("/dev/full", path) != 0)
        skip();
    assert_false(export_model(model, &options, path, &error));
    assert_non_null(strstr(error->message, "full.svg: No space left on device"));
    assert_true(g_file_test("/dev/full", G_FILE_TEST_EXISTS));
}

/* What was there before stays as it was, and no half file is left. */
static void
a_file_that_cannot_be_written_whole_is_not_replaced(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *path = g_build_filename(*state, "run.svg", NULL);
    g_autofree char *text = NULL;
    ExportOptions options = options_for(AXIS_TIME, 500, 0);
    g_autoptr(GError) error = NULL;
    struct rlimit before, small;

    g_file_set_contents(path, "before", -1, NULL);
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 1000;
    setrlimit(RLIMIT_FSIZE, &small);
    gboolean written = export_model(model, &options, path, &error);
    setrlimit(RLIMIT_FSIZE, &before);

    assert_false(written);
    assert_non_null(strstr(error->message, "run.svg: File too large"));
    assert_int_equal(n_files(*state), 1);
    g_file_get_contents(path, &text, NULL, NULL);
    assert_string_equal(text, "before");
}

static void
a_picture_too_high_is_an_error_and_not_a_crash(void **state)
{
    g_autoptr(Model) model = fixture_wait_timeout();
    g_autofree char *path = g_build_filename(*state, "high.png", NULL);
    ExportOptions options = options_for(AXIS_TIME, 500, 1e6);
    g_autoptr(GError) error = NULL;

    assert_false(export_model(model, &options, path, &error));
    assert_non_null(strstr(error->message, "high.png: 500 x 1000000 px is too large for a png"));
    assert_non_null(strstr(error->message, "--size"));
    assert_int_equal(n_files(*state), 0);
}

/* At two pixels per px the picture would be too high for the format; at one it is not. */
static void
a_picture_too_high_for_two_pixels_a_px_has_one(void **state)
{
    static const struct {
        double height;
        guint32 pixels;
    } rows[] = {{16383, 32766}, {16384, 16384}, {32767, 32767}};

    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ExportOptions options = options_for(AXIS_TIME, 320, rows[i].height);
        g_autofree char *png = export_bytes(*state, "high.png", &options, NULL);
        guint32 height;

        memcpy(&height, png + 20, sizeof height); /* in its first chunk */
        assert_int_equal(GUINT32_FROM_BE(height), rows[i].pixels);
    }
}

/* Cairo joins an arc to the point where a text ended unless it is told not to. */
static void
no_line_is_drawn_from_a_text_to_the_disc_behind_it(void **state)
{
    g_autoptr(Scene) scene = scene_new(200, 200);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 200, 200);
    cairo_t *cr = cairo_create(surface);

    scene_rect(scene, 0, 0, 200, 200, ROLE_BACKGROUND);
    scene_text(scene, 0, 0, 20, 20, ROLE_TEXT, FONT_BODY, ALIGN_LEFT, "a");
    scene_disc(scene, 180, 180, 15, TRACE_STATE_DONE);
    scene_disc(scene, 100, 180, 15, TRACE_STATE_PENDING);
    paint_scene(scene, theme_find("light"), cr);
    cairo_surface_flush(surface);
    const guint32 *pixels = (const guint32 *) (void *) cairo_image_surface_get_data(surface);
    for (gsize i = 40 * 200; i < 160 * 200; i++)
        assert_int_equal(pixels[i], pixels[40 * 200]);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
}

static void
a_run_of_nothing_can_be_exported(void **state)
{
    g_autoptr(Model) model = model_new();
    g_autofree char *path = g_build_filename(*state, "empty.pdf", NULL);
    ExportOptions options = options_for(AXIS_ELASTIC, 0, 0);
    g_autofree char *text = export_text(model, &options, 0);

    assert_true(export_model(model, &options, path, NULL));
    assert_non_null(strstr(text, "Event loop"));
}

/* Root may write everything, so the test becomes the user nobody for a while. */
static void
a_file_that_may_not_be_written_stays(void **state)
{
    g_autofree char *path = g_build_filename(*state, "old.svg", NULL);
    g_autoptr(Model) model = model_new();
    g_autoptr(GError) error = NULL;
    ExportOptions options = options_for(AXIS_ELASTIC, 0, 0);
    uid_t user = geteuid();

    assert_true(g_file_set_contents(path, "old", -1, NULL));
    assert_int_equal(g_chmod(path, 0444) | g_chmod(*state, 0777), 0);
    assert_true(user != 0 || seteuid(65534) == 0);
    assert_false(export_model(model, &options, path, &error));
    assert_int_equal(seteuid(user), 0);
    assert_true(g_str_has_suffix(error->message, "old.svg: Permission denied"));
    assert_int_equal(n_files(*state), 1);
}

static void
a_folder_that_takes_no_new_file_still_lets_an_old_one_be_written(void **state)
{
    g_autofree char *path = g_build_filename(*state, "old.svg", NULL), *text = NULL;
    g_autoptr(Model) model = model_new();
    ExportOptions options = options_for(AXIS_ELASTIC, 0, 0);
    uid_t user = geteuid();

    assert_true(g_file_set_contents(path, "old", -1, NULL));
    assert_int_equal(g_chmod(path, 0666) | g_chmod(*state, 0555), 0);
    assert_true(user != 0 || seteuid(65534) == 0);
    gboolean written = export_model(model, &options, path, NULL);
    assert_int_equal(seteuid(user), 0);
    assert_int_equal(g_chmod(*state, 0755), 0);
    assert_true(written);
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_true(g_str_has_suffix(text, "</svg>\n"));
}

static void
a_name_as_long_as_names_can_be_is_written(void **state)
{
    g_autofree char *stem = g_strnfill(NAME_MAX - 4, 'n'), *name = g_strconcat(stem, ".svg", NULL);
    g_autofree char *path = g_build_filename(*state, name, NULL);
    g_autoptr(Model) model = model_new();
    ExportOptions options = options_for(AXIS_ELASTIC, 0, 0);

    assert_true(export_model(model, &options, path, NULL));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

/* A page is measured once, and may be shown at any size. */
static void
texts_are_measured_as_if_they_were_large(void **state)
{
    static const char text[] = "AwWait got = AW_TRY(aw_wait(tasks, items));";
    const TextMetrics *metrics = export_metrics();
    double small = metrics->width(metrics->data, FONT_CODE_12, text),
           large = metrics->width(metrics->data, FONT_CODE_17, text);

    assert_true(fabs(large / 17 - small / 12) < 0.01);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(the_same_run_gives_the_same_bytes_in_every_format),
        IN_FOLDER(each_format_begins_as_its_readers_expect),
        IN_FOLDER(every_theme_and_axis_can_be_exported),
        IN_FOLDER(a_page_is_as_large_as_asked_for_and_keeps_all_lanes),
        IN_FOLDER(where_there_are_too_many_lanes_the_busiest_are_shown),
        IN_FOLDER(lanes_that_are_asked_for_are_all_there_and_no_others),
        IN_FOLDER(words_at_the_right_edge_are_not_cut),
        IN_FOLDER(a_range_shows_no_other_moments),
        cmocka_unit_test(texts_are_measured_as_if_they_were_large),
        cmocka_unit_test(an_error_names_file_and_reason),
        IN_FOLDER(a_folder_in_the_way_stays_and_nothing_is_left_behind),
        IN_FOLDER(a_full_device_is_an_error),
        IN_FOLDER(a_file_that_cannot_be_written_whole_is_not_replaced),
        IN_FOLDER(a_file_that_may_not_be_written_stays),
        IN_FOLDER(a_folder_that_takes_no_new_file_still_lets_an_old_one_be_written),
        IN_FOLDER(a_name_as_long_as_names_can_be_is_written),
        IN_FOLDER(a_picture_too_high_for_two_pixels_a_px_has_one),
        IN_FOLDER(a_picture_too_high_is_an_error_and_not_a_crash),
        cmocka_unit_test(no_line_is_drawn_from_a_text_to_the_disc_behind_it),
        IN_FOLDER(a_run_of_nothing_can_be_exported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
