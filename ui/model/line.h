/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line.h - conditions on who stands in the line of {thing}. Private to ui/model. */
#pragma once
#include "ui/model/moment.h"

/** The event is by a callback without a name, or by code outside of the run. */
gboolean is_by_nobody(Moment *m);

/** Let {n} be how many stand there; FALSE if nobody does. */
gboolean line_has_waiters(Moment *m);

/** Let {other} be the first one; FALSE if nobody stands there. */
gboolean line_has_first(Moment *m);

/** The same in one of the lines of a queue. */
gboolean line_has_first_in(Moment *m, StateLine line);

/** Nobody stands there, and that is known. */
gboolean line_is_empty(Moment *m);

/** Whether the task that runs was woken as one of that line, and has had nothing from {thing}
 * since.
 */
gboolean line_was_left_by(Moment *m, guint32 task);
