/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* env-record.h - the recording that the environment asks for: AW_TRACE. */
#pragma once
#include "sched/core/loop.h"

/** Records what `loop` does as AW_TRACE says, or lets others attach; if it cannot, says why on
 * standard error. Loops of several threads share one recording. False: env_record_stop() is not
 * needed. */
bool env_record_start(AwLoop *loop, bool is_virtual);

/** Whether the recording that the environment asked for is on the real clock: a loop on the virtual
 * clock then has to fit in. */
bool env_record_is_real(void);

/** Ends the recording, unless another loop is still in it. Call it after aw_loop_close(). */
void env_record_stop(AwLoop *loop);
