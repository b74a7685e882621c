/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-guard.h - a callback that calls pthread_exit() has failed; the thread is the loop's. */
#pragma once
#include "sched/core/loop.h"

/** Calls turns(loop, when_ns). If a callback in it calls pthread_exit(), reports that [ER3] and
 * returns false: the rest of the turn is left in the ready queue. */
bool loop_guard(AwLoop *loop, void (*turns)(AwLoop *loop, AwTime when_ns), AwTime when_ns);
