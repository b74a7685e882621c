/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scenario.h - scenarios run by the program that AWAITSCOPE names, and read back as models. */
#pragma once
#include "ui/model/model.h"

/** A run of the scenario on the virtual clock. The caller frees. */
Model *scenario_model(const char *name);

/** The recording at `path`, which is removed. The caller frees. */
Model *scenario_take(const char *path);
