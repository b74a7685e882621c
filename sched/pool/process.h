/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.h - a worker process, as its pool sees it. All of it happens in the loop's thread. */
#pragma once
#include "sched/core/loop.h"
#include "sched/pool/job.h"

/* Precedes a job's argument on the way to a worker. */
typedef struct {
    uint64_t size; /* of the argument */
    AwFn fn;       /* the addresses are the same in a process forked from this program */
    AwSite *site;
} JobHead;

/* Precedes the job's result on the way back. */
typedef struct {
    uint64_t size;
    uint64_t is_foreign; /* it means nothing in this process, so AW_NONE is sent in its place */
} ResultHead;

/* A worker process, which has one job at a time. Its memory lives until libuv has let go of it. */
typedef struct Process {
    uv_poll_t poll;
    struct Process *next; /* in the pool's list */
    AwPool *pool;         /* counted among its users */
    int events;           /* libuv's events that are watched for */
    int fd;               /* -1: it was let go */
    pid_t pid;
    uint32_t track;
    AwJob *job; /* with the queue's reference; NULL: idle */
    char *out;  /* what the process could not take at once; NULL: nothing */
    size_t out_size, out_sent;
    ResultHead head;
    char *in;    /* the result; NULL while there is none, or no memory for it */
    size_t n_in; /* bytes of head and result that have come */
} Process;

/** Makes an idle process and adds it to the pool. False: it cannot. */
bool process_start(AwPool *pool);

/** Gives an idle process a job that has begun, with the queue's reference. */
void process_send(Process *process, AwJob *job);

/** Something came from the process, or it can take more: deals with that, which may end its job. */
void process_look(Process *process);

/** Takes it out of the pool; it ends once it is idle. */
void process_let_go(Process *process);
