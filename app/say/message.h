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

/** Write one line, "awaitscope: ...", to stderr; returns STATUS_REFUSED. */
int say_error(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** Write one line, "awaitscope: ...", to stderr about something that is no error. */
void say_note(const char *format, ...) G_GNUC_PRINTF(1, 2);

/** Write `text` to standard output; returns STATUS_DONE, or STATUS_REFUSED after a message. */
int say_output(const char *text);

/** Make a file that grows too large (`ulimit -f`) an error instead of a signal. Not for commands
 * that start programs, which would inherit this. */
void say_outlive_limits(void);
