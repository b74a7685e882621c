/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-owners.h - what futures, tasks and things still have in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** Remove the row of a future or task that is over if nothing of it is left. */
void fold_future_tidy(StateTable *table, guint32 row);

/** Whether a word is a timer. */
gboolean fold_is_timer(const StateWord *word);

/** Whether a row can have timers: a future or a thing. A task has its step in their place. */
gboolean fold_has_timers(const StateTable *table, guint32 row);

/** A timer is that of `row`. */
void fold_own_timer(StateTable *table, guint32 row, guint32 word);

/** The row whose timer a word is, or NO_SLOT. */
guint32 fold_timer_owner(const StateTable *table, guint32 word);

/** Take a timer, callback or handle out of wherever it is; it stays to be run. */
void fold_withdraw(StateTable *table, guint32 word);

/** Forget a timer, callback or handle, wherever it is. */
void fold_timers_forget(StateTable *table, guint32 word);

/** Drop the timer of a future if it is due and in the ready queue. */
void fold_timers_drop_ready(StateTable *table, guint32 row);
