/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-animations.c - slides that turn by themselves. Instead of ffmpeg there is a script that
 * counts what it is given. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "tests/app/cli/program.h"

/* Its output is where ffmpeg's would be: the third descriptor. */
static const char counts[] = "#!/bin/sh\nwc -c >&3\n",
                  complains[] = "#!/bin/sh\necho first >&2\necho no such codec >&2\nexit 1\n",
                  dies[] = "#!/bin/sh\nkill -9 $$\n";

static char *path; /* the environment's */

static int
setup(void **state)
{
    path = g_strdup(g_getenv("PATH"));
    Result result = program_run(FALSE, "run wait-timeout --clock=virtual -o w.awt");
    gboolean recorded = result.status == 0;
    result_clear(&result);
    return recorded ? 0 : -1;
}

static int
teardown(void **state)
{
    g_setenv("PATH", path, TRUE);
    g_clear_pointer(&path, g_free);
    return folder_clean(state);
}

/* Lets `script` be the ffmpeg that is found; NULL: there is none. */
static void
use_ffmpeg(const char *script)
{
    g_autofree char *name = g_build_filename(folder(), "ffmpeg", NULL);
    g_autofree char *search = g_strconcat(folder(), ":", path, NULL);

    if (script) {
        assert_true(g_file_set_contents(name, script, -1, NULL));
        assert_int_equal(g_chmod(name, 0755), 0);
    }
    g_setenv("PATH", script ? search : folder(), TRUE);
}

static void
export_all(const char *arguments)
{
    g_autofree char *line = g_strconcat("export w.awt ", arguments, " --deck", NULL);
    Result result = program_run(FALSE, line);

    assert_string_equal(result.err, "");
    assert_int_equal(result.status, 0);
    result_clear(&result);
}

/* The program must end with status 2 and one line that has these words, and leave no file. */
static void
assert_refused(const char *arguments, const char *words)
{
    g_autofree char *line = g_strconcat("export w.awt ", arguments, " --deck", NULL);
    g_autofree char *name = g_build_filename(folder(), "x.mp4", NULL);
    Result result = program_run(FALSE, line);

    assert_int_equal(result.status, 2);
    assert_true(is_one_line(result.err));
    if (!strstr(result.err, words))
        fail_msg("'%s' is not in '%s'", words, result.err);
    assert_false(g_file_test(name, G_FILE_TEST_EXISTS));
    result_clear(&result);
}

/* How many frames of 100 by 100 a video would have; `options` begin with a space. */
static guint64
count_frames(const char *options)
{
    g_autofree char *line = g_strconcat("x.webm --size 100x100", options, NULL);
    gsize size;

    export_all(line);
    g_autofree char *number = file_bytes("x.webm", &size);
    return g_ascii_strtoull(number, NULL, 10) / (100 * 100 * 4);
}

/* A title page of 3 s, 22 steps of 1 s, and the last one of 2 s, at 10 frames a second. */
static void
a_step_takes_a_second_and_the_title_longer(void **state)
{
    use_ffmpeg(counts);
    assert_int_equal(count_frames(""), 30 + 22 * 10 + 20);
    assert_int_equal(count_frames(" --fps 2"), 6 + 22 * 2 + 4);
    assert_int_equal(count_frames(" --speed 2 --fps 2"), 6 + 22 * 1 + 4);
}

/* The run takes 2 s, in which it sleeps twice for 1 s; of all other steps there is a frame each. */
static void
on_the_axis_of_time_pages_stand_as_long_as_in_the_run(void **state)
{
    use_ffmpeg(counts);
    assert_int_equal(count_frames(" --axis time"), 30 + 2 * 10 + 20 * 1 + 20);
    assert_int_equal(count_frames(" --axis time --speed 0.5"), 30 + 2 * 20 + 20 * 1 + 20);
}

static void
what_ffmpeg_says_last_is_told_and_nothing_is_left(void **state)
{
    use_ffmpeg(complains);
    assert_refused("x.mp4", "x.mp4: ffmpeg failed: no such codec");
    use_ffmpeg(dies);
    assert_refused("x.mp4", "x.mp4: ffmpeg failed: it does not say why");
}

static void
without_ffmpeg_a_video_is_refused(void **state)
{
    use_ffmpeg(NULL);
    assert_refused("x.mp4", "x.mp4: a video is written by ffmpeg, which is not installed");
    export_all("x.gif --size 100x100");
}

