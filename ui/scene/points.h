/* SPDX-License-Identifier: GPL-3.0-or-later */
/* points.h - events on a lane that take no time. Private to ui/scene. */
#pragma once
#include "ui/scene/build.h"

/** Height of the row below the bar of `track` for the words of its points; 0 if the words stand at
 * the bar itself, or it has no points with words. */
double points_height(const Build *build, const Track *track);

/** Draw the points of a lane: a tick for each, with its sign where there is room, or one tick for
 * several that are close together. In characters they do not overwrite the texts that the lane has
 * added to the scene since it had `first` shapes. */
void points_draw(const Lane *lane, guint first);
