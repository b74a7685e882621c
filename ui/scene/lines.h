/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lines.h - a lane as a line. */
#pragma once
#include "ui/scene/build.h"

/** Draw what is on a lane as a line between two discs; for the table of kinds. */
void lines_draw(const Lane *lane);
