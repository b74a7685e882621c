/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sidebar.h - the list of scenarios, and the parameters of the chosen one. */
#pragma once
#include "app/window/parameter-rows.h"

#define SIDEBAR_TYPE (sidebar_get_type())
/*
 * Signals, without arguments:
 *   "chosen"     another scenario is selected
 *   "activated"  it is to be run: a double click, or Enter
 */
G_DECLARE_FINAL_TYPE(Sidebar, sidebar, AWAITSCOPE, SIDEBAR, GtkWidget)

/** A sidebar with all scenarios, none of them chosen. `settings` must outlive it. */
GtkWidget *sidebar_new(Settings *settings);

/** The chosen scenario, or NULL. */
const ScenarioRow *sidebar_get_row(Sidebar *self);

/** Choose a scenario, without a signal; NULL chooses none. */
void sidebar_set_row(Sidebar *self, const ScenarioRow *row);

/** The parameters of the chosen scenario. Owned by the sidebar. */
Parameters *sidebar_get_parameters(Sidebar *self);
