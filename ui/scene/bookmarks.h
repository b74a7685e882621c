/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bookmarks.h - the part of a scene that shows where something is noted. */
#pragma once
#include "ui/scene/build.h"

/** Draw them, above the ruler. */
void bookmarks_draw(const Build *build);
