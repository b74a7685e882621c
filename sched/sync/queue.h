/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* queue.h - queues from the inside. */
#pragma once
#include "sched/sync/sync.h"

/** A queue with a track of its own or, unless `owner` is NULL, as a part of it, with its waiters on
 * the owner's track. */
AwQueue *queue_new(const AwQueueOptions *options, Sync *owner, AwSite *site);

/** Makes room for `n` more items, so that putting them cannot fail. False: no memory. */
bool queue_reserve(AwQueue *queue, size_t n);

/** Says who puts the items; `holds` lasts as long as the queue is used. */
void queue_is_filled_by(AwQueue *queue, const Holds *holds);
