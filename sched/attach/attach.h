/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attach.h - a recording that begins in the middle of a loop's run. */
#pragma once
#include "sched/core/loop.h"
#include "sched/record/listen.h"

/** Lets others attach to this process, and so to the loop's run. Says on standard error if that
 * fails. `meta` must live until attach_close(). */
bool attach_open(AwLoop *loop, const AwRecordMeta *meta, const char *title);

/** The run is over: ends the recording of whoever is attached. */
void attach_close(void);
