/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silence.h - a live run in which nothing happens: who runs, who waits. */
#pragma once
#include "ui/model/model.h"

enum { SILENCE_AFTER_S = 2 };

/** "Nothing has run for 12 s; 3 tasks wait: Task-1 for gather(2), Task-2 for sleep(1 min) ...": how
 * it is at the last event of `model`, `seconds` after it came. The caller frees. */
char *model_silence(const Model *model, gint64 seconds);
