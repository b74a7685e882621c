/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variables.h - the names that locks, queues, blocks ... have in the source. Private to ui/model.
 */
#pragma once
#include "ui/model/store.h"

/** Name and describe the track of a lock, queue, block ... */
void name_variable(Model *model, StoredTrack *stored, const TraceEvent *event);
