/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-film.c - pages as frames: how long they stand, their colours, and what changes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib/gstdio.h>
#include <math.h>

#include "ui/export/changes.h"

enum { WIDTH = 160, HEIGHT = 90 };

/* Pages with a box that goes along, and stands still from the third on. */
typedef struct {
    double seconds;
    guint stop;    /* give up at this page */
    guint n_asked; /* how often, whether to go on */
} Show;

static gboolean
next(void *data, guint i, GError **error)
{
    Show *show = data;

    show->n_asked++;
    if (i == show->stop)
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INTR, "stopped");
    return i != show->stop;
}

static Scene *
page(void *data, guint i)
{
    Scene *scene = scene_new(WIDTH, HEIGHT);

    scene_rect(scene, 0, 0, WIDTH, HEIGHT, ROLE_BACKGROUND);
    scene_rect(scene, 20 * MIN(i, 2), 30, 10, 20, ROLE_RUNNING);
    return scene;
}

static double
seconds(void *data, guint i)
{
    return ((const Show *) data)->seconds;
}

static ExportPages
pages_of(Show *show, guint n)
{
    return (ExportPages){.n = n,
                         .next = next,
                         .page = page,
                         .seconds = seconds,
                         .film = {.width = WIDTH, .height = HEIGHT, .fps = 10},
                         .data = show};
}

/* ---- colours ---- */

static void
all_colours_of_the_theme_are_kept_as_they_are(void **state)
{
    Show show = {.seconds = 1, .stop = G_MAXUINT};
    const ExportPages pages = pages_of(&show, 3);
    const Theme *theme = theme_find("dark");
    Film film;

    assert_true(film_init(&film, &pages, theme, NULL));
    Palette *palette = palette_new(&film);
    for (Role role = 0; role < N_ROLES; role++) {
        guint32 rgb = 0;
        rgb = rgb << 8 | (guint32) lround(theme->colours[role].red * 255.0);
        rgb = rgb << 8 | (guint32) lround(theme->colours[role].green * 255.0);
        rgb = rgb << 8 | (guint32) lround(theme->colours[role].blue * 255.0);
        const guint8 *found = palette_colours(palette)[palette_find(palette, rgb)];
        assert_int_equal(found[0] << 16 | found[1] << 8 | found[2], rgb);
    }
    assert_memory_equal(palette_colours(palette)[0], "\x1e\x1e\x1e", 3); /* the first role's */
    palette_free(palette);
    film_clear(&film);
}

static void
a_colour_that_is_not_there_becomes_the_nearest(void **state)
{
    Show show = {.seconds = 1, .stop = G_MAXUINT};
    const ExportPages pages = pages_of(&show, 1);
    Film film;

    assert_true(film_init(&film, &pages, theme_find("light"), NULL));
    Palette *palette = palette_new(&film);
    guint8 running = palette_find(palette, 0x0072b2);
    assert_int_equal(palette_find(palette, 0x0172b1), running);
    assert_int_not_equal(palette_find(palette, 0xfafafa), running);
    palette_free(palette);
    film_clear(&film);
}

/* ---- changes ---- */

typedef struct {
    GArray *changes; /* of Change, without cells */
    guint n_same;    /* cells of the last one that stay as they were */
} Seen;

static void
see_begin(void *data, const Film *film, const Palette *palette)
{
}

static void
see(void *data, guint i, const Change *change)
{
    Seen *seen = data;

    seen->n_same = 0;
    for (guint k = 0; k < change->w * change->h; k++)
        seen->n_same += change->cells[k] == PALETTE_SAME;
    assert_int_equal(i, seen->changes->len);
    g_array_append_vals(seen->changes, change, 1);
}

static const ChangeSink sink = {see_begin, see};

static void
assert_change(const Seen *seen, guint i, guint x, guint y, guint w, guint h)
{
    const Change *change = &g_array_index(seen->changes, Change, i);

    assert_int_equal(change->x, x);
    assert_int_equal(change->y, y);
    assert_int_equal(change->w, w);
    assert_int_equal(change->h, h);
}

static void
only_the_box_that_changed_is_in_a_frame(void **state)
{
    Show show = {.seconds = 1, .stop = G_MAXUINT};
    const ExportPages pages = pages_of(&show, 2);
    Seen seen = {.changes = g_array_new(FALSE, FALSE, sizeof(Change))};

    assert_true(changes_run(&pages, theme_find("light"), &sink, &seen, NULL));
    assert_int_equal(seen.changes->len, 2);
    assert_change(&seen, 0, 0, 0, WIDTH, HEIGHT);
    assert_change(&seen, 1, 0, 30, 30, 20); /* where the box was, and where it is */
    assert_int_equal(seen.n_same, 10 * 20); /* what is between */
    g_array_unref(seen.changes);
}

static void
a_page_like_the_one_before_is_a_single_pixel(void **state)
{
    Show show = {.seconds = 1, .stop = G_MAXUINT};
    const ExportPages pages = pages_of(&show, 4);
    Seen seen = {.changes = g_array_new(FALSE, FALSE, sizeof(Change))};

    assert_true(changes_run(&pages, theme_find("light"), &sink, &seen, NULL));
    assert_change(&seen, 3, 0, 0, 1, 1);
    assert_int_equal(seen.n_same, 1);
    g_array_unref(seen.changes);
}

