/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* env-record.h - the recording that the environment asks for: AW_TRACE. */
#pragma once
#include "sched/core/loop.h"

/** Records the run of `loop` as AW_TRACE says, or lets others attach; if it cannot, says why on
 * standard error. False: env_record_stop() is not needed. */
bool env_record_start(AwLoop *loop, const AwRunOptions *options);

/** Ends the recording, unless another run is still in the same file. Call it after
 * aw_loop_close(). */
void env_record_stop(AwLoop *loop);
