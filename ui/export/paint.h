/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint.h - a scene onto a cairo context. Decides nothing. */
#pragma once
#include <cairo.h>
#include <pango/pango.h>

#include "ui/scene/scene.h"
#include "ui/scene/theme.h"

/** Paint all of `scene`. */
void paint_scene(const Scene *scene, const Theme *theme, cairo_t *cr);

/** One shape that is no text: for widgets that paint the rest by nodes of their own. */
void paint_shape(const Shape *shape, const Theme *theme, cairo_t *cr);

/** The font of `font` at 1x. The caller does not free. */
const PangoFontDescription *paint_font(Font font);
