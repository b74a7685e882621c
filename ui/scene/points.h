/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.h - what happens on a lane and takes no time. Private to ui/scene. */
#pragma once
#include "ui/scene/build.h"

/** Height of the row that the words of the points of `track` have below its bar; 0 where they
 * stand at the bar itself, or there are none. */
double points_height(const Build *build, const Track *track);

/** Draw the points of a lane: a tick each, with its sign where there is room; where there are many,
 * one tick for several. In characters they leave the texts in peace that the lane has added to the
 * scene since it had `first` shapes. */
void points_draw(const Lane *lane, guint first);
