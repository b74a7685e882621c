/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bars.h - a lane as bars. */
#pragma once
#include "ui/scene/build.h"

/** Draw what is on a lane as bars; for the table of kinds. */
void bars_draw(const Lane *lane);

/** The same, followed by a disc that says how the track ended. */
void bars_draw_with_end(const Lane *lane);

/** What bars_draw_with_end() needs right of the last bar, px; 0: the track has not ended. */
double bars_end_width(const Lane *lane);
