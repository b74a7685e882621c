/* SPDX-License-Identifier: GPL-3.0-or-later */
/* film.c - how long pages stand, and how they look as pixels. */
#include "ui/export/film.h"

#include <math.h>

#include "ui/export/paint.h"

enum { MOST_PIXELS = 4096 /* a side */, MOST_SECONDS = 3600, MOST_SECONDS_A_PAGE = 600 };

static gboolean
is_small_enough(const ExportFilm *size, GError **error)
{
    if (MAX(size->width, size->height) <= MOST_PIXELS)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%u x %u px is too large for an animation, which has %d at most: choose a smaller "
                "--size",
                size->width, size->height, MOST_PIXELS);
    return FALSE;
}

static gboolean
is_short_enough(double seconds, double longest, GError **error)
{
    double excess = MAX(seconds / MOST_SECONDS, longest / MOST_SECONDS_A_PAGE);

    if (excess <= 1)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "it would last %.0f s, a page %.0f s of that, and may last an hour, a page 10 "
                "minutes: choose a part by --from and --to, or a --speed that is %.0f times as "
                "high",
                seconds, longest, ceil(excess));
    return FALSE;
}

gboolean
film_init(Film *film, const ExportPages *pages, const Theme *theme, GError **error)
{
    double sum = 0, longest = 0;

    *film = (Film){pages, theme, g_new(guint, pages->n)};
    for (guint i = 0; i < pages->n; i++) {
        double seconds = pages->seconds(pages->data, i);

        sum += seconds;
        longest = MAX(longest, seconds);
        film->frames[i] = (guint) CLAMP(round(seconds * pages->film.fps), 1, G_MAXINT);
    }
    return is_small_enough(&pages->film, error) && is_short_enough(sum, longest, error);
}

void
film_clear(Film *film)
{
    g_free(film->frames);
}

static void
paint_ground(const Film *film, cairo_t *cr)
{
    const Colour *ground = &film->theme->colours[ROLE_BACKGROUND];

    cairo_set_source_rgb(cr, ground->red, ground->green, ground->blue);
    cairo_paint(cr);
}

cairo_surface_t *
film_frame(const Film *film, guint i)
{
    g_autoptr(Scene) scene = film->pages->page(film->pages->data, i);
    int w = (int) film->pages->film.width, h = (int) film->pages->film.height;
    double scale = MIN(w / scene->width, h / scene->height);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cr = cairo_create(surface);

    paint_ground(film, cr);
    cairo_translate(cr, (w - scene->width * scale) / 2, (h - scene->height * scale) / 2);
    cairo_scale(cr, scale, scale);
    paint_scene(scene, film->theme, cr);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}
