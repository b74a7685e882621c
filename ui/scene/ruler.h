/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler.h - the part of a scene that shows the axis of time. */
#pragma once
#include "ui/scene/build.h"

/** Draw it; `y` is its upper edge. */
void ruler_draw(const Build *build, double y);
