/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odf.h - slides as an OpenDocument presentation, whose parts the formats put into one file or
 * several. Private to ui/export. */
#pragma once
#include "ui/export/odf-style.h"

#define ODF_MIMETYPE "application/vnd.oasis.opendocument.presentation"

/* A document, whole: to be put together by the functions below. */
typedef struct {
    Odf odf;
    const char *title;
    double width, height; /* of a page, px */
} OdfDocument;

/** Draws all pages. FALSE, and `error` set: it was given up. Clear the document in any case. */
gboolean odf_draw(OdfDocument *document, const ExportPages *pages, const Theme *theme,
                  const char *title, GError **error);
/** Frees what odf_draw() has made. */
void odf_clear(OdfDocument *document);

/** Begins a file, by the root element `name` with all names of elements that there are. */
void odf_begin(GString *out, const char *name, const char *attributes);

/* The parts, each appended to `out`. */

/** What the document is called, and who wrote it. */
void odf_add_meta(GString *out, const OdfDocument *document);

/** Fonts, and the styles that have names of their own. */
void odf_add_styles(GString *out, const OdfDocument *document);

/** How large pages are, from within `automatic-styles`. */
void odf_add_layout(GString *out, const OdfDocument *document);

/** What all pages have in common. */
void odf_add_master(GString *out);

/** The pages. */
void odf_add_pages(GString *out, const OdfDocument *document);

/** The text of a file as its bytes; takes ownership. */
GByteArray *odf_bytes(GString *out);
