/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-json.h - the state at an event as JSON. */
#pragma once
#include "ui/model/state.h"

/** The state as one JSON object, which has an array for each list. Tracks have their ids and names,
 * events their numbers. The caller frees. */
char *state_json(Model *model, State *state);
