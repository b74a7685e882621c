/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silence.h - what runs and what waits in a live run that sends no events. */
#pragma once
#include "ui/model/model.h"

enum { SILENCE_AFTER_S = 2 };

/** "Nothing has run for 12 s; 3 tasks wait: Task-1 for gather(2), Task-2 for sleep(1 min) ...": the
 * state after the last event of `model`, which came `seconds` ago. The caller frees. */
char *model_silence(const Model *model, gint64 seconds);
