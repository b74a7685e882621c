/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.h - what tracks are called. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Name and describe a track just made by `event`. */
void name_track(Model *model, StoredTrack *stored, const TraceEvent *event);

/** The event says who it is that has the track, perhaps once more: what was only guessed before is
 * named and described anew. */
void name_again(Model *model, StoredTrack *stored, const TraceEvent *event);

/** So many tasks without a name were made up to now, the last ones of them recorded. */
void name_tasks_before(Model *model, guint n);

/** What is shown of a track that ended by `event` in `state`. */
const char *name_outcome(Model *model, TraceState state, const TraceEvent *event);

/** "T-3" for "Task-3"; a name of its own stays as it is. The caller frees. */
char *name_short(const StoredTrack *stored);
