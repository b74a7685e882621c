/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fodp.c - slides as one file of XML that LibreOffice reads, for those who compare versions. */
#include "ui/export/odf.h"

static GByteArray *
fodp_render_pages(const ExportPages *pages, const Theme *theme, const char *title, GError **error)
{
    OdfDocument document;
    GString *out = g_string_new(NULL);
    gboolean drawn = odf_draw(&document, pages, theme, title, error);

    odf_begin(out, "office:document", " office:mimetype=\"" ODF_MIMETYPE "\"");
    odf_add_meta(out, &document);
    odf_add_styles(out, &document);
    g_string_append(out, "<office:automatic-styles>\n");
    odf_add_layout(out, &document);
    g_string_append_printf(out, "%s</office:automatic-styles>\n", document.odf.automatic->str);
    odf_add_master(out);
    odf_add_pages(out, &document);
    g_string_append(out, "</office:document>\n");
    odf_clear(&document);
    GByteArray *bytes = odf_bytes(out);
    if (!drawn)
        g_clear_pointer(&bytes, g_byte_array_unref);
    return bytes;
}

const ExportFormat export_fodp = {
    .extension = "fodp",
    .about = "slides for LibreOffice Impress, in one file of XML",
    .render_pages = fodp_render_pages,
};
