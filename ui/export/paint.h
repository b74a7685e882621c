/* SPDX-License-Identifier: GPL-3.0-or-later */
/* paint.h - paint a scene onto a cairo context. It decides nothing. */
#pragma once
#include <cairo.h>

#include "ui/scene/scene.h"
#include "ui/scene/theme.h"

/** Paint all of `scene`. */
void paint_scene(const Scene *scene, const Theme *theme, cairo_t *cr);

/** Paint its shapes from `first` up to, but without, `end`. */
void paint_shapes(const Scene *scene, guint first, guint end, const Theme *theme, cairo_t *cr);

/** Paint one shape that is not text, for widgets that paint the rest with their own nodes. */
void paint_shape(const Shape *shape, const Theme *theme, cairo_t *cr);
