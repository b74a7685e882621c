/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crowd.h - tracks as lines: each, or, where they are many, those of a kind in one. */
#pragma once
#include "ui/model/model.h"

/** Adds a line for each of the tracks, with its name, what it is and how it ended, in columns; of
 * more than a screenful, a line for all that are of one function or kind, unless `all`. */
void crowd_put(GString *text, const GPtrArray *tracks, gboolean all);