static void
a_failed_video_leaves_the_old_file(void **state)
{
    g_autofree char *name = g_build_filename(folder(), "old.webm", NULL);
    gsize size;

    assert_true(g_file_set_contents(name, "old", 3, NULL));
    use_ffmpeg(complains);
    Result result = program_run(FALSE, "export w.awt old.webm --deck");
    assert_int_equal(result.status, 2);
    result_clear(&result);
    g_autofree char *bytes = file_bytes("old.webm", &size);
    assert_string_equal(bytes, "old");
}

static void
what_an_animation_cannot_have_is_refused(void **state)
{
    static const struct {
        const char *arguments, *words;
    } rows[] = {
        {"x.gif --fps 0", "--fps 0: must be a whole number, 1 to 60"},
        {"x.gif --fps 61", "--fps 61: must be"},
        {"x.gif --loop -1", "--loop -1: must be a whole number, 0 to 65535"},
        {"x.gif --speed fast", "--speed fast: must be a number, 0.001 to 1000"},
        {"x.gif --speed 0", "--speed 0: must be"},
        {"x.gif --speed nan", "--speed nan: must be"},
        {"x.gif --axis round", "--axis round: must be time, elastic or steps"},
        {"x.gif --size 5000x3000", "x.gif: 5000 x 3000 px is too large for an animation"},
        {"x.gif --axis time --speed 0.001", "x.gif: it would last 2005 s, a page 1000 s"},
        {"x.gif --at 1", "--at is not for slides in a file of this format: gif"},
        {"x.pdf --at 1", "--at is not for slides in a file of this format: pdf"},
        {"x.pdf --fps 5", "--fps is not for slides in a file of this format: pdf"},
        {"x.odp --size 800x600", "--size is not for slides in a file of this format: odp"},
        {"x.mp4 --size 801x600", "x.mp4: --size 801x600: the width and height of a video are even"},
        {"x.mp4 --loop 2", "x.mp4: --loop is for gif and apng"},
        {"x-%d.gif", "x-%d.gif: a file of this format holds all pages"},
    };

    use_ffmpeg(counts);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_refused(rows[i].arguments, rows[i].words);
}

static gboolean
has(const char *name, const void *part, gsize part_size)
{
    gsize size;
    g_autofree char *bytes = file_bytes(name, &size);

    return memmem(bytes, size, part, part_size) != NULL;
}

/* A GIF says how often it is repeated, an APNG how often it is shown. */
static void
it_is_shown_for_ever_or_as_often_as_asked(void **state)
{
    export_all("x.gif --size 100x100");
    assert_true(has("x.gif", "NETSCAPE2.0\3\1\0\0", 15));
    export_all("x.gif --size 100x100 --loop 3");
    assert_true(has("x.gif", "NETSCAPE2.0\3\1\2\0", 15));
    export_all("x.gif --size 100x100 --loop 1");
    assert_false(has("x.gif", "NETSCAPE2.0", 11));
    export_all("x.apng --size 100x100 --loop 3");
    assert_true(has("x.apng", "acTL\0\0\0\x18\0\0\0\3", 12));
}

static void
the_same_options_give_the_same_bytes(void **state)
{
    static const char *const formats[] = {"gif", "apng"};

    for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
        gsize size, again_size;
        g_autofree char *name = g_strconcat("x.", formats[i], NULL);
        g_autofree char *line = g_strconcat(name, " --size 320x180 --theme dark", NULL);

        export_all(line);
        g_autofree char *bytes = file_bytes(name, &size);
        export_all(line);
        g_autofree char *again = file_bytes(name, &again_size);
        assert_int_equal(size, again_size);
        assert_memory_equal(bytes, again, size);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_step_takes_a_second_and_the_title_longer, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(on_the_axis_of_time_pages_stand_as_long_as_in_the_run,
                                        setup, teardown),
        cmocka_unit_test_setup_teardown(what_ffmpeg_says_last_is_told_and_nothing_is_left, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(without_ffmpeg_a_video_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_failed_video_leaves_the_old_file, setup, teardown),
        cmocka_unit_test_setup_teardown(what_an_animation_cannot_have_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(it_is_shown_for_ever_or_as_often_as_asked, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_options_give_the_same_bytes, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
