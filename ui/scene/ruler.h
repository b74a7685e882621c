/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler.h - the part of a scene that shows the axis of time. */
#pragma once
#include "ui/scene/build.h"

/** Draws it; `y` is where it begins. */
void ruler_draw(const Build *build, double y);
