/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-things.h - locks, queues, blocks, pools in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-fold.h"

/** If the future in `row`, which the event made, is a place in a line, it goes there. */
void fold_thing_take_place(Fold *fold, guint32 row);

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

/** What an event does to what tasks meet at; nothing if it is of another kind. */
void fold_thing_changed(Fold *fold);

/** The future of a job is over; the job may still be queued, or run. */
void fold_job_over(StateRow *job);

/** What events of these kinds do. */
void fold_pool_created(Fold *fold);
void fold_job_queued(Fold *fold);
void fold_job_dropped(Fold *fold);
void fold_job_begins(Fold *fold);
void fold_job_ends(Fold *fold);
void fold_worker_started(Fold *fold);
void fold_worker_stopped(Fold *fold);
