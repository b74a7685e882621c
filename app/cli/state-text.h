/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-text.h - the state at an event as lines. */
#pragma once
#include "ui/model/state.h"

/** The state as text, a line each: what it is about, then what it is. The caller frees. */
char *state_text(Model *model, State *state);
