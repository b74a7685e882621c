/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.h - what an event changes in a model. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Apply the event at `index`, the last one, to tracks, arrows, output and turns. */
void fold_event(Model *model, gsize index);
