/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* session.h - a recording: aw_record_start() and aw_record_stop() from the inside. */
#pragma once
#include <aw.h>

#include "sched/trace/event.h"

/** Like aw_record_start(). With `may_resume`, if this process wrote its last recording into the
 * same file and nobody has changed that since, it goes on as if it had not been stopped; `meta` is
 * not used then. */
AwValue session_start(const AwRecordOptions *options, bool may_resume, AwSite *site);

/** Sets how the run ended, for the recording's end. Copies `text`. Any thread. */
void session_set_end(TraceEndKind kind, int64_t value, const char *text);
