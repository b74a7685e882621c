/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf-language.h - says in which language a PDF file is, which cairo does not. Private to
 * ui/export. */
#pragma once
#include <glib.h>

/** Append to the PDF file `bytes`, as cairo writes it, that its language is `language`: "en". One
 * of another form stays as it is. */
void pdf_language_add(GByteArray *bytes, const char *language);