static void
what_is_given_up_ends_at_once(void **state)
{
    for (guint stop = 0; stop < 3; stop++) {
        Show show = {.seconds = 1, .stop = stop};
        const ExportPages pages = pages_of(&show, 2);
        Seen seen = {.changes = g_array_new(FALSE, FALSE, sizeof(Change))};
        g_autoptr(GError) error = NULL;

        assert_false(changes_run(&pages, theme_find("light"), &sink, &seen, &error));
        assert_string_equal(error->message, "stopped");
        assert_int_equal(seen.changes->len, stop);
        g_array_unref(seen.changes);
        for (gsize i = 0; i < 2; i++)
            assert_null(export_format(i ? "x.gif" : "x.apng")
                            ->render_pages(&pages, theme_find("light"), "", NULL));
    }
}

/* ---- videos ---- */

/* Writes a video by a script instead of ffmpeg. */
static GByteArray *
write_video(Show *show, guint n, const char *script, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("awaitscope-film-XXXXXX", NULL);
    g_autofree char *name = g_build_filename(folder, "ffmpeg", NULL);
    g_autofree char *before = g_strdup(g_getenv("PATH"));
    g_autofree char *path = g_strconcat(folder, ":", before, NULL);
    const ExportPages pages = pages_of(show, n);

    assert_true(g_file_set_contents(name, script, -1, NULL));
    assert_int_equal(g_chmod(name, 0755), 0);
    g_setenv("PATH", path, TRUE);
    GByteArray *bytes =
        export_format("x.mp4")->render_pages(&pages, theme_find("light"), "", error);
    g_setenv("PATH", before, TRUE);
    g_unlink(name);
    g_rmdir(folder);
    return bytes;
}

/* If it did not end the script, which never ends by itself, the test would not end either. */
static void
a_video_that_is_given_up_ends_ffmpeg(void **state)
{
    for (guint stop = 0; stop < 3; stop++) {
        Show show = {.seconds = 1, .stop = stop};
        g_autoptr(GError) error = NULL;

        assert_null(write_video(&show, 2, "#!/bin/sh\ncat >/dev/null\nwhile sleep 1; do :; done\n",
                                &error));
        assert_string_equal(error->message, "stopped");
    }
}

static void
a_page_that_stands_for_long_can_be_given_up_each_second(void **state)
{
    Show show = {.seconds = 3, .stop = G_MAXUINT};
    g_autoptr(GByteArray) bytes = write_video(&show, 1, "#!/bin/sh\ncat >/dev/null\n", NULL);

    assert_non_null(bytes);
    assert_int_equal(show.n_asked, 3 + 1); /* and at the end */
}

/* ---- frames ---- */

static guint
frames_at(double a_page)
{
    Show show = {.seconds = a_page, .stop = G_MAXUINT};
    const ExportPages pages = pages_of(&show, 1);
    Film film;

    assert_true(film_init(&film, &pages, theme_find("light"), NULL));
    guint frames = film.frames[0];
    film_clear(&film);
    return frames;
}

static void
a_page_stands_for_whole_frames_and_at_least_one(void **state)
{
    assert_int_equal(frames_at(1), 10);
    assert_int_equal(frames_at(0.26), 3);
    assert_int_equal(frames_at(0), 1);
}

static void
a_page_is_in_the_middle_of_a_frame_of_another_shape(void **state)
{
    Show show = {.seconds = 1, .stop = G_MAXUINT};
    ExportPages pages = pages_of(&show, 1);
    Film film;

    pages.film.height = 2 * HEIGHT;
    assert_true(film_init(&film, &pages, theme_find("light"), NULL));
    cairo_surface_t *frame = film_frame(&film, 0);
    const guint32 *pixels = (const guint32 *) (void *) cairo_image_surface_get_data(frame);
    assert_int_equal(cairo_image_surface_get_stride(frame), WIDTH * 4);
    assert_int_equal(pixels[0] & 0xffffff, 0xfafafa);
    assert_int_equal(pixels[(HEIGHT / 2 + 35) * WIDTH + 5] & 0xffffff, 0x0072b2);
    assert_int_equal(pixels[(HEIGHT / 2 + 25) * WIDTH + 5] & 0xffffff, 0xfafafa);
    cairo_surface_destroy(frame);
    film_clear(&film);
}

static void
assert_refused(Show show, guint n, guint width, const char *why)
{
    static const char *const names[] = {"x.gif", "x.apng", "x.mp4", "x.webm"};
    ExportPages pages = pages_of(&show, n);

    pages.film.width = width;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(GError) error = NULL;
        assert_null(export_format(names[i])->render_pages(&pages, theme_find("light"), "", &error));
        if (!strstr(error->message, why))
            fail_msg("'%s' is not in '%s'", why, error->message);
    }
}

static void
what_is_too_large_or_too_long_is_refused_before_anything_is_drawn(void **state)
{
    assert_refused((Show){.seconds = 1}, 1, 5000, "5000 x 90 px is too large for an animation");
    assert_refused((Show){.seconds = 601}, 1, WIDTH, "it would last 601 s, a page 601 s of that");
    assert_refused((Show){.seconds = 500}, 8, WIDTH, "a --speed that is 2 times as high");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_colours_of_the_theme_are_kept_as_they_are),
        cmocka_unit_test(a_colour_that_is_not_there_becomes_the_nearest),
        cmocka_unit_test(only_the_box_that_changed_is_in_a_frame),
        cmocka_unit_test(a_page_like_the_one_before_is_a_single_pixel),
        cmocka_unit_test(what_is_given_up_ends_at_once),
        cmocka_unit_test(a_video_that_is_given_up_ends_ffmpeg),
        cmocka_unit_test(a_page_that_stands_for_long_can_be_given_up_each_second),
        cmocka_unit_test(a_page_stands_for_whole_frames_and_at_least_one),
        cmocka_unit_test(a_page_is_in_the_middle_of_a_frame_of_another_shape),
        cmocka_unit_test(what_is_too_large_or_too_long_is_refused_before_anything_is_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
