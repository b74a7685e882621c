/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* run-end.h - what is left when the main task has ended [SD]. */
#pragma once
#include "sched/core/loop.h"

/** Cancels the tasks that are left, in order of creation, and lets them end [SD1]; then joins the
 * pools, for at most `pool_timeout` ns, 5 minutes if it is 0 [SD4]. None, or AW_DEADLOCK if tasks
 * cannot end. */
AwValue run_end_rest(AwLoop *loop, AwTime pool_timeout, AwSite *site);
