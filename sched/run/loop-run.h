/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* loop-run.h - what runs of a loop ask for and leave; the public headers have the runs. */
#pragma once
#include "sched/core/loop.h"

/** Why a loop cannot run now, in words; NULL: it can. */
const char *loop_cannot_run(const AwLoop *loop);

/** Gives back the stack that the last task left for the next one. */
void loop_drop_spare_stack(AwLoop *loop);

/** Stops the program if `loop` is NULL, something else, or closed. `site`: of the call of `what`.
 */
void must_have_open_loop(const AwLoop *loop, const char *what, const AwSite *site);
