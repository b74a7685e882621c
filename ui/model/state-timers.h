/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-timers.h - timers and handles in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

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
