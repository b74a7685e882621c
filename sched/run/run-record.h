/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run-record.h - records that a run begins, and how it ends. */
#pragma once
#include "sched/core/loop.h"

/** Records that a run begins; `site` may be NULL. */
void run_record_begin(AwSite *site);

/** Records that it is over. */
void run_record_end(void);

/** Says how the recording ends, unless more follows: with the run's `v`, or because it was
 * interrupted. */
void run_record_result(AwValue v, bool was_interrupted);
