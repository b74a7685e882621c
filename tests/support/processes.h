/* SPDX-License-Identifier: GPL-3.0-or-later */
/* processes.h - runs with worker processes, and jobs for them. */
#pragma once
#include <stdint.h>

#include <aw.h>

/** Runs fn(none) as the main task with a fresh journal; it may make process pools. */
AwValue run_processes(AwFn fn);

/** The same for in_child(), which returns when no process is left that could write to its standard
 * error. */
void run_child_program(void *fn);

/** Jobs: their argument; the process that they run in. */
AwValue echo(AwValue v);
AwValue process_id(AwValue none);

/** A task that makes a pool of one worker, and notes its process in `last_worker`. */
AwValue remember_worker(AwValue none);
extern int64_t last_worker;

/* ---- the gate ---- */

/* Jobs wait at the gate, and each opening lets one more go on. The gate has a name, since workers
 * have none of this process's descriptors. */

/* A test with a gate. */
#define TEST_AT_GATE(name) cmocka_unit_test_setup_teardown(name, make_gate, remove_gate)

/* A folder of the test, and the gate's descriptor. */
extern char gate_folder[32];
extern int gate;

/** A job that returns its argument once it has passed the gate. */
AwValue wait_at_gate(AwValue v);

/** Lets as many pass as that. */
void open_gate(int times);

/** For TEST_AT_GATE(). */
int make_gate(void **state);
int remove_gate(void **state);
