/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-fold.h - what an event changes in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** Take the next event of `model` into the state. */
void state_fold(StateTable *table, const Model *model);
