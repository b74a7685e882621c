/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-input.h - pointer and wheel on a timeline. Private to it. */
#pragma once
#include "ui/widgets/timeline-private.h"

/** Listen to pointer and wheel. */
void timeline_input_init(TimelineView *self);
