/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.h - runs a scenario in a process of its own, whose recording arrives while it runs. */
#pragma once
#include "app/run/source.h"
#include "scenarios/registry.h"

/**
 * Start this program again to run the scenario of `row`: on the virtual clock if `exact`, else on
 * the real one.
 *
 * `settings` are "items=4" and so on, NULL-terminated, or NULL. To stop it sends SIGINT; if that
 * has no effect, or on a second call, another SIGINT; then SIGKILL. If the process recorded
 * nothing, the message at its end is the last line it wrote to stderr, or "".
 */
Source *child_new(const ScenarioRow *row, const char *const *settings, gboolean exact);
