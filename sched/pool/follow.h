/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* follow.h - a future of the loop and a job of threads that follow each other. */
#pragma once
#include "sched/pool/job.h"

/* A future and a job. Both count it, and so does what is on its way between them. */
typedef struct {
    Object object;
    AwLoop *loop; /* the future's; counted */
    Follower follower;
    void *call; /* that tells the loop of the job's end; counted; NULL once it is made */
} Link;

/**
 * Links them: when the future is done on_future(future, link) is called, and when the job is over
 * on_job(job, link), which is to call link_tell_loop() so that in_loop(link) is called. Ending
 * takes no memory, for all is made here. False: no memory for that.
 */
bool link_up(AwFuture *future, AwDoneFn on_future, AwJob *job, AwJobFn on_job, AwCallback in_loop);

/** In the thread that ended the job. A loop that is closed does not want to know [EX8]. */
void link_tell_loop(Link *link);

/** Begins to follow, in the future's loop. */
void follower_begin(Follower *follower, AwFuture *future, AwJob *job);

/** It follows no more, and may be gone afterwards. */
void follower_end(AwLoop *loop, Follower *follower);

/** The copy step of a job that is over, which must check whether anybody still wants it; then it
 * follows no more [EX2 EX5 F12]. */
void follower_copy(AwLoop *loop, Follower *follower);

/** The loop closes: futures follow jobs no more. */
void followers_close(AwLoop *loop);
