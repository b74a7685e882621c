/* SPDX-License-Identifier: GPL-3.0-or-later */
/* png.c - a scene as a PNG picture, with two pixels for each px, so that it is sharp on slides, or
 * with one if two would make it too large. */
#include <math.h>

#include "ui/export/render.h"

enum { MOST_PIXELS = 32767 }; /* a side; cairo's limit */

static const double png_scale = 2;

/* Pixels that a length takes, however zooming has rounded it. */
static double
whole(double length)
{
    return ceil(length - 1e-6);
}

static gboolean
png_refuse(double width, double height, GError **error)
{
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                "%.0f x %.0f px is too large for a png, which has %d at most: choose a size "
                "(--size) or a shorter range (--from, --to), or write svg or pdf",
                width, height, MOST_PIXELS);
    return FALSE;
}

/* How many pixels there are for each px. */
static gboolean
png_find_scale(const Scene *scene, double *ret_scale, GError **error)
{
    double width = whole(scene->width * scene->zoom), height = whole(scene->height * scene->zoom);
    double side = MAX(width, height);

    if (side > MOST_PIXELS)
        return png_refuse(width, height, error);
    *ret_scale = side * png_scale > MOST_PIXELS ? 1 : png_scale;
    return TRUE;
}

static GByteArray *
png_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    double scale;

    if (!png_find_scale(scene, &scale, error))
        return NULL;
    GByteArray *bytes = g_byte_array_new();
    int w = (int) whole(scene->width * scene->zoom * scale);
    int h = (int) whole(scene->height * scene->zoom * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    cairo_scale(cr, scene->zoom * scale, scene->zoom * scale);
    paint_scene(scene, theme, cr);
    status = cairo_status(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, render_append, bytes);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return render_result(bytes, status, error);
}

const ExportFormat export_png = {
    .extension = "png",
    .about = "picture of pixels, at twice the size",
    .render = png_render,
};
