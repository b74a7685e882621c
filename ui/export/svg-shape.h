/* SPDX-License-Identifier: GPL-3.0-or-later */
/* svg-shape.h - the shapes of a scene as elements of SVG. Private to ui/export. */
#pragma once
#include "ui/export/svg-write.h"

/** Write all shapes in order, each element, or opening or closing tag of a group, on a line. */
void svg_shapes(Svg *svg, const Scene *scene);
