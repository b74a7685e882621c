/* SPDX-License-Identifier: GPL-3.0-or-later */
/* shares.h - for how much of a time a track was busy. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Count in `span`, which is to be appended to `track`, what came before it. The span before it is
 * closed. */
void shares_begin(const Model *model, StoredTrack *stored, Span *span);
