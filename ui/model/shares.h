/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shares.h - for how much of some time a track was busy. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Set in `span`, about to be appended to `stored`, the sums of what came before it. The span
 * before it must have ended. */
void shares_begin(const Model *model, StoredTrack *stored, Span *span);
