/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml-write.h - write numbers, texts and colours as formats made of XML have them. */
#pragma once
#include "ui/scene/theme.h"

/** A number: at most two decimals, with a point in every locale. */
void xml_number(GString *out, double value);

/** As much of a text as XML 1.0 can hold, escaped; the caller frees. */
char *xml_text(const char *text);

/** `#0072b2`, or for CSS `#0072b280` if it is to have its alpha and is not opaque. */
void xml_colour(GString *out, const Colour *colour, gboolean with_alpha);
