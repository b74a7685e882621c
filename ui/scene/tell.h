/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tell.h - what shapes stand for, in words. */
#pragma once
#include "ui/scene/scene.h"

/** Longer words for a shape, for a tooltip or an SVG <title>, made from the model, which must not
 * have been freed; NULL: it has none. The caller frees. */
char *tell_shape(const Scene *scene, const Shape *shape);

/** tell_shape() of all shapes, in their order, NULL for those that have none. It takes less time
 * than one by one. Free with tell_free(). */
char **tell_shapes(const Scene *scene);

/** Frees what tell_shapes() has returned. */
void tell_free(const Scene *scene, char **tips);
