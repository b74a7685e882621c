/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tracks.h - finding a place in the lists of a model. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** How many of the ascending indices in `events` are at most `event`; 0 for NULL. O(log n). */
gsize count_up_to(const GArray *events, gsize event);
