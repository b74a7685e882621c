/* SPDX-License-Identifier: GPL-3.0-or-later */
/* message.h - what the program says in the terminal, and the statuses it exits with. */
#pragma once
#include <glib.h>

/* Exit statuses. */
enum {
    STATUS_DONE = 0,
    STATUS_FAILED = 1,  /* the run failed, crashed or deadlocked */
    STATUS_REFUSED = 2, /* usage, unreadable input, unwritable output */
    STATUS_INTERRUPTED = 130,
};

/** One line on stderr, "awaitscope: ..."; returns STATUS_REFUSED. */
int say_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** One line on stderr, "awaitscope: ...", of something that is no error. */
void say_note(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** Writes `text` to standard output; STATUS_DONE, or STATUS_REFUSED after a message. */
int say_output(const char *text);

/** A file that grows too large (`ulimit -f`) is an error from now on, not a signal. Not for
 * commands that start programs, which would inherit it. */
void say_outlive_limits(void);
