/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.h - the coroutines that a task is in. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** The event at `index` begins a frame inside `stored`. */
void frames_enter(Model *model, StoredTrack *stored, gsize index);

/** It ends the innermost frame of `stored` that was entered where the event says; none, nothing. */
void frames_leave(Model *model, StoredTrack *stored, gsize index);

/** `stored` ends by the event at `index`, and with it all frames that it is in. */
void frames_end(StoredTrack *stored, gsize index);

/** Free the frames of `stored`. */
void frames_clear(StoredTrack *stored);
