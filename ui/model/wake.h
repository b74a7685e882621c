/* SPDX-License-Identifier: GPL-3.0-or-later */
/* wake.h - conditions on what a task waits for or was woken by: {what}, and {thing}, in whose line
 * that is. For TASK_AWAIT, TASK_READY and TASK_STEP. Private to ui/model. */
#pragma once
#include "ui/model/future-facts.h"

/** Let {what} be the future of a TASK_AWAIT or TASK_READY, or the one that woke the task which
 * runs, and m->cause the event that made it ready; FALSE: there is none, or it is not known. */
gboolean take_wake(Moment *m);

/** It is a place in the line of such a thing. */
gboolean wake_in_line(Moment *m, StateThingKind kind);

/** It is a future of that sort. */
gboolean wake_of_sort(Moment *m, FutureSort sort);

/** It ended well, as far as futures say. */
gboolean wake_is_done(Moment *m);

/** In line for a lock; a task that a condition's notice has woken waits for the lock. */
gboolean wake_of_lock(Moment *m);

/** For a slot of a semaphore. */
gboolean wake_of_slot(Moment *m);

/** For an event. */
gboolean wake_of_event(Moment *m);

/** For a notice of a condition. */
gboolean wake_of_condition(Moment *m);

/** For the lock that is a condition's own. */
gboolean wake_of_own_lock(Moment *m);

/** For an item of a queue. */
gboolean wake_of_item(Moment *m);

/** For room in a queue. */
gboolean wake_of_room(Moment *m);

/** For all items of a queue to be done. */
gboolean wake_of_join(Moment *m);

/** At a barrier. */
gboolean wake_of_barrier(Moment *m);

/** For the next of as_completed(). */
gboolean wake_of_completions(Moment *m);

/** At the end of a group. */
gboolean wake_of_group(Moment *m);

/** For the descriptor {fd}, until it can be read. */
gboolean wake_of_read(Moment *m);

/** The same, until it can be written to. */
gboolean wake_of_write(Moment *m);

/** For the task {other}. */
gboolean wake_of_task(Moment *m);

/** In a wait(), whose call is at {line}. */
gboolean wake_of_wait(Moment *m);
