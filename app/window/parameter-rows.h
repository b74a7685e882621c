/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parameter-rows.h - the parameters of a scenario, which can be changed before it is run. */
#pragma once
#include <gtk/gtk.h>

#include "app/window/settings.h"
#include "scenarios/registry.h"

#define PARAMETERS_TYPE (parameters_get_type())
G_DECLARE_FINAL_TYPE(Parameters, parameters, AWAITSCOPE, PARAMETERS, GtkWidget)

/** A pane, at first without a scenario. Changes are remembered in `settings`, which must outlive
 * the pane. */
GtkWidget *parameters_new(Settings *settings);

/** Show the parameters of a scenario, as they were set last. The pane is hidden for NULL, and for a
 * scenario without parameters. */
void parameters_set_row(Parameters *self, const ScenarioRow *row);

/** All parameters as "items=4", "timeout=2s" ...: NULL-terminated. The caller frees. */
char **parameters_get_settings(Parameters *self);

/** Set a parameter (a time in ns), clamped to its range. Returns whether there is one of this
 * name. */
gboolean parameters_set(Parameters *self, const char *name, gint64 value);

/** Set all to the values that the scenario's author chose. */
void parameters_reset(Parameters *self);
