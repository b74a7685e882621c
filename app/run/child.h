/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.h - a scenario in a process of its own: what it records arrives here while it runs. */
#pragma once
#include "app/run/source.h"
#include "scenarios/registry.h"

/**
 * This program again, running the scenario of `row`: on the virtual clock if `exact`, else on the
 * real one.
 *
 * `settings` are "items=4" and so on, NULL-terminated, or NULL. It is stopped by SIGINT; if it does
 * not listen, or the second time, by another; then by SIGKILL. If it recorded nothing, the message
 * at its end is the last line that it wrote to stderr, or "".
 */
Source *child_new(const ScenarioRow *row, const char *const *settings, gboolean exact);
