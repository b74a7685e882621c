/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odf.c - pages with their names and notes, and what stands before them in a document. */
#include "ui/export/odf.h"

#include "ui/export/odf-shape.h"
#include "ui/export/render.h"
#include "ui/export/xml-write.h"

static const double page_width = 338.67; /* mm; slides of PowerPoint are so wide, too */

/* Where notes stand on a sheet of paper below the picture of their page, mm. */
enum {
    SHEET_WIDTH = 210,
    SHEET_HEIGHT = 297,
    SHEET_MARGIN = 20,
    NOTES_Y = 130,
    NOTES_HEIGHT = 140
};

static void
add_notes(Odf *odf, guint number, const Scene *scene, const char *words, const char *note)
{
    g_autofree char *text = xml_text(words), *own = xml_text(note);
    int w = SHEET_WIDTH - 2 * SHEET_MARGIN;

    g_string_append_printf(
        odf->pages,
        "<presentation:notes><draw:page-thumbnail presentation:class=\"page\" svg:x=\"%dmm\""
        " svg:y=\"%dmm\" svg:width=\"%dmm\" svg:height=\"%.0fmm\" draw:page-number=\"%u\"/>"
        "<draw:frame presentation:class=\"notes\" draw:style-name=\"%s\" svg:x=\"%dmm\""
        " svg:y=\"%dmm\" svg:width=\"%dmm\" svg:height=\"%dmm\"><draw:text-box>"
        "<text:p text:style-name=\"%s\">%s%s%s</text:p></draw:text-box></draw:frame>"
        "</presentation:notes>",
        SHEET_MARGIN, SHEET_MARGIN, w, w * scene->height / scene->width, number,
        odf_style(odf, ODF_GRAPHIC,
                  "<style:graphic-properties draw:fill=\"none\" draw:stroke=\"none\"/>"),
        SHEET_MARGIN, NOTES_Y, w, NOTES_HEIGHT,
        odf_style(odf, ODF_PARAGRAPH,
                  "<style:text-properties style:font-name=\"Sans\" fo:font-size=\"14pt\"/>"),
        text, *own ? "<text:line-break/>" : "", own);
}

/* The ground of a page is that of the slide, not a shape in the way of the others. */
static Role
ground_of(const Scene *scene)
{
    const Shape *first = &g_array_index(scene->shapes, Shape, 0);

    return scene->shapes->len > 0 && odf_is_ground(scene, first) ? first->fill : ROLE_BACKGROUND;
}

static void
add_page(OdfDocument *document, const ExportPages *pages, guint i)
{
    g_autoptr(Scene) scene = pages->page(pages->data, i);
    g_autofree char *name = render_page_name(pages, i), *words = pages->words(pages->data, i);
    g_autofree char *note = pages->note(pages->data, i);
    g_autofree char *title = xml_text(name);
    Odf *odf = &document->odf;

    document->width = scene->width;
    document->height = scene->height;
    odf->mm = page_width / scene->width;
    g_string_append_printf(odf->pages,
                           "<draw:page draw:name=\"%s\" draw:style-name=\"%s\""
                           " draw:master-page-name=\"Slides\">\n",
                           title, odf_page_style(odf, ground_of(scene)));
    odf_shapes(odf, scene);
    add_notes(odf, i + 1, scene, words, note);
    g_string_append(odf->pages, "</draw:page>\n");
}

gboolean
odf_draw(OdfDocument *document, const ExportPages *pages, const Theme *theme, const char *title,
         GError **error)
{
    gboolean going = TRUE;

    *document = (OdfDocument){.title = title, .odf.theme = theme};
    document->odf.pages = g_string_new(NULL);
    document->odf.automatic = g_string_new(NULL);
    document->odf.named = g_string_new(NULL);
    document->odf.known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (guint i = 0; i < pages->n && (going = pages->next(pages->data, i, error)); i++)
        add_page(document, pages, i);
    return going && pages->next(pages->data, pages->n, error);
}

void
odf_clear(OdfDocument *document)
{
    g_string_free(document->odf.pages, TRUE);
    g_string_free(document->odf.automatic, TRUE);
    g_string_free(document->odf.named, TRUE);
    g_hash_table_unref(document->odf.known);
}

/* ---- parts ---- */

static const struct {
    const char *prefix, *uri;
} spaces[] = {
    {"office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
    {"style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
    {"text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
    {"draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"},
    {"fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
    {"svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
    {"presentation", "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"},
    {"meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
};

void
odf_begin(GString *out, const char *name, const char *attributes)
{
    g_string_append_printf(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s", name);
    for (gsize i = 0; i < G_N_ELEMENTS(spaces); i++)
        g_string_append_printf(out, " xmlns:%s=\"%s\"", spaces[i].prefix, spaces[i].uri);
    g_string_append_printf(out, " office:version=\"1.3\"%s>\n", attributes);
}

void
odf_add_meta(GString *out, const OdfDocument *document)
{
    g_autofree char *title = xml_text(document->title), *date = render_date();

    g_string_append_printf(out,
                           "<office:meta><meta:generator>Awaitscope</meta:generator>"
                           "<dc:title>%s</dc:title><dc:language>en</dc:language>"
                           "<meta:creation-date>%s</meta:creation-date></office:meta>\n",
                           title, date);
}

void
odf_add_styles(GString *out, const OdfDocument *document)
{
    odf_fonts(out);
    g_string_append(out, "<office:styles>\n");
    odf_common_styles(out, &document->odf);
    g_string_append(out, "</office:styles>\n");
}

static void
add_page_layout(GString *out, const char *name, double width, double height)
{
    g_string_append_printf(out,
                           "<style:page-layout style:name=\"%s\">"
                           "<style:page-layout-properties fo:margin=\"0mm\" fo:page-width=\"",
                           name);
    xml_number(out, width);
    g_string_append(out, "mm\" fo:page-height=\"");
    xml_number(out, height);
    g_string_append_printf(out, "mm\" style:print-orientation=\"%s\"/></style:page-layout>\n",
                           width > height ? "landscape" : "portrait");
}

void
odf_add_layout(GString *out, const OdfDocument *document)
{
    add_page_layout(out, "slide", page_width, document->height * document->odf.mm);
    add_page_layout(out, "paper", SHEET_WIDTH, SHEET_HEIGHT);
}

void
odf_add_master(GString *out)
{
    g_string_append(out, "<office:master-styles>"
                         "<style:master-page style:name=\"Slides\""
                         " style:page-layout-name=\"slide\">"
                         "<presentation:notes style:page-layout-name=\"paper\"/>"
                         "</style:master-page></office:master-styles>\n");
}

void
odf_add_pages(GString *out, const OdfDocument *document)
{
    g_string_append(out, "<office:body><office:presentation>\n");
    g_string_append_len(out, document->odf.pages->str, (gssize) document->odf.pages->len);
    g_string_append(out, "</office:presentation></office:body>\n");
}

GByteArray *
odf_bytes(GString *out)
{
    gsize size = out->len;

    return g_byte_array_new_take((guint8 *) g_string_free(out, FALSE), size);
}
