/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.h - draws the coroutines that a task is in below its bar. Private to ui/scene. */
#pragma once
#include "ui/scene/build.h"

/** Whether the view has frames at all. */
gboolean frames_are_shown(const Build *build);

/** How many rows the frames of `track` have, unfolded. */
guint frames_rows(const Track *track);

/** Height of the rows that the frames of `track` are unfolded into; 0 while they are folded. */
double frames_height(const Build *build, const Track *track);

/** Draw a task, for the table of kinds: as bars with an end, and below them its frames, one row for
 * each depth or, while folded, one thin line for each. */
void frames_draw(const Lane *lane);
