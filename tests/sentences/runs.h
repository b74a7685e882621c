/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runs.h - models of runs: of scenarios, and of programs that the kit generates. */
#pragma once
#include "ui/model/model.h"

/** A run of the scenario on the virtual clock. The caller frees. */
Model *scenario_model(const char *name);

/** A run of the generated program of that seed. The caller frees. */
Model *program_model(guint64 seed);

/** The first `n` events of a recording. The caller frees. */
Model *beginning_of(Model *whole, gsize n);
