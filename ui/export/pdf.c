/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf.c - a scene as a PDF page: lines stay lines, text stays text. */
#include <cairo-pdf.h>

#include "ui/export/render.h"

static const double points_per_px = 0.75;

static void
pdf_describe(cairo_surface_t *surface, const char *title)
{
    g_autofree char *date = render_date();

    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Awaitscope");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
}

typedef struct {
    GByteArray *bytes;
    cairo_surface_t *surface;
    cairo_t *cr;
    const Theme *theme;
} Pdf;

static Pdf
pdf_begin(const Theme *theme, const char *title)
{
    Pdf pdf = {.bytes = g_byte_array_new(), .theme = theme};

    pdf.surface = cairo_pdf_surface_create_for_stream(render_append, pdf.bytes, 1, 1);
    pdf.cr = cairo_create(pdf.surface);
    pdf_describe(pdf.surface, title);
    return pdf;
}

static void
pdf_page(const Pdf *pdf, const Scene *scene, double scale)
{
    cairo_pdf_surface_set_size(pdf->surface, scene->width * scale, scene->height * scale);
    cairo_save(pdf->cr);
    cairo_scale(pdf->cr, scale, scale);
    paint_scene(scene, pdf->theme, pdf->cr);
    cairo_restore(pdf->cr);
    cairo_show_page(pdf->cr);
}

/* NULL if it could not be written, or was given up, with `error` set. */
static GByteArray *
pdf_end(const Pdf *pdf, gboolean given_up, GError **error)
{
    cairo_status_t status = cairo_status(pdf->cr);

    cairo_destroy(pdf->cr);
    cairo_surface_finish(pdf->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    if (given_up) {
        g_byte_array_unref(pdf->bytes);
        return NULL;
    }
    return render_result(pdf->bytes, status, error);
}

static GByteArray *
pdf_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    Pdf pdf = pdf_begin(theme, title);

    pdf_page(&pdf, scene, points_per_px * scene->zoom);
    return pdf_end(&pdf, FALSE, error);
}

/* Puts page `i` into the outline, below its chapter. Returns the chapter of the next one. */
static int
pdf_list_page(const Pdf *pdf, const ExportPages *pages, guint i, int chapter)
{
    guint number = pages->number(pages->data, i);
    g_autofree char *name = render_page_name(pages, i);
    g_autofree char *place = g_strdup_printf("page=%u pos=[0 0]", i + 1);
    int entry = cairo_pdf_surface_add_outline(
        pdf->surface, number == 0 ? CAIRO_PDF_OUTLINE_ROOT : chapter, name, place, 0);

    return number == 0 ? entry : chapter;
}

/* Readers fit a page to the screen, so it may be a point for each px of the scene: whole numbers
 * take the least room. */
static GByteArray *
pdf_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    Pdf pdf = pdf_begin(theme, title);
    int chapter = CAIRO_PDF_OUTLINE_ROOT;
    gboolean going = TRUE;

    for (guint i = 0; i < pages->n && (going = pages->next(pages->data, i, error)); i++) {
        g_autoptr(Scene) scene = pages->page(pages->data, i);
        pdf_page(&pdf, scene, 1);
        chapter = pdf_list_page(&pdf, pages, i, chapter);
    }
    going = going && pages->next(pages->data, pages->n, error);
    return pdf_end(&pdf, !going, error);
}

const ExportFormat export_pdf = {
    .extension = "pdf",
    .about = "page for print and slides, text stays text",
    .render = pdf_render,
    .render_pages = pdf_render_pages,
};
