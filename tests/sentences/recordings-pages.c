/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recordings-pages.c - what pages say that no other recording here has. */
#include "tests/sentences/recordings.h"
#include "tests/support/fixture.h"

/* A task that gives two jobs to a pool, calls deeper and deeper and comes back, makes three calls
 * one after the other, and shuts the pool down before a job of it has run. */
static const TraceEvent doings[] = {
    EVENT(0, RUN_BEGIN, LOOP, .site = 1),
    EVENT(0, TASK_CREATED, 2, .object = LOOP, .site = 1),
    EVENT(0, POOL_CREATED, LOOP, .object = 9, INT(2)),
    EVENT(0, TURN_BEGIN, LOOP, INT(1)),
    EVENT(0, TASK_STEP, 2),
    EVENT(0, FUTURE_CREATED, 3, .object = 2, .site = 12, INT(1)),
    EVENT(0, JOB_QUEUED, 3, .object = 9),
    EVENT(0, FUTURE_CREATED, 4, .object = 2, .site = 12, INT(2)),
    EVENT(0, JOB_QUEUED, 4, .object = 9),
    EVENT(0, TASK_YIELD, 2, .site = 2),
    EVENT(0, TURN_BEGIN, LOOP, INT(2)),
    EVENT(0, TASK_STEP, 2),
    EVENT(0, FRAME_ENTER, 2, .site = 11),
    EVENT(0, FRAME_ENTER, 2, .site = 12),
    EVENT(0, FRAME_ENTER, 2, .site = 6),
    EVENT(0, OUTPUT, 2, .site = 2, TEXT("three deep\n")),
    EVENT(0, FRAME_LEAVE, 2, .site = 6),
    EVENT(0, FRAME_LEAVE, 2, .site = 12),
    EVENT(0, FRAME_LEAVE, 2, .site = 11),
    EVENT(0, OUTPUT, 2, .site = 2, TEXT("back\n")),
    EVENT(0, FRAME_ENTER, 2, .site = 12),
    EVENT(0, FRAME_LEAVE, 2, .site = 12),
    EVENT(0, FRAME_ENTER, 2, .site = 6),
    EVENT(0, FRAME_LEAVE, 2, .site = 6),
    EVENT(0, FRAME_ENTER, 2, .site = 12),
    EVENT(0, FRAME_LEAVE, 2, .site = 12),
    EVENT(0, OUTPUT, 2, .site = 2, TEXT("three calls\n")),
    EVENT(0, POOL_SHUT_DOWN, LOOP, .object = 9),
    EVENT(0, TASK_YIELD, 2, .site = 2),
    EVENT(0, WORKER_STARTED, 7, .thread = 7, .value_type = TRACE_VALUE_OBJECT, .value = 9),
    EVENT(0, WORKER_STARTED, 8, .thread = 8, .value_type = TRACE_VALUE_OBJECT, .value = 9),
    EVENT(0, WORKER_STOPPED, 7, .thread = 7),
    EVENT(0, WORKER_STOPPED, 8, .thread = 8),
};

/* Three tasks, of which the last begins at once. */
static const TraceEvent three[] = {
    EVENT(0, RUN_BEGIN, LOOP, .site = 1),
    EVENT(0, TASK_CREATED, 2, .object = LOOP, .site = 1),
    EVENT(0, TURN_BEGIN, LOOP, INT(1)),
    EVENT(0, TASK_STEP, 2),
    EVENT(0, TASK_CREATED, 3, .object = 2, .site = 1),
    EVENT(0, TASK_CREATED, 4, .object = 2, .site = 1),
    EVENT(0, TASK_CREATED, 5, .object = 2, .site = 1),
    EVENT(0, TASK_EAGER, 5, .object = 2),
    EVENT(0, TASK_STEP, 5),
    EVENT(0, TASK_DONE, 5),
    EVENT(0, TASK_STEP, 2),
    EVENT(0, TASK_DONE, 2),
};

/* A future with two callbacks, which do nothing that is recorded. */
static const TraceEvent twice[] = {
    EVENT(0, RUN_BEGIN, LOOP, .site = 1),
    EVENT(0, TASK_CREATED, 2, .object = LOOP, .site = 1),
    EVENT(0, TURN_BEGIN, LOOP, INT(1)),
    EVENT(0, TASK_STEP, 2),
    EVENT(0, FUTURE_CREATED, 3, .object = 2, .site = 5),
    EVENT(0, CALLBACK_ADDED, 3, .object = 2, .site = 4),
    EVENT(0, CALLBACK_ADDED, 3, .object = 2, .site = 4),
    EVENT(0, FUTURE_DONE, 3, .object = 2, .site = 5),
    EVENT(0, TASK_DONE, 2),
    EVENT(0, TURN_BEGIN, LOOP, INT(2)),
    EVENT(0, CALLBACK_BEGIN, LOOP, .object = 3),
    EVENT(0, CALLBACK_END, LOOP, .object = 3),
    EVENT(0, CALLBACK_BEGIN, LOOP, .object = 3),
    EVENT(0, CALLBACK_END, LOOP, .object = 3),
};

const Recording page_recordings[] = {
    RECORDING(doings, NONE), RECORDING(three, NONE), RECORDING(twice, NONE), {0}};
