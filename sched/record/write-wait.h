/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* write-wait.h - how the writer meets trouble: it waits for a slow reader of a socket as long as
 * the program runs, and gets errors instead of signals. */
#pragma once
#include <signal.h>
#include <stdbool.h>

/** Called as a recording begins: from now on, slow readers are waited for. */
void write_wait_begin(void);

/** Called as the program ends: what a socket does not take within its SO_SNDTIMEO is given up. Any
 * thread, and signal handlers. */
void write_wait_end(void);

/** Whether to retry a write to `fd` that failed with `error`; if it failed for lack of room, first
 * waits a while for some. Safe in a signal handler. */
bool write_wait_allows(int fd, int error);

/** Enclose what writes, so that a closed pipe and a file that is too large are errors there, not
 * signals. */
void write_signals_block(sigset_t *ret_before);
void write_signals_restore(const sigset_t *before);
