/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* runner.h - what has a loop, a context and a world for its main tasks: aw_runner(), and aw_run()
 * for one run. */
#pragma once
#include "sched/core/loop.h"
#include "sched/pool/process-world.h"

struct AwRunner {
    Object object; /* not counted: no scope holds it; but it has a kind */
    AwRunOptions options;
    AwLoop *loop;       /* counted; NULL: not made yet */
    AwContext *context; /* the next main task's; counted; NULL */
    ProcessWorld world;
    bool is_recorded; /* as AW_TRACE says */
    bool has_clock;   /* gives recordings its virtual clock */
    uint32_t mark;    /* RUNNER_MARK of one that is not closed; behind what free() overwrites */
};

enum { RUNNER_MARK = 0x52756e72 };

/** Stops the program if a public function was given no options, or some that mean nothing. */
void must_have_options(const AwRunOptions *options, const char *function, const AwSite *site);

/** Makes its loop, unless it has one. False: no memory or descriptors. */
bool runner_open(AwRunner *runner);

/** Closes the loop and whatever came with it. */
void runner_clear(AwRunner *runner);

/** Runs fn(arg) as the main task, and with `ends` all that is left after it. */
AwValue runner_run(AwRunner *runner, AwFn fn, AwValue arg, bool ends, AwSite *site);
