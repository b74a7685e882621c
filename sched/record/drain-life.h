/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* drain-life.h - the beginning and the end of draining. */
#pragma once
#include "sched/record/recorder.h"

/** Makes the present moment time 0, if nothing has been recorded yet. */
void drain_start_clock(void);

/** See output_begin(). */
int drain_begin(int fd, bool by_content, const AwRecordOptions *options);

/** See output_resume(). */
int drain_resume(int fd, bool by_content);

/** Writes the end and closes. Returns 0 or the first errno met. Safe in a signal handler. */
int drain_finish(const TraceEnd *end);
