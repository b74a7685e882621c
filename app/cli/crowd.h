/* SPDX-License-Identifier: GPL-3.0-or-later */
/* crowd.h - tracks as lines of text: one for each or, if there are many, one for each kind. */
#pragma once
#include "ui/model/model.h"

/** Adds a line for each track with its name, what it is and how it ended, in columns. If there is
 * more than a screenful, adds a line for each function or kind instead, unless `all`. */
void crowd_put(GString *text, const GPtrArray *tracks, gboolean all);
