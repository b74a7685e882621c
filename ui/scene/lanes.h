/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lanes.h - the part of a scene that shows the lanes. */
#pragma once
#include "ui/scene/build.h"

extern const LaneKind lane_kinds[TRACE_N_TRACKS];

/** Draw the headings and the lanes. */
void lanes_draw(const Build *build);
