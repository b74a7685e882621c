/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odp.c - slides as LibreOffice Impress saves them: a zip of several files of XML. */
#include <string.h>
#include <zip.h>

#include "ui/export/odf.h"

/* 2000-01-01 as zips have it; the time of writing would make every file differ. */
enum { ZIP_TIME = 0, ZIP_DATE = (2000 - 1980) << 9 | 1 << 5 | 1 };

/* ---- the files ---- */

static GString *
content_file(const OdfDocument *document)
{
    GString *out = g_string_new(NULL);

    odf_begin(out, "office:document-content", "");
    odf_fonts(out);
    g_string_append_printf(out, "<office:automatic-styles>\n%s</office:automatic-styles>\n",
                           document->odf.automatic->str);
    odf_add_pages(out, document);
    g_string_append(out, "</office:document-content>\n");
    return out;
}

static GString *
styles_file(const OdfDocument *document)
{
    GString *out = g_string_new(NULL);

    odf_begin(out, "office:document-styles", "");
    odf_add_styles(out, document);
    g_string_append(out, "<office:automatic-styles>\n");
    odf_add_layout(out, document);
    g_string_append(out, "</office:automatic-styles>\n");
    odf_add_master(out);
    g_string_append(out, "</office:document-styles>\n");
    return out;
}

static GString *
meta_file(const OdfDocument *document)
{
    GString *out = g_string_new(NULL);

    odf_begin(out, "office:document-meta", "");
    odf_add_meta(out, document);
    g_string_append(out, "</office:document-meta>\n");
    return out;
}

static GString *
mimetype_file(const OdfDocument *document)
{
    return g_string_new(ODF_MIMETYPE);
}

static GString *manifest_file(const OdfDocument *document);

/* In this order, since the type must come first, and be stored as it is. */
static const struct {
    const char *name, *type; /* NULL: the manifest does not list it */
    GString *(*write)(const OdfDocument *document);
} files[] = {
    {"mimetype", NULL, mimetype_file},
    {"content.xml", "text/xml", content_file},
    {"styles.xml", "text/xml", styles_file},
    {"meta.xml", "text/xml", meta_file},
    {"META-INF/manifest.xml", NULL, manifest_file},
};

static GString *
manifest_file(const OdfDocument *document)
{
    static const char space[] = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    g_string_append_printf(out,
                           "<manifest:manifest xmlns:manifest=\"%s\" manifest:version=\"1.3\">\n"
                           "<manifest:file-entry manifest:full-path=\"/\""
                           " manifest:version=\"1.3\" manifest:media-type=\"%s\"/>\n",
                           space, ODF_MIMETYPE);
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
        if (files[i].type)
            g_string_append_printf(out,
                                   "<manifest:file-entry manifest:full-path=\"%s\""
                                   " manifest:media-type=\"%s\"/>\n",
                                   files[i].name, files[i].type);
    g_string_append(out, "</manifest:manifest>\n");
    return out;
}

/* ---- the zip ---- */

static gboolean
add_file(zip_t *zip, gsize i, const OdfDocument *document)
{
    GString *text = files[i].write(document);
    gsize size = text->len;
    char *bytes = malloc(size + 1); /* libzip frees it */

    memcpy(bytes, text->str, size);
    g_string_free(text, TRUE);
    zip_source_t *source = zip_source_buffer(zip, bytes, size, 1);
    zip_int64_t at = zip_file_add(zip, files[i].name, source, ZIP_FL_ENC_GUESS);
    if (at < 0) {
        zip_source_free(source);
        return FALSE;
    }
    zip_file_set_dostime(zip, (zip_uint64_t) at, ZIP_TIME, ZIP_DATE, 0);
    return zip_set_file_compression(zip, (zip_uint64_t) at, i == 0 ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                    9) == 0;
}

/* Everything that libzip has put into `source`. */
static GByteArray *
zip_bytes(zip_source_t *source)
{
    GByteArray *bytes = g_byte_array_new();
    char part[1 << 16];
    zip_int64_t n = zip_source_open(source);

    while (n >= 0 && (n = zip_source_read(source, part, sizeof part)) > 0)
        g_byte_array_append(bytes, (guint8 *) part, (guint) n);
    zip_source_close(source);
    if (n < 0)
        g_clear_pointer(&bytes, g_byte_array_unref);
    return bytes;
}

/* NULL: it could not be written. */
static GByteArray *
zip_all(const OdfDocument *document)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_TRUNCATE, NULL) : NULL;
    GByteArray *bytes = NULL;
    gboolean added = zip != NULL;

    zip_source_keep(source);
    for (gsize i = 0; i < G_N_ELEMENTS(files) && added; i++)
        added = add_file(zip, i, document);
    if (added && zip_close(zip) == 0)
        bytes = zip_bytes(source);
    else if (zip)
        zip_discard(zip);
    zip_source_free(source);
    return bytes;
}

static GByteArray *
odp_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    OdfDocument document;
    GByteArray *bytes = NULL;

    if (odf_draw(&document, pages, theme, title, error)) {
        bytes = zip_all(&document);
        if (!bytes)
            g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot be packed as a zip");
    }
    odf_clear(&document);
    return bytes;
}

const ExportFormat export_odp = {
    .extension = "odp",
    .about = "slides for LibreOffice Impress, to be edited",
    .render_pages = odp_render_pages,
};
