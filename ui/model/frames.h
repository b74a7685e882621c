/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames.h - the coroutines that a task is in. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Begin a frame inside `stored` with the event at `index`. */
void frames_enter(Model *model, StoredTrack *stored, gsize index);

/** End the innermost frame of `stored` that was entered at the site of the event at `index`; does
 * nothing if there is no such frame. */
void frames_leave(Model *model, StoredTrack *stored, gsize index);

/** End all open frames of `stored`, which ends with the event at `index`. */
void frames_end(StoredTrack *stored, gsize index);

/** Free the frames of `stored`. */
void frames_clear(StoredTrack *stored);
