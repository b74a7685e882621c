/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf.c - a scene as a PDF page: lines stay lines, text stays text. */
#include <cairo-pdf.h>

#include "ui/export/page-address.h"
#include "ui/export/pdf-language.h"
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
    gboolean is_tagged; /* "Document" is open */
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

/* ---- tags, for those who hear a page ---- */

static const char *const tags[N_SECTIONS] = {
    [SECTION_HEADING] = "H1",
    [SECTION_WORDS] = "P",
    [SECTION_CODE] = "Code",
    [SECTION_PICTURE] = "Figure",
};

static guint
section_end(const GArray *shapes, guint first)
{
    guint end = first + 1;

    while (end < shapes->len &&
           g_array_index(shapes, Shape, end).section == g_array_index(shapes, Shape, first).section)
        end++;
    return end;
}

/* Not before the page has its ground: cairo forgets what was begun below that. */
static void
pdf_begin_page(Pdf *pdf)
{
    if (!pdf->is_tagged)
        cairo_tag_begin(pdf->cr, "Document", NULL);
    pdf->is_tagged = TRUE;
    cairo_tag_begin(pdf->cr, "Sect", NULL);
}

static void
pdf_section(Pdf *pdf, const Scene *scene, guint first, guint end)
{
    const char *tag = tags[g_array_index(scene->shapes, Shape, first).section];

    if (tag)
        cairo_tag_begin(pdf->cr, tag, NULL);
    paint_shapes(scene, first, end, pdf->theme, pdf->cr);
    if (tag)
        cairo_tag_end(pdf->cr, tag);
}

static void
pdf_sections(Pdf *pdf, const Scene *scene)
{
    gboolean begun = FALSE;

    for (guint i = 0, end; i < scene->shapes->len; i = end) {
        end = section_end(scene->shapes, i);
        if (!begun && g_array_index(scene->shapes, Shape, i).section != SECTION_NONE) {
            pdf_begin_page(pdf);
            begun = TRUE;
        }
        pdf_section(pdf, scene, i, end);
    }
    if (begun)
        cairo_tag_end(pdf->cr, "Sect");
}

/* ---- pages ---- */

static void
pdf_page(Pdf *pdf, const Scene *scene, double scale)
{
    cairo_pdf_surface_set_size(pdf->surface, scene->width * scale, scene->height * scale);
    cairo_save(pdf->cr);
    cairo_scale(pdf->cr, scale, scale);
    pdf_sections(pdf, scene);
    cairo_restore(pdf->cr);
    cairo_show_page(pdf->cr);
}

/* NULL if it could not be written, or was given up, with `error` set. */
static GByteArray *
pdf_end(const Pdf *pdf, gboolean given_up, GError **error)
{
    cairo_status_t status;

    if (pdf->is_tagged)
        cairo_tag_end(pdf->cr, "Document");
    status = cairo_status(pdf->cr);
    cairo_destroy(pdf->cr);
    cairo_surface_finish(pdf->surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(pdf->surface);
    cairo_surface_destroy(pdf->surface);
    if (given_up) {
        g_byte_array_unref(pdf->bytes);
        return NULL;
    }
    if (status == CAIRO_STATUS_SUCCESS)
        pdf_language_add(pdf->bytes, "en");
    return render_result(pdf->bytes, status, error);
}

static GByteArray *
pdf_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    Pdf pdf = pdf_begin(theme, title);

    pdf_page(&pdf, scene, points_per_px * scene->zoom);
    return pdf_end(&pdf, FALSE, error);
}

/* By its address; title pages are "title", or "title 2". */
static void
pdf_label_page(const Pdf *pdf, const ExportPages *pages, guint i)
{
    g_autofree char *address = page_address(pages, i);
    const char *chapter = g_str_equal(address, "0") ? "" : address;
    g_autofree char *title = g_strdup_printf("title%s%s", *chapter ? " " : "", chapter);

    cairo_pdf_surface_set_page_label(pdf->surface,
                                     pages->number(pages->data, i) == 0 ? title : address);
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
    int entry = CAIRO_PDF_OUTLINE_ROOT;
    gboolean going = TRUE;

    for (guint i = 0; i < pages->n && (going = pages->next(pages->data, i, error)); i++) {
        g_autoptr(Scene) scene = pages->page(pages->data, i);
        pdf_label_page(&pdf, pages, i);
        pdf_page(&pdf, scene, 1);
        entry = pdf_list_page(&pdf, pages, i, entry);
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
