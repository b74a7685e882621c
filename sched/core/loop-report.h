/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-report.h - what goes wrong where nobody waits for a result. */
#pragma once
#include "sched/core/loop.h"

/** Tells the exception handler [ER3]; stderr when the loop is closed: NULL. */
void loop_report(AwLoop *loop, const AwReport *report);

/** The same, in one line, with a message of printf's, cut when it is longer than a line; `future`
 * may be NULL. */
void loop_report_about(AwLoop *loop, AwReportKind kind, AwFuture *future, AwValue error,
                       const char *format, ...) __attribute__((format(printf, 5, 6)));
