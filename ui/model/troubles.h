/* SPDX-License-Identifier: GPL-3.0-or-later */
/* troubles.h - events at which something went wrong. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Note the event if it is one; `kind` is what it does. */
void trouble_take(Model *model, const TraceKindInfo *kind, gsize index);
