/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* write-wait.h - how long the writer waits for a slow reader of a socket: as long as the program
 * runs.
 */
#pragma once
#include <stdbool.h>

/** A recording begins: there is time. */
void write_wait_begin(void);

/** The program ends: what a socket with a SO_SNDTIMEO does not take in that time is given up. Any
 * thread, and signal handlers. */
void write_wait_end(void);

/** Whether a write to `fd` that failed with `error` is to be tried again; waits a while for room,
 * if that is why. Safe in a signal handler. */
bool write_wait_allows(int fd, int error);
