/* SPDX-License-Identifier: GPL-3.0-or-later */
/* program.h - a user's program as a child, with our standard descriptors and our signals. */
#pragma once
#include <glib.h>

/** Exit statuses for a program that cannot be run, as in shells. */
enum { STATUS_NOT_EXECUTABLE = 126, STATUS_NOT_FOUND = 127 };

enum { STILL_RUNS = -1 };

/** The path of the program `name`, found as a shell would. The caller frees. NULL after a message;
 * *ret_status is then one of the two above. */
char *program_find(const char *name, int *ret_status);

/**
 * Start the program at `path` with `arguments` (NULL-terminated, its name first) and
 * AW_TRACE=trace.
 *
 * From now on SIGINT, SIGTERM, SIGHUP and SIGQUIT do not end this process: signals from a terminal
 * reach both processes, and those sent to this process alone are passed on. Returns the program's
 * process id; 0, with an errno in *ret_error, when it cannot be run.
 */
GPid program_start(const char *path, char **arguments, const char *trace, int *ret_error);

/** Whether the program is over; waits for that for at most `wait_ms`. Does not reap it. */
gboolean program_is_over(GPid pid, int wait_ms);

/** How the program ended, as a waitpid() status, or STILL_RUNS. Does not reap it. Safe in a signal
 * handler. */
int program_peek(GPid pid);

/** Wait for the program to end and reap it. Returns its waitpid() status. */
int program_reap(GPid pid);
