/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.h - says on standard error when nothing more arrives in a recording that is being
 * written. */
#pragma once
#include <glib.h>

typedef struct Watch Watch;

/** Watch the file at `path`, which another process is writing. NULL if it cannot be read. */
Watch *watch_new(const char *path);

/** Look for news; to be called a few times a second. On a terminal the line is renewed each second
 * and erased at the next event; elsewhere it is written once, and again each time the silence has
 * doubled. NULL does nothing. */
void watch_tick(Watch *watch);

/** NULL does nothing. */
void watch_free(Watch *watch);
