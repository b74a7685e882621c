/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-futures.h - futures, what waits for them, and their timers, in a state. Private to
 * ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** A future or task is over: what waits for it becomes ready, up to the first task, whose own event
 * says so. */
void fold_future_over(Fold *fold, guint32 row);

/** Make ready what waits for one that is over, up to the next task. */
void fold_future_flush(StateTable *table, guint32 row);

/** A callback of the future or task with this track, which `by` added: it waits, or is ready if
 * that is over. */
void fold_future_add_callback(Fold *fold, guint32 track, guint32 by);

/** Forget the callbacks of a future or task, and that tasks wait for it. */
void fold_forget_waiting(StateTable *table, guint32 row);

/** The task goes on after it waited: it leaves the line that it was in, and what it waited for. */
void fold_future_leave(Fold *fold, guint32 task);

/** What events of these kinds do. */
void fold_future_created(Fold *fold);
void fold_future_ended(Fold *fold);
void fold_future_awaited_by(Fold *fold);
void fold_future_callback_added(Fold *fold);
void fold_future_callback_removed(Fold *fold);
void fold_future_shielded(Fold *fold);
void fold_future_member_done(Fold *fold);
