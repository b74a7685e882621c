/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-pattern.h - the patterns that an SVG file defines and uses. */
#pragma once
#include "ui/export/svg-write.h"

/** The name of the pattern that fills a shape. */
void svg_pattern_name(char *name, gsize size, const Shape *shape);

/** Define the patterns of all shapes. */
void svg_patterns(Svg *svg, const Scene *scene);
