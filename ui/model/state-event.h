/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-event.h - an event on its way into a state. Private to ui/model. */
#pragma once
#include "ui/model/state-table.h"

/* One event on its way into a state. */
typedef struct {
    StateTable *table;
    const Model *model;
    const TraceEvent *event;
    guint32 at;      /* its index */
    guint32 subject; /* row of its subject, or NO_SLOT */
} Fold;

/** The next event of the loop's thread, or NULL if it is not recorded, or not yet. For kinds that
 * say what they did by what follows at once. */
const TraceEvent *fold_next(const Fold *fold);

/** The row of the event's object, or NO_SLOT. */
guint32 fold_object(const Fold *fold);
