/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ruler-elastic.h - the ruler of the elastic axis. */
#pragma once
#include "ui/scene/ruler-marks.h"

/** Draw the bursts and gaps that are in view, and round times where bursts have no room for theirs.
 */
void ruler_elastic(Ruler *ruler);
