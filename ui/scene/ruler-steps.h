/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler-steps.h - the numbers of the events, on the axis of steps. Private to the ruler. */
#pragma once
#include "ui/scene/ruler-marks.h"

/** Draw the numbers of as many columns as have room for theirs, between what is drawn already. */
void ruler_steps(Ruler *ruler);
