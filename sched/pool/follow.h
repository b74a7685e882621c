/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* follow.h - a future of the loop and a job of threads that follow each other. */
#pragma once
#include "sched/pool/job.h"

/* A future and a job. Both hold a reference to it, and so does a call on its way between them. */
typedef struct {
    Object object;
    AwLoop *loop; /* the future's; counted */
    Follower follower;
    void *call; /* the one that tells the loop of the job's end; counted; NULL once it was made */
} Link;

/**
 * Links them. When the future is done, on_future(future, link) is called. When the job is over,
 * on_job(job, link) is called, which may call link_tell_loop() to have in_loop(link) called in the
 * loop's thread. All memory is taken here, so the end needs none. False: no memory.
 */
bool link_up(AwFuture *future, AwDoneFn on_future, AwJob *job, AwJobFn on_job, AwCallback in_loop);

/** Has in_loop() called; in the thread that ended the job. A closed loop is not told [EX8]. */
void link_tell_loop(Link *link);

/** Begins to follow, in the future's loop. */
void follower_begin(Follower *follower, AwFuture *future, AwJob *job);

/** Ends the following. May free the follower. */
void follower_end(AwLoop *loop, Follower *follower);

/** The job is over: copies its state to the future, if that is still pending, and ends the
 * following [EX2 EX5 F12]. */
void follower_copy(AwLoop *loop, Follower *follower);

/** The loop closes: its futures no longer follow jobs. */
void followers_close(AwLoop *loop);
