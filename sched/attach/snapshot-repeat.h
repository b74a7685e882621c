/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* snapshot-repeat.h - a recording that keeps the last part of a run only is told again what lives,
 * so that all it keeps can be understood. */
#pragma once
#include "sched/core/loop.h"

/** Tells again what lives in the loop each time a part of `kept_bytes`, which the recording keeps,
 * was recorded; in the loop's thread. Of several loops at once, in the first one. Neither is called
 * by two threads at once. */
void snapshot_repeat_open(AwLoop *loop, size_t kept_bytes);

/** No more, if it was this one; the loop is closed. */
void snapshot_repeat_close(AwLoop *loop);

/** In a forked child: whoever runs that loop is not there any more. */
void snapshot_repeat_forget(void);
