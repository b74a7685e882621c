/* SPDX-License-Identifier: GPL-3.0-or-later */
/* names.h - what tracks are called. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Name and describe a track that `event` has just made. */
void name_track(Model *model, StoredTrack *stored, const TraceEvent *event);

/** Correct the name and description of a track if they were only guesses and `event` says what it
 * is, possibly not for the first time. */
void name_again(Model *model, StoredTrack *stored, const TraceEvent *event);

/** Take over the name if `event` gives the track another one. */
void name_change(Model *model, StoredTrack *stored, const TraceEvent *event);

/** Renumber the unnamed tasks: `n` were made up to now, of which the last are in the recording. */
void name_tasks_before(Model *model, guint n);

/** The words for the outcome of a track that `event` ended in `state`. */
const char *name_outcome(Model *model, TraceState state, const TraceEvent *event);

/** "T-3" for "Task-3"; a track's own name stays as it is. The caller frees. */
char *name_short(const StoredTrack *stored);
