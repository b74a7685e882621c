/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-report.h - what goes wrong where nobody waits for a result. */
#pragma once
#include "sched/core/loop.h"

/** Reports to the exception handler [ER3], or to stderr when the loop is closed, that is, NULL. */
void loop_report(AwLoop *loop, const AwReport *report);

/** The same in one call, with a message formatted as by printf, cut when it is longer than a line.
 * `about` lacks the message and, unless the caller knows better, where its error was made. */
void loop_report_about(AwLoop *loop, AwReport about, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
