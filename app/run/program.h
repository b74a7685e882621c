/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.h - somebody's program as a child: it has our standard descriptors, and gets our signals.
 */
#pragma once
#include <glib.h>

/** Exit statuses for a program that cannot be run, as shells have them. */
enum { STATUS_NOT_EXECUTABLE = 126, STATUS_NOT_FOUND = 127 };

enum { STILL_RUNS = -1 };

/** Where `name` is, looked for as a shell does. The caller frees. NULL after a message: *ret_status
 * is one of the two. */
char *program_find(const char *name, int *ret_status);

/**
 * Start the program at `path` with `arguments` (NULL-terminated, its name first) and
 * AW_TRACE=trace.
 *
 * From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT do not end this process: what a terminal sends
 * goes to both, what is sent to this process alone is passed on. Returns its id; 0, and *ret_error
 * an errno, when it cannot be run.
 */
GPid program_start(const char *path, char **arguments, const char *trace, int *ret_error);

/** Whether it is over; waits for that at most `wait_ms`. It is reaped later. */
gboolean program_is_over(GPid pid, int wait_ms);

/** How it ended: waitpid()'s status, while it is not reaped; STILL_RUNS. Safe in a signal handler.
 */
int program_peek(GPid pid);

/** Reap it: its waitpid() status. Waits for its end. */
int program_reap(GPid pid);
