/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* job.h - concurrent futures from the inside: a result that threads wait for [CF]. Knows no
 * threads. */
#pragma once
#include <pthread.h>

#include "sched/future.h"

typedef struct {
    AwJobFn fn;
    void *data;
} JobCallback;

struct AwJob {
    Object object; /* of a shared class */
    AwLoop *loop;  /* whose clock it lives on */
    uint32_t track;
    AwSite *site;

    pthread_mutex_t lock;
    pthread_cond_t changed;
    AwJobState state; /* under lock, as are: */
    AwValue result;   /* or the error, once it is finished; owned */
    JobCallback *callbacks;
    size_t n_callbacks;

    AwPool *pool; /* that runs it; NULL. With: */
    AwFn fn;
    AwValue arg; /* owned */
    AwJob *next; /* in the pool's queue */
};

/** A pending job; the caller's reference. NULL: no memory. */
AwJob *job_new(AwLoop *loop, AwSite *site);

/** From pending to running; false when it was cancelled, which is then known to whoever asked
 * [CF1]. */
bool job_begin(AwJob *job);

/** From running to finished, with a value or an error; calls the callbacks [CF4]. Refs v. */
void job_finish(AwJob *job, AwValue v);

/** Whether it is finished or cancelled. */
bool job_is_over(AwJob *job);
