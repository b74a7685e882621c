/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* condition.h - conditions from the inside. */
#pragma once
#include "sched/sync/sync.h"

/** A condition with a track of its own, or that is part of `owner`, on whose track its waiters are.
 * A lock of NULL: a new one. */
AwCondition *condition_new(AwLock *lock, Sync *owner);
