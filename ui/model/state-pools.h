/* SPDX-License-Identifier: GPL-3.0-or-later */
/* state-pools.h - pools in a state. Private to ui/model. */
#pragma once
#include "ui/model/state-event.h"

/** What events of these kinds do. */
void fold_pool_created(Fold *fold);
void fold_job_queued(Fold *fold);
void fold_job_dropped(Fold *fold);
void fold_job_begins(Fold *fold);
void fold_job_ends(Fold *fold);
void fold_worker_started(Fold *fold);
void fold_worker_stopped(Fold *fold);
