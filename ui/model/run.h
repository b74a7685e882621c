/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.h - the run that an event is part of: its main task, and what it does by itself, before and
 * after all turns of the loop. Private to ui/model. */
#pragma once
#include "ui/model/moment.h"

/** The RUN_BEGIN of the run; MODEL_NONE if it is missing. */
gsize run_begin(const Moment *m);

/** Its main task; TRACE_NOBODY if it has none, or if its beginning is missing. */
guint32 run_main(const Moment *m);

/** What the loop runs until the end of: the main task, or what is given to a loop; TRACE_NOBODY
 * unless the loop was told to stop for that. */
guint32 run_awaited(const Moment *m);

/** Whether the callback that AWAITED_BY adds to the future for the loop is the run's, which stops
 * it; else it brings the result to another thread. */
gboolean run_stops_with(const Moment *m, guint32 future);

/** Whether a signal has interrupted it. */
gboolean run_was_interrupted(const Moment *m);

/** Whether the run itself causes the event: nothing runs, and no line of the program says that it
 * does. */
gboolean run_acts(Moment *m);

/** Whether the future is the gather() of the tasks that are left, in which the run waits for them
 * at its end; lets {n} be their number. */
gboolean run_gathers(Moment *m, guint32 future);

/** Whether the loop went to sleep and nothing could wake it, a deadlock; only what happened since
 * the last turn counts. */
gboolean run_gets_stuck(const Moment *m);

/** The same at any time in the run. */
gboolean run_got_stuck(const Moment *m);
