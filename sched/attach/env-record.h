/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* env-record.h - the recording that the environment asks for: AW_TRACE. */
#pragma once
#include "sched/core/loop.h"

/** Records the run of `loop` as AW_TRACE says, or lets others attach; says on standard error why it
 * cannot. False: nothing is to be ended by env_record_stop(). */
bool env_record_start(AwLoop *loop, const AwRunOptions *options);

/** Ends it, when no other run is in the same file. After aw_loop_close(). */
void env_record_stop(AwLoop *loop);
