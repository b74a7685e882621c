/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.h - says on standard error when a recording that a program writes falls silent. */
#pragma once
#include <glib.h>

typedef struct Watch Watch;

/** Watch the file at `path`, which others write. NULL, also when it cannot be read. */
Watch *watch_new(const char *path);

/** Have a look, some times a second. On a terminal the line is renewed each second and goes with
 * the next event; elsewhere it is written once, and again each time the silence has doubled. NULL
 * does nothing. */
void watch_tick(Watch *watch);

/** NULL does nothing. */
void watch_free(Watch *watch);
