/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.h - a worker process, as its pool sees it. All of it happens in the loop's thread. */
#pragma once
#include "sched/core/loop.h"
#include "sched/pool/job.h"

/* Before the argument of a job, on its way to a worker. */
typedef struct {
    uint64_t size; /* of the argument */
    AwFn fn;       /* the same in a process forked from this program */
} JobHead;

/* Before its result, on the way back. */
typedef struct {
    uint64_t size;
    uint64_t is_foreign; /* it means nothing here: none is sent in its place */
} ResultHead;

/* A worker process: has one job at a time. Its memory lives until libuv has let go of it. */
typedef struct Process {
    uv_poll_t poll;
    struct Process *next; /* of the pool's */
    AwPool *pool;         /* counted among its users */
    int events;           /* of libuv's, that are looked for */
    int fd;               /* -1: it was let go */
    pid_t pid;
    uint32_t track;
    AwJob *job; /* with the queue's reference; NULL: idle */
    char *out;  /* what it could not take at once; NULL: nothing */
    size_t out_size, out_sent;
    ResultHead head;
    char *in;    /* the result; NULL while there is none, or no memory for it */
    size_t n_in; /* bytes of head and result that came */
} Process;

/** Makes one, idle, and adds it to the pool. False: it cannot. */
bool process_start(AwPool *pool);

/** Gives an idle one a job that has begun, with the queue's reference. */
void process_send(Process *process, AwJob *job);

/** Something came from it, or it can take more: the job it had may be over. */
void process_look(Process *process);

/** Takes it off the pool: it ends when it is idle. */
void process_let_go(Process *process);
