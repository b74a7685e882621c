/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event.h - events that tasks wait for, from the inside. */
#pragma once
#include "sched/sync/sync.h"

/** An event with a track of its own, or that is part of `owner`, on whose track its waiters are. */
AwEvent *event_new(Sync *owner);
