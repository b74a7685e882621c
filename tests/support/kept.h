/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kept.h - the events of a short run, kept to be looked at one by one. */
#pragma once
#include "tests/support/recorded.h"

/** Records a run of fn(none) as the main task of a child, on that clock, and keeps its events. It
 * must end well. */
void kept_run(AwFn fn, AwClockKind clock);

/** The same of a run that was recorded before. */
void kept_read(void);

/** The `n`-th event of that kind, from 1; its text ends with NUL, and is "" if it has none. There
 * must be one. */
const TraceEvent *kept_event(TraceKind kind, int n);

/** How many there are. */
int kept_count(TraceKind kind);
