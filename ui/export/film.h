/* SPDX-License-Identifier: GPL-3.0-or-later */
/* film.h - pages as frames of pixels that follow each other in time. Private to ui/export. */
#pragma once
#include <cairo.h>

#include "ui/export/export.h"

typedef struct {
    const ExportPages *pages;
    const Theme *theme;
    guint *frames; /* for how many each page stands, at least 1 */
} Film;

/** FALSE, and `error` set: it would be too large or too long. Clear it in any case. */
gboolean film_init(Film *film, const ExportPages *pages, const Theme *theme, GError **error);
void film_clear(Film *film);

/** Page `i` in the middle of a frame, four bytes a pixel: blue, green, red, and one of no meaning.
 * The caller destroys it. */
cairo_surface_t *film_frame(const Film *film, guint i);
