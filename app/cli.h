/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli.h - the command line: commands, options, exit statuses. These change only by addition. */
#pragma once
#include <glib.h>

/* Exit statuses. */
enum {
    STATUS_DONE = 0,
    STATUS_FAILED = 1,  /* the run failed, crashed or deadlocked */
    STATUS_REFUSED = 2, /* usage, unreadable input, unwritable output */
    STATUS_INTERRUPTED = 130,
};

enum { ANY_NUMBER = G_MAXINT };

/* A command: a row of the table at the end of cli.c. */
typedef struct {
    const char *name, *arguments, *about;
    const char *details;              /* lines for its --help; NULL */
    int min_arguments, max_arguments; /* ANY_NUMBER: what follows the first belongs to it */
    const GOptionEntry *options;      /* NULL: none */
    int (*run)(char **arguments, int n);
} Command;

/** Runs the program: a command, or the window. Returns its exit status. */
int cli_main(int argc, char **argv);

/** One line on stderr, "awaitscope: ..."; returns STATUS_REFUSED. */
int cli_refuse(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** One line on stderr, "awaitscope: ...", of something that is no error. */
void cli_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** Writes `text` to standard output; STATUS_DONE, or STATUS_REFUSED after a message. */
int cli_write(const char *text);

/** A file that grows too large (`ulimit -f`) is an error from now on, not a signal. Not for
 * commands that start programs, which would inherit it. */
void cli_outlive_limits(void);
