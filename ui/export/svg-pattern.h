/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-pattern.h - the patterns that an SVG file defines and uses. */
#pragma once
#include "ui/export/svg-write.h"

/** The name of the pattern that fills a shape. */
void svg_pattern_name(char *name, gsize size, const Shape *shape);

/** An empty set of names of patterns; the caller frees. */
GHashTable *svg_pattern_names(void);

/** Define the patterns of all shapes that are not `known` yet, a line each, in the order of first
 * use; then they are. */
void svg_patterns(Svg *svg, const Scene *scene, GHashTable *known);
