/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pdf-pack.h - what cairo cannot say in a PDF, and a smaller file. */
#pragma once
#include <glib.h>

/** The PDF that cairo has made, with its texts' language, "en", and what each of its figures,
 * tagged as such, shows, of char *, in their order. A file that is not as cairo makes them is
 * copied. The caller frees it. */
GByteArray *pdf_pack(const GByteArray *bytes, const char *language, const GPtrArray *figures);
