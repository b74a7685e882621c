/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf.c - a scene as a PDF page: lines stay lines, text stays text. */
#include <cairo-pdf.h>

#include "ui/export/page-address.h"
#include "ui/export/pdf-pack.h"
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
    GPtrArray *figures; /* what each shows, of char * */
} Pdf;

static Pdf
pdf_begin(const Theme *theme, const char *title)
{
    Pdf pdf = {.bytes = g_byte_array_new(),
               .theme = theme,
               .figures = g_ptr_array_new_with_free_func(g_free)};

    pdf.surface = cairo_pdf_surface_create_for_stream(render_append, pdf.bytes, 1, 1);
    pdf.cr = cairo_create(pdf.surface);
    pdf_describe(pdf.surface, title);
    return pdf;
}

/* ---- tags, for those who hear a page ---- */

static const char *const tags[N_SECTIONS] = {
    [SECTION_HEADING] = "H1",  [SECTION_WORDS] = "P",         [SECTION_CODE] = "Code",
    [SECTION_LOOP] = "Figure", [SECTION_TIMELINE] = "Figure",
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

/* All that is written in a picture. */
static char *
texts_of(const Scene *scene, guint first, guint end)
{
    GString *texts = g_string_new(NULL);

    for (guint i = first; i < end; i++) {
        const Shape *shape = &g_array_index(scene->shapes, Shape, i);
        if (shape->kind == SHAPE_TEXT)
            g_string_append_printf(texts, "%s%s", texts->len ? ", " : "", shape->text);
    }
    return g_string_free(texts, FALSE);
}

/* What those hear who do not see a picture; `time` is when that is. */
static void
pdf_tell_figure(Pdf *pdf, const Scene *scene, guint first, guint end, const char *time)
{
    g_autofree char *texts = texts_of(scene, first, end);
    char *told = g_array_index(scene->shapes, Shape, first).section == SECTION_LOOP
                     ? g_strdup_printf("What the loop has at %s: %s.", time, texts)
                     : g_strdup_printf("The timeline at %s, a lane for each task.", time);

    g_ptr_array_add(pdf->figures, told);
}

static void
pdf_section(Pdf *pdf, const Scene *scene, guint first, guint end, const char *time)
{
    const char *tag = tags[g_array_index(scene->shapes, Shape, first).section];

    if (g_strcmp0(tag, "Figure") == 0)
        pdf_tell_figure(pdf, scene, first, end, time);
    if (tag)
        cairo_tag_begin(pdf->cr, tag, NULL);
    paint_shapes(scene, first, end, pdf->theme, pdf->cr);
    if (tag)
        cairo_tag_end(pdf->cr, tag);
}

static void
pdf_sections(Pdf *pdf, const Scene *scene, const char *time)
{
    gboolean begun = FALSE;

    for (guint i = 0, end; i < scene->shapes->len; i = end) {
        end = section_end(scene->shapes, i);
        if (!begun && g_array_index(scene->shapes, Shape, i).section != SECTION_NONE) {
            pdf_begin_page(pdf);
            begun = TRUE;
        }
        pdf_section(pdf, scene, i, end, time);
    }
    if (begun)
        cairo_tag_end(pdf->cr, "Sect");
}

/* ---- pages ---- */

static void
pdf_page(Pdf *pdf, const Scene *scene, double scale, const char *time)
{
    cairo_pdf_surface_set_size(pdf->surface, scene->width * scale, scene->height * scale);
    cairo_save(pdf->cr);
    cairo_scale(pdf->cr, scale, scale);
    pdf_sections(pdf, scene, time);
    cairo_restore(pdf->cr);
    cairo_show_page(pdf->cr);
}

/* Takes over what was made. */
static GByteArray *
pdf_take(const Pdf *pdf, cairo_status_t status, GError **error)
{
    g_autoptr(GByteArray) bytes = render_result(pdf->bytes, status, error);

    return bytes ? pdf_pack(bytes, "en", pdf->figures) : NULL;
}

/* NULL if it could not be written, or was given up, with `error` set. */
static GByteArray *
pdf_end(const Pdf *pdf, gboolean given_up, GError **error)
{
    g_autoptr(GPtrArray) figures = pdf->figures;
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
    return pdf_take(pdf, status, error);
}

static GByteArray *
pdf_render(const Scene *scene, const Theme *theme, const char *title, GError **error)
{
    Pdf pdf = pdf_begin(theme, title);

    pdf_page(&pdf, scene, points_per_px * scene->zoom, "");
    return pdf_end(&pdf, FALSE, error);
}

/* By its address; title pages are "title", or "title 2". */
static void
pdf_label_page(const Pdf *pdf, const ExportPages *pages, guint i)
{
    g_autofree char *address = page_address(pages, i);
    const char *chapter = g_str_equal(address, "0") ? "" : address;
    g_autofree char *title = g_strdup_printf("title%s%s", *chapter ? " " : "", chapter);
    gboolean is_title = pages->number(pages->data, i) == 0 && !(pages->has_cover && i == 0);

    cairo_pdf_surface_set_page_label(pdf->surface, is_title ? title : address);
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
        g_autofree char *time = pages->time(pages->data, i);
        pdf_label_page(&pdf, pages, i);
        pdf_page(&pdf, scene, 1, time);
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
