/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracks.h - finding a place in what a model lists. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** How many of the indices in `events`, which rise, are at most `event`. O(log n). NULL has none.
 */
gsize count_up_to(const GArray *events, gsize event);
