/* SPDX-License-Identifier: GPL-3.0-or-later */
/* actions.h - all that one can tell the window to do. Buttons, menus, keys and the page of
 * shortcuts come from one table. */
#pragma once
#include "app/window.h"

/** Add the actions to the window, and the plain keys to `content`: what has the focus inside may
 * use those first. */
void actions_add(MainWindow *window, GtkWidget *content);

/** Tell the application the shortcuts with modifiers. */
void actions_add_shortcuts(GtkApplication *application);

/** Make an action usable, or not. */
void actions_enable(MainWindow *window, const char *name, gboolean enabled);

/** The main menu; the caller owns it. */
GMenuModel *actions_main_menu(void);

/** The menu of export formats; the caller owns it. */
GMenuModel *actions_export_menu(void);
