/* SPDX-License-Identifier: GPL-3.0-or-later */
/* troubles.h - events at which something went wrong. Private to ui/model. */
#pragma once
#include "ui/model/store.h"

/** Note the event if it is one; `kind` is what it does. */
void trouble_take(Model *model, const TraceKindInfo *kind, gsize index);

/** Say on the loop's track, and on that of what it ran, that the run crashed; `text` says how. */
void trouble_crash(Model *model, const char *text);

/** Note that a worker begins to work for a future, which may fail. */
void trouble_job(Model *model, const StoredTrack *worker, guint32 future);
