/* SPDX-License-Identifier: GPL-3.0-or-later */
/* legend.h - the part of a scene that says what colours mean. */
#pragma once
#include "ui/scene/build.h"

/** Draws it, below the lanes. */
void legend_draw(const Build *build);

/** Height it needs in this width. */
double legend_height(const Build *build);
