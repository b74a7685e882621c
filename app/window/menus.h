/* SPDX-License-Identifier: GPL-3.0-or-later */
/* menus.h - the menus of the window. Callers own them. */
#pragma once
#include <gio/gio.h>

/** The main menu. */
GMenuModel *menus_main(void);

/** The ways to step. */
GMenuModel *menus_steps(void);

/** The speeds at which to play. */
GMenuModel *menus_speeds(void);

/** The formats to export in. */
GMenuModel *menus_export(void);
