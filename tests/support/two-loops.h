/* SPDX-License-Identifier: GPL-3.0-or-later */
/* two-loops.h - loops in two threads, the second of which goes on when the first has ended. */
#pragma once
#include <aw.h>

/* What the second loop does:
 *
 * first:  begins | . . . . . . . . . . | ends |
 * second:        | begins  while both  |      | when alone
 */
typedef struct {
    AwFn while_both_run; /* NULL: nothing */
    AwFn when_alone;     /* its result is that of the run */
    AwClockKind clock;   /* of the second */
} TwoLoops;

/** Runs both to their ends; `two` is a TwoLoops. For record_program(). */
void run_two_loops(void *two);
