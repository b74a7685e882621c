/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odf-style.h - a document of OpenDocument while it is being written, and the styles that its
 * shapes and texts refer to. Private to ui/export. */
#pragma once
#include "ui/export/draw.h"

typedef struct {
    GString *pages;     /* those so far */
    GString *automatic; /* styles, in order of first use */
    GString *named;     /* hatches, to which styles refer by name */
    GHashTable *known;  /* from all that is in a style or hatch to its name */
    const Theme *theme;
    double mm; /* of each px */
} Odf;

typedef enum { ODF_GRAPHIC, ODF_PARAGRAPH, ODF_TEXT, ODF_PAGE } OdfFamily;

/* Names are valid as long as the document is. */

/** The name of the style with these properties, elements as they stand in the file. */
const char *odf_style(Odf *odf, OdfFamily family, const char *properties);

/** The style of a shape that is not text: its fill and edge, and `more` attributes. */
const char *odf_shape_style(Odf *odf, const Shape *shape, const char *more);

/** The style of a page on which nothing but `ground` stands. */
const char *odf_page_style(Odf *odf, Role ground);

/** The style of the frame of a text. */
const char *odf_frame_style(Odf *odf, Align align);

/** The style of a text as a whole. */
const char *odf_text_style(Odf *odf, const Shape *shape);

/** The style of a part of a text. */
const char *odf_run_style(Odf *odf, const TextRun *run);

/** A length as an attribute, `px` long: ` svg:x="1.25mm"`. */
void odf_length(GString *out, const Odf *odf, const char *name, double px);

/** What all documents have: the dashes and the head that styles refer to. */
void odf_common_styles(GString *out, const Odf *odf);

/** The fonts by the names that styles use. */
void odf_fonts(GString *out);
