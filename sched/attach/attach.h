/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* attach.h - a recording that begins in the middle of a loop's run. */
#pragma once
#include "sched/core/loop.h"
#include "sched/record/listen.h"

/** Lets others attach to this process. Says on standard error if that fails. `meta` must live until
 * attach_close(). */
bool attach_open(const AwRecordMeta *meta, const char *title);

/** A loop begins: from now on, a recorder that attaches gets what the loop has. */
void attach_join(AwLoop *loop);

/** The loop is closed. */
void attach_leave(AwLoop *loop);

/** The last loop is closed: ends the recording of whoever is attached. */
void attach_close(void);

/** Forgets everything in a forked child, to which nobody is attached. */
void attach_forget(void);
