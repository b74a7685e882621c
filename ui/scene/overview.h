/* SPDX-License-Identifier: GPL-3.0-or-later */
/* overview.h - the part of a scene that shows the whole run in miniature, above the rest. */
#pragma once
#include "ui/scene/build.h"

/** Draw it; `y` is its upper edge. */
void overview_draw(const Build *build, double y);
