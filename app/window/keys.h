/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keys.h - the keys of the window: each does what an action does. */
#pragma once
#include <gtk/gtk.h>

/** Add the keys without modifiers to `content`: what has the focus inside may use those first. */
void keys_add_plain(GtkWidget *content);

/** Tell the application the keys with modifiers. */
void keys_add_accels(GtkApplication *application);

/** Show the page of all keys. */
void keys_show_page(GtkWindow *window);
