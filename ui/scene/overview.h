/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview.h - the part of a scene that shows the whole run, small, above the rest. */
#pragma once
#include "ui/scene/build.h"

/** Draws it; `y` is where it begins. */
void overview_draw(const Build *build, double y);
