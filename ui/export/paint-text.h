/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint-text.h - paint the texts of a scene onto a cairo context. */
#pragma once
#include <cairo.h>
#include <pango/pango.h>

#include "ui/scene/scene.h"
#include "ui/scene/theme.h"

/** The description of `font` at scale 1. The caller does not free it. */
const PangoFontDescription *paint_font(Font font);

/** A layout for the texts of a scene on `cr`. The caller unrefs it. */
PangoLayout *paint_text_layout(cairo_t *cr);

/** Paint a text in the colour of `cr`; parts of it may have others, which are those of `theme`. */
void paint_text_shape(const Shape *shape, const Theme *theme, cairo_t *cr, PangoLayout *layout);
