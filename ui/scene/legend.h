/* SPDX-License-Identifier: GPL-3.0-or-later */
/* legend.h - the part of a scene that says what colours mean. */
#pragma once
#include "ui/scene/build.h"

/** Draw it below the lanes. */
void legend_draw(const Build *build);

/** The height it needs in the width of the view. */
double legend_height(const Build *build);
