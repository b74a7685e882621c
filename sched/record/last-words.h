/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* last-words.h - the end of a recording that nobody stops: a crash, exit(), a second SIGINT. A
 * forked child leaves it to its parent. */
#pragma once
#include "sched/trace/event.h"

/** Writes all that is in the rings and the given end, and closes; nothing if nobody records. Safe
 * in a signal handler. */
void last_words(TraceEndKind kind, int64_t value, const char *text);

/** A recording begins: signals that end the program, exit() and fork() are looked out for. */
void last_words_watch(void);

/** It was stopped: such signals are the program's own affair again. */
void last_words_unwatch(void);
