/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* event.h - events that tasks wait for, from the inside. */
#pragma once
#include "sched/sync/sync.h"

/** An event with a track of its own or, unless `owner` is NULL, as a part of it, with its waiters
 * on the owner's track. */
AwEvent *event_new(Sync *owner, AwSite *site);

/** Clears an event that is known to be one. */
void event_clear(AwEvent *event, AwSite *site);
