/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf.c - a scene as a PDF page: lines stay lines, text stays text. */
#include <cairo-pdf.h>

#include "ui/export/render.h"

static const double points_per_px = 0.75;

/* The date is fixed, since the current one would make every file differ. */
static void
pdf_describe(cairo_surface_t *surface, const char *title)
{
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Awaitscope");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
}

static GByteArray *
pdf_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    GByteArray *bytes = g_byte_array_new();
    double scale = points_per_px * scene->zoom;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        render_append, bytes, scene->width * scale, scene->height * scale);
    cairo_t *cr = cairo_create(surface);
    cairo_status_t status;

    pdf_describe(surface, title);
    cairo_scale(cr, scale, scale);
    paint_scene(scene, theme, cr);
    status = cairo_status(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return render_result(bytes, status, error);
}

const ExportFormat export_pdf = {"pdf", "page for print and slides, text stays text", pdf_render};
