/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-futures.h - futures, what waits for them, and their timers, in a state. Private to
 * ui/model. */
#pragma once
#include "ui/model/state-fold.h"

/** Remove the row of a future or task that is over if nothing of it is left. */
void future_tidy(StateTable *table, guint32 row);

/** A future or task is over: what waits for it becomes ready, up to the first task, whose own event
 * says so. */
void future_over(Fold *fold, guint32 row);

/** Make ready what waits for one that is over, up to the next task. */
void future_flush(StateTable *table, guint32 row);

/** A callback of the future or task with this track, which `by` added: it waits, or is ready if
 * that is over. */
void future_add_callback(Fold *fold, guint32 track, guint32 by);

/** The task goes on after it waited: it leaves the line that it was in, and what it waited for. */
void future_leave(Fold *fold, guint32 task);

/** What events of these kinds do. */
void future_created(Fold *fold);
void future_found(Fold *fold);
void future_ended(Fold *fold);
void future_awaited_by(Fold *fold);
void future_callback_added(Fold *fold);
void future_callback_removed(Fold *fold);
void future_shielded(Fold *fold);
void future_member_done(Fold *fold);
