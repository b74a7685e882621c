/* SPDX-License-Identifier: GPL-3.0-or-later */
/* figures.h - what the measuring program of aw measures: the main coroutine functions of its runs,
 * which print the results. The argument is the figure's number. */
#pragma once
#include <aw.h>

#include "tests/bench/measure.h"

/* tasks.c */
AwValue yield_main(AwValue n_tasks);
AwValue spawn_main(AwValue at_once);
AwValue join_main(AwValue none);
AwValue gather_main(AwValue n_coroutines);
AwValue future_main(AwValue none);
AwValue queue_main(AwValue none);

/* time.c */
AwValue sleepers_main(AwValue n_tasks);
AwValue lateness_main(AwValue none);
AwValue timer_main(AwValue n_live);

/* pool.c */
AwValue latency_main(AwValue none);
AwValue throughput_main(AwValue none);
AwValue waiting_main(AwValue none);
AwValue process_latency_main(AwValue none);
AwValue process_throughput_main(AwValue none);

/* mixed.c */
AwValue mixed_main(AwValue n_tasks);

/** After the run: says what the recording at `path` holds. */
void mixed_report(const char *path);

/** The empty coroutine function: returns its argument. */
AwValue return_arg(AwValue arg);

/** Spawns `n` tasks in the scope of the caller; free() the array. */
AwFuture **spawn_all(AwFn fn, int64_t arg, int64_t n);

/** Awaits them one after the other. Suspends. */
AwValue await_all(AwFuture *const *futures, int64_t n) AW_MUST;
