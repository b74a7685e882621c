/* SPDX-License-Identifier: GPL-3.0-or-later */
/* playhead.h - the part of a scene that shows the playhead. */
#pragma once
#include "ui/scene/build.h"

/** Draw it. */
void playhead_draw(const Build *build);
