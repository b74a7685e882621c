/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* follow.h - a future of the loop and a job of threads that follow each other. */
#pragma once
#include "sched/job.h"

/* A future and a job. Both count it, and so does what is on its way between them. */
typedef struct {
    Object object;
    AwLoop *loop; /* the future's; counted */
    Follower follower;
} Link;

/** A link that follows; the caller's reference. */
Link *link_new(AwFuture *future, AwJob *job);

/** Begins to follow, in the future's loop. */
void follower_begin(Follower *follower, AwFuture *future, AwJob *job);

/** It follows no more, and may be gone afterwards. */
void follower_end(AwLoop *loop, Follower *follower);

/** The copy step of a job that is over, which must check whether anybody still wants it; then it
 * follows no more [EX2 EX5 F12]. */
void follower_copy(AwLoop *loop, Follower *follower);
