/* SPDX-License-Identifier: GPL-3.0-or-later */
/* png.c - a scene as a picture of pixels, two for each px, so that it is sharp on slides. */
#include <math.h>

#include "ui/export/render.h"

static const double png_scale = 2;

static GByteArray *
png_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    GByteArray *bytes = g_byte_array_new();
    int w = (int) ceil(MIN(scene->width * scene->zoom * png_scale, G_MAXINT16));
    int h = (int) ceil(MIN(scene->height * scene->zoom * png_scale, G_MAXINT16 + 1.0));
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    cairo_scale(cr, scene->zoom * png_scale, scene->zoom * png_scale);
    paint_scene(scene, theme, cr);
    status = cairo_status(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_write_to_png_stream(surface, render_append, bytes);
    cairo_destroy(cr);
    cairo_surface_destroy(surface);
    return render_result(bytes, status, error);
}

const ExportFormat export_png = {"png", "picture of pixels, at twice the size", png_render};
