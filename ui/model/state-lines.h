/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-lines.h - who stands in line for what, in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** If the future in `row`, which the event made, is a place in a line, it goes there. */
void fold_place_taken(Fold *fold, guint32 row);

/** A place in a line is about to be over. */
void fold_place_done(Fold *fold);

/** The task that stood in the place at `row`, if it is one, becomes ready. */
void fold_place_woken(Fold *fold, guint32 row);

/** A task goes on that waited for the future `place`: if that is a place in a line and the task is
 * cancelled, it may pass on that it was woken. */
void fold_pass_on(Fold *fold, guint32 place);

/** A callback of as_completed(), at `completions` if it is that, begins: a future is done. */
void fold_member_arrives(StateTable *table, guint32 completions);

/** Remember whether the event gives a slot back to a semaphore. */
void fold_note_slot(Fold *fold);

/** The event, on the queue or the like that is its subject, may make those leave its lines who were
 * cancelled there. */
void fold_queue_looks(Fold *fold);
