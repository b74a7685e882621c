/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* condition.h - conditions from the inside. */
#pragma once
#include "sched/sync/sync.h"

/** A condition with a track of its own or, unless `owner` is NULL, as a part of it, with its
 * waiters on the owner's track. If `lock` is NULL, makes one. `site` is where it is made. */
AwCondition *condition_new(AwLock *lock, Sync *owner, AwSite *site);
