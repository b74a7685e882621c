/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* last-words.h - the end of a recording that is cut short by a crash, exit() or a second SIGINT. A
 * forked child leaves it to its parent. */
#pragma once
#include "sched/trace/event.h"

/** Writes all that is in the rings and the given end, and closes the recording, if there is one.
 * Safe in a signal handler. */
void last_words(TraceEndKind kind, int64_t value, const char *text);

/** Watches for signals that end the program, exit() and fork(), as a recording begins. */
void last_words_watch(void);

/** Leaves such signals to the program again, once the recording was stopped. */
void last_words_unwatch(void);
