/* SPDX-License-Identifier: GPL-3.0-or-later */
/* ready-item.h - conditions on what stands in the ready queue or runs, Moment.item. Private to
 * ui/model. */
#pragma once
#include "ui/model/moment.h"

/** A step of {other}. */
gboolean item_is_step(Moment *m);

/** A callback of {other}, which is done, or whose it is for another reason. */
gboolean item_is_owned(Moment *m);

/** One of several callbacks of {other}, which is done: number {k} of {of}. */
gboolean item_is_one_of_several(Moment *m);

/** The callback {name}. */
gboolean item_is_named(Moment *m);

/** The timer of the wait() at {line}. */
gboolean item_is_wait_timer(Moment *m);

/** The timer of {other}, a future or block. */
gboolean item_is_timer(Moment *m);

/** The timer of the callback {name}. */
gboolean item_is_named_timer(Moment *m);

/** Another timer of a callback. */
gboolean item_is_plain_timer(Moment *m);

/** What brings the result of the job {other}. */
gboolean item_is_result(Moment *m);

/** A call from another thread. */
gboolean item_is_call(Moment *m);

/** Let {name} be the function of the callback that was scheduled at `site`. */
gboolean moment_call_site(Moment *m, guint32 site);

/** Let the item be the first in the ready queue, or none if that is empty or not known. TRUE. */
gboolean take_next(Moment *m);

/** Let the item be what stands in the ready queue before that which the event has put there, or
 * none if that is first; FALSE if it put nothing there, or if what is before it is not known. */
gboolean take_before(Moment *m);

/** Let the item be what the event has put into the ready queue; FALSE if that is nothing. */
gboolean take_own(Moment *m);

/** Let the item be what runs, the innermost; FALSE if nothing does. */
gboolean take_running(Moment *m);

/** The callback that runs, from the queue or by its timer, "on_call()"; NULL if none runs that has
 * a name. It is what {task} and {by} are when they are no task. The caller frees. */
char *callback_name(const Moment *m);

/** Whether there is one. */
gboolean callback_runs(const Moment *m);

/** Let {task} be the code that runs, a task or a callback; FALSE if that has no name. */
gboolean code_runs(Moment *m);

/** Whether {by}, the object of the event, is a task, or the callback that runs and has a name. */
gboolean is_by_code(Moment *m);

/** Let {other} be what the callback that runs belongs to; FALSE if none runs, or if it belongs to
 * nothing. */
gboolean owned_runs(Moment *m);

/** Let {task} be the task that runs; FALSE if none does. */
gboolean task_runs(Moment *m);

/** Let {name} be the function of the callback that the event cancels, by its handle; FALSE if that
 * was scheduled without a name, or too long ago to look for. */
gboolean names_cancelled(Moment *m);

/** Let {other} be the task that runs: one inside of which an eager task ran until now. */
gboolean outer_goes_on(Moment *m);

/** Let {name} be the function of the callback that the event's site names. */
gboolean names_callback(Moment *m);

/** Let the item be what the event ended; FALSE if it ended nothing. */
gboolean take_ended(Moment *m);

/** Whether the ready queue is known to be empty. */
gboolean queue_is_empty(Moment *m);

/** Whether it is known to have one thing in it. */
gboolean queue_has_one(Moment *m);

/** Whether there is no item. */
gboolean item_is_none(Moment *m);

/** Whether there is one. */
gboolean item_is_any(Moment *m);

/** Whether the loop was told to stop when this turn is over. */
gboolean loop_is_stopping(Moment *m);
