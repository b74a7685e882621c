/* SPDX-License-Identifier: GPL-3.0-or-later */
/* future-facts.h - what futures are for, and who waits for them, for the conditions of sentences.
 * Private to ui/model. */
#pragma once
#include "ui/model/moment.h"

/* What a future is for, as far as the event that made it says. */
typedef enum {
    FUTURE_PLAIN,
    FUTURE_TASK,
    FUTURE_SLEEP,
    FUTURE_WAIT,
    FUTURE_GATHER,
    FUTURE_SHIELD,
    FUTURE_CALL,  /* with an argument: a job */
    FUTURE_READS, /* a descriptor that can be read */
    FUTURE_WRITES,
    FUTURE_PLACE, /* in the line of a lock, queue ... */
} FutureSort;

/** What the future or task is for. */
FutureSort future_sort(const Moment *m, guint32 id);

/** Let {line} be that of the call of wait() that made the future; FALSE if it is none, or if that
 * is not known. */
gboolean stand_with_wait(Moment *m, guint32 id);

/** The first task that waits for the future or task; TRACE_NOBODY. */
guint32 waiter_of(const Moment *m, guint32 id);

/** How many members of a wait() are done by now, and how many are not. */
void count_members(const Moment *m, guint32 wait, gint64 *ret_done, gint64 *ret_pending);

/** What is called where it was made: "sleep", "queue.get"; "". */
const char *future_call(const Moment *m, guint32 id);

/** What the future is a place in the line of, or TRACE_NOBODY. */
guint32 future_thing(const Moment *m, guint32 id);

/** Whether the future is a place in the line for a condition's own lock, not for a notice. */
gboolean future_wants_lock(const Moment *m, guint32 id);

/** The pool that a job was given to; TRACE_NOBODY if that is not recorded. */
guint32 pool_of(const Moment *m, guint32 job);

enum { WAIT_FOR_TASKS = 1, WAIT_WITH_TIMEOUT = 2 };

/** Whether the wait() {what} waits for tasks, else for any futures, and has a timeout: lets {n} be
 * of how many it waits, and {duration} the timeout. */
gboolean name_wait(Moment *m, guint sort);

/** Whether the wait() {what} waits for tasks, with a timeout or without. */
gboolean wait_is_for_tasks(Moment *m);

/** The future {what} is a place in a line. */
gboolean is_place(Moment *m);
