/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.h - what the program remembers from one run to the next, in a small text file. */
#pragma once
#include <glib.h>

typedef struct Settings Settings;

/** The settings in the file at `path`, which is copied; NULL: settings.ini in the user's
 * configuration. A file that cannot be parsed counts as empty, after a line on stderr. */
Settings *settings_new(const char *path);

/** NULL does nothing. */
void settings_free(Settings *settings);

/** The number under `key` in `group`, or `fallback` when there is none. */
gint64 settings_get_number(const Settings *settings, const char *group, const char *key,
                           gint64 fallback);
void settings_set_number(Settings *settings, const char *group, const char *key, gint64 value);

/** The text under `key` in `group`, or a copy of `fallback` (or NULL). The caller frees. */
char *settings_get_text(const Settings *settings, const char *group, const char *key,
                        const char *fallback);
void settings_set_text(Settings *settings, const char *group, const char *key, const char *value);

/** Forget the number or text under `key`. */
void settings_unset(Settings *settings, const char *group, const char *key);

/** Write the file if something has changed; writes a line to stderr if that fails. */
void settings_save(Settings *settings);
