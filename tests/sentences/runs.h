/* SPDX-License-Identifier: GPL-3.0-or-later */
/* runs.h - models of runs of programs that the kit generates, and of their beginnings. */
#pragma once
#include "ui/model/model.h"

/** A run of the generated program of that seed. The caller frees. */
Model *program_model(guint64 seed);

/** The first `n` events of a recording. The caller frees. */
Model *beginning_of(Model *whole, gsize n);
