/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys.h - the keys of the window: each does what an action does. */
#pragma once
#include <gtk/gtk.h>

/** Add to `content` the keys that text fields and lists use, too: what has the focus inside gets
 * them first. */
void keys_add_plain(GtkWidget *content);

/** Add all other keys to the application. */
void keys_add_accels(GtkApplication *application);

/** A tooltip: `text` and the first key of `action` ("first", "axis::time"), if it has one. Caller
 * frees it. */
char *keys_tip(const char *text, const char *action);

/** Show the page that lists all keys. */
void keys_show_page(GtkWindow *window);
