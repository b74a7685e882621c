/* SPDX-License-Identifier: GPL-3.0-or-later */
/* buttons.h - buttons that do an action of the window. */
#pragma once
#include <gtk/gtk.h>

/** Have a button do `action` ("first", "axis::time"), and say so in its tooltip, with the action's
 * key; `about` is what it does, NULL: it has no tooltip. */
void button_set_action(GtkWidget *button, const char *action, const char *about);

/** A button with a label, or a sign, for `action`. For those who do not see it, its name is
 * `about`, unless that is NULL. */
GtkWidget *button_new(const char *label, const char *action, const char *about);
