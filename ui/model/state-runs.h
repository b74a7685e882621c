/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-runs.h - what runs, and leaves the ready queue for that, in a state. Private to ui/model.
 */
#pragma once
#include "ui/model/state-event.h"

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

/** Nothing runs any more. */
void fold_clear_runs(StateTable *table);
