/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arrows.h - the part of a scene that shows who caused what. */
#pragma once
#include "ui/scene/build.h"

/** Draw the arrows between lanes. */
void arrows_draw(const Build *build);
