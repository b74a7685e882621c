/* SPDX-License-Identifier: GPL-3.0-or-later */
/* changes.c - compares each frame with the one before. */
#include "ui/export/changes.h"

typedef struct {
    guint width, height;
    Palette *palette;
    guint8 *now, *before; /* colours of all pixels */
    guint8 *cells;
} Changes;

static void
read_frame(Changes *changes, cairo_surface_t *frame)
{
    const guint8 *row = cairo_image_surface_get_data(frame);
    guint8 *to = changes->now;

    for (guint y = 0; y < changes->height; y++) {
        const guint32 *pixels = (const guint32 *) (const void *) row;
        for (guint x = 0; x < changes->width; x++)
            *to++ = palette_find(changes->palette, pixels[x]);
        row += cairo_image_surface_get_stride(frame);
    }
}

static gboolean
is_same(const Changes *changes, guint x, guint y)
{
    gsize at = (gsize) y * changes->width + x;

    return changes->now[at] == changes->before[at];
}

/* The least box around all that differs; a single pixel if nothing does, since formats want some.
 */
static Change
changed_box(const Changes *changes)
{
    guint left = changes->width, top = changes->height, right = 0, bottom = 0;

    for (guint y = 0; y < changes->height; y++)
        for (guint x = 0; x < changes->width; x++) {
            if (is_same(changes, x, y))
                continue;
            left = MIN(left, x);
            right = MAX(right, x + 1);
            top = MIN(top, y);
            bottom = MAX(bottom, y + 1);
        }
    return right == 0 ? (Change){.w = 1, .h = 1}
                      : (Change){.x = left, .y = top, .w = right - left, .h = bottom - top};
}

static Change
find_change(Changes *changes, gboolean is_first)
{
    Change change =
        is_first ? (Change){.w = changes->width, .h = changes->height} : changed_box(changes);
    guint8 *to = changes->cells;

    for (guint y = change.y; y < change.y + change.h; y++)
        for (guint x = change.x; x < change.x + change.w; x++)
            *to++ = !is_first && is_same(changes, x, y)
                        ? PALETTE_SAME
                        : changes->now[(gsize) y * changes->width + x];
    change.cells = changes->cells;
    return change;
}

static void
add_page(Changes *changes, const Film *film, guint i, const ChangeSink *sink, void *data)
{
    cairo_surface_t *frame = film_frame(film, i);

    read_frame(changes, frame);
    cairo_surface_destroy(frame);
    Change change = find_change(changes, i == 0);
    change.frames = film->frames[i];
    sink->add(data, i, &change);
    guint8 *before = changes->before;
    changes->before = changes->now;
    changes->now = before;
}

static gboolean
run_film(const Film *film, const ChangeSink *sink, void *data, GError **error)
{
    const ExportPages *pages = film->pages;
    gsize size = (gsize) pages->film.width * pages->film.height;
    Changes changes = {pages->film.width, pages->film.height, palette_new(film),
                       g_malloc0(size),   g_malloc0(size),    g_malloc0(size)};
    gboolean going = TRUE;

    sink->begin(data, film, changes.palette);
    for (guint i = 0; i < pages->n && (going = pages->next(pages->data, i, error)); i++)
        add_page(&changes, film, i, sink, data);
    palette_free(changes.palette);
    g_free(changes.now);
    g_free(changes.before);
    g_free(changes.cells);
    return going && pages->next(pages->data, pages->n, error);
}

gboolean
changes_run(const ExportPages *pages, const Theme *theme, const ChangeSink *sink, void *data,
            GError **error)
{
    Film film;
    gboolean done = film_init(&film, pages, theme, error) && run_film(&film, sink, data, error);

    film_clear(&film);
    return done;
}
