/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-timers.h - timers and handles in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-fold.h"

/** Forget a timer, callback or handle, wherever it is. */
void fold_timers_forget(StateTable *table, guint32 word);

/** Drop the timer of a future if it is due and in the ready queue. */
void fold_timers_drop_ready(StateTable *table, guint32 row);

/** The task that waited for the future in `row` goes on. */
void fold_timers_leave(Fold *fold, guint32 row);

/** What events of these kinds do. */
void fold_timer_armed(Fold *fold);
void fold_timer_fired(Fold *fold);
void fold_timer_cancelled(Fold *fold);
void fold_timer_begins(Fold *fold);
void fold_callback_ready(Fold *fold);
void fold_callback_dropped(Fold *fold);
void fold_callback_begins(Fold *fold);
void fold_callback_ends(Fold *fold);
void fold_loop_called(Fold *fold);
