/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fold.h - what an event changes. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Let the event at `index`, the last one, take effect on tracks, arrows, output and turns. */
void fold_event(Model *model, gsize index);
