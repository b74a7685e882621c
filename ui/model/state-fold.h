/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-fold.h - what an event changes in a state. Private to ui/model. */
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

/** What an event of some kind does. */
typedef void (*FoldFn)(Fold *fold);

/** Take the next event of `model` into the state. */
void state_fold(StateTable *table, const Model *model);

/** The next event of the loop's thread, or NULL if it is not recorded, or not yet. For kinds that
 * say what they did by what follows at once. */
const TraceEvent *fold_next(const Fold *fold);

/** Something runs next that stands in the ready queue: what stands before it there since before
 * events were lost has run meanwhile. */
void fold_pass(Fold *fold, guint32 word);

/** Take what is ready out of the queue and forget it: it ran while events were lost, or is told
 * again. */
void fold_forget(StateTable *table, guint32 word);

/** A word that is nowhere runs, and nothing else. */
void fold_run_alone(Fold *fold, guint32 word);

/** What runs innermost is over, and its end was lost. */
void fold_end_innermost(StateTable *table);

/** What runs ends with this event; does nothing if it does not run. */
void fold_stop(Fold *fold, guint32 word);

/** The row of the event's object, or NO_SLOT. */
guint32 fold_object(const Fold *fold);
