/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actions.h - everything that a button, a menu or a key can make the window do. */
#pragma once
#include "app/window/window.h"

/** Add the actions to the window, and the keys without modifiers to `content`. */
void actions_add(MainWindow *window, GtkWidget *content);

/** Enable or disable an action. */
void actions_enable(MainWindow *window, const char *name, gboolean enabled);
