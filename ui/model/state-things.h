/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-things.h - locks, queues, blocks, pools in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-fold.h"

/** If the future in `row`, which the event made, is a place in a line, it goes there. */
void thing_take_place(Fold *fold, guint32 row);

/** What an event does to what tasks meet at; nothing if it is of another kind. */
void thing_changed(Fold *fold);

/** Take a job out of the queue of its pool. */
void pool_leave(StateTable *table, guint32 row);

/** What events of these kinds do. */
void job_queued(Fold *fold);
void job_dropped(Fold *fold);
void job_begins(Fold *fold);
void job_ends(Fold *fold);
void worker_started(Fold *fold);
void worker_stopped(Fold *fold);
