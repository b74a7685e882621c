/* SPDX-License-Identifier: GPL-3.0-or-later */
/* param-text.h - scenarios by name, and their parameters as people write them. */
#pragma once
#include <glib.h>

#include "scenarios/registry.h"

/** The scenario called `name`, or NULL. */
const ScenarioRow *scenario_find(const char *name);

/** Set a parameter from "name=value". FALSE if there is no such parameter, or the value is not of
 * its type or out of range. */
gboolean param_set(const ScenarioRow *row, const char *setting, GError **error);

/** A value as --set takes it: "4", "2s", "500ms". The caller frees. */
char *param_format(const AwParam *param, gint64 value);

/** The argument of --set that gives `param` this value: "timeout=2s". The caller frees. */
char *param_setting(const AwParam *param, gint64 value);
