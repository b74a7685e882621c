/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text-value.h - values as people read them, the same in every locale. */
#pragma once
#include "sched/trace/event.h"

/** The value of an event on one line: `4`, `“item 1”`, `[3 items]`, the message of an error; ""
 * when it has none. Its text need not be UTF-8. The caller frees. */
char *text_value(const TraceEvent *event);
