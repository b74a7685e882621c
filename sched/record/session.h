/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session.h - a recording: aw_record_start() and aw_record_stop() from the inside. */
#pragma once
#include <aw.h>

#include "sched/trace/event.h"

/** As aw_record_start(). With `may_resume` a recording that this process wrote last into the same
 * file, which nobody changed since, goes on as if it had not been stopped; `meta` is not used then.
 */
AwValue session_start(const AwRecordOptions *options, bool may_resume);

/** How the run ended; goes into the recording's end. Text is copied. Any thread. */
void session_set_end(TraceEndKind kind, int64_t value, const char *text);
