/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variables.h - what locks, queues, blocks ... are called in the source. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Name and describe a track of a lock, queue, block ... */
void name_variable(Model *model, StoredTrack *stored, const TraceEvent *event);
