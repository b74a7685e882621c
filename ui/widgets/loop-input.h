/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-input.h - pointer and keys on the loop's picture. Private to it. */
#pragma once
#include "ui/widgets/loop-picture-private.h"

/** Listen to pointer and keys. */
void loop_input_init(LoopPicture *self);

/** What is at (x, y) px of the widget; NULL if that cannot be hit. */
const Shape *loop_hit(LoopPicture *self, double x, double y);

/** What can be hit, by its number from 0; NULL if there are no more. */
const Shape *loop_target(LoopPicture *self, guint n);
