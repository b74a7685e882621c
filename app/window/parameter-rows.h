/* SPDX-License-Identifier: GPL-3.0-or-later */
/* parameter-rows.h - the numbers of a scenario, to be changed before it is run. */
#pragma once
#include <gtk/gtk.h>

#include "app/window/settings.h"
#include "scenarios/registry.h"

#define PARAMETERS_TYPE (parameters_get_type())
G_DECLARE_FINAL_TYPE(Parameters, parameters, AWAITSCOPE, PARAMETERS, GtkWidget)

/** A pane for no scenario. What is set is remembered in `settings`, which must outlive it. */
GtkWidget *parameters_new(Settings *settings);

/** Show the parameters of a scenario, as they were set last; NULL, and one without any, hide it. */
void parameters_set_row(Parameters *self, const ScenarioRow *row);

/** "items=4", "timeout=2s" ...: NULL-terminated. The caller frees. */
char **parameters_get_settings(Parameters *self);

/** Set a parameter, ns for a time, kept within its range; whether there is one of this name. */
gboolean parameters_set(Parameters *self, const char *name, gint64 value);

/** Set all to what the scenario's author chose. */
void parameters_reset(Parameters *self);
