/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-tasks.h - tasks in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** What events of these kinds do. */
void fold_task_created(Fold *fold);
void fold_task_found(Fold *fold);
void fold_task_eager(Fold *fold);
void fold_task_steps(Fold *fold);
void fold_task_awaits(Fold *fold);
void fold_task_yields(Fold *fold);
void fold_task_ready(Fold *fold);
void fold_task_ended(Fold *fold);
void fold_task_cancel(Fold *fold);
void fold_task_uncancel(Fold *fold);
