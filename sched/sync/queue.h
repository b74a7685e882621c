/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* queue.h - queues from the inside. */
#pragma once
#include "sched/sync/sync.h"

/** A queue with a track of its own, or that is part of `owner`, on whose track its waiters are. */
AwQueue *queue_new(const AwQueueOptions *options, Sync *owner);

/** Makes room for `n` items more, so that putting them does not fail. False: no memory. */
bool queue_reserve(AwQueue *queue, size_t n);
