/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column-heights.h - how high the panes of the right column are. The output is as high as the user
 * made it, loop and words are as high as they need, and the code has all that is left. Private to
 * the column. */
#pragma once
#include "app/window/column-private.h"

/** Begin to do so, once there is a height, and to remember what the user drags. */
void column_keep_heights(Column *self);

/** End it. */
void column_leave_heights(Column *self);

/** A pane was folded or unfolded: give its height to the others. */
void column_arrange(Column *self);
