/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process.h - pools whose workers are processes, from the inside. All of it happens in the loop's
 * thread. */
#pragma once
#include "sched/core/loop.h"
#include "sched/pool/fork-server.h"
#include "sched/pool/worker.h"

enum { MAX_PROCESSES = 256 }; /* of a pool */

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

/* What a pool of processes has besides. */
struct ProcessPool {
    AwPool *pool;
    int n_processes, max_processes;
    Process *first;
    char broken[120];     /* why no job is taken any more; "": it is not */
    Arrival told;         /* other threads queued jobs */
    _Atomic bool is_told; /* that is on its way */
};

/* What a loop has when its pools may have processes. */
typedef struct ProcessWorld {
    ForkServer server;
    const char *missing; /* why there is none; NULL: there is */
    uv_poll_t poll;
    bool is_watched;
} ProcessWorld;

/* ---- process.c: one process ---- */

/** Makes one, idle, and adds it to the pool. False: it cannot. */
bool process_start(AwPool *pool);

/** Gives an idle one a job that has begun, with the queue's reference. */
void process_send(Process *process, AwJob *job);

/** Something came from it, or it can take more: the job it had may be over. */
void process_look(Process *process);

/** Takes it off the pool: it ends when it is idle. */
void process_let_go(Process *process);

/* ---- process-pool.c ---- */

/** Jobs wait, or a process is idle: gives out what can be given. */
void processes_go_on(AwPool *pool);

/** A job was queued, in any thread. */
void processes_enqueued(AwPool *pool);

/** The pool takes no more jobs: its processes end after those it has. */
void processes_shut_down(AwPool *pool);

/** A job that will have no result: it failed. Takes over the queue's reference. */
void processes_fail(AwJob *job, AwCode code, const char *why);

/** The loop closes: jobs that run are killed. */
void processes_leave(AwPool *pool);

/* ---- process-world.c: the loop's connection to the fork server ---- */

/** A run begins: forks the server; remembers why when it could not. The world, which is all zero,
 * outlives the loop. */
void processes_open(AwLoop *loop, ProcessWorld *world);

/** Looks for processes that ended from now on. False: no memory. */
bool processes_watch(AwLoop *loop);

/** Looks once. */
void processes_hear(AwLoop *loop);

/** Looks no more. */
void processes_unwatch(AwLoop *loop);

/** The loop closes: it has no world any more. */
void processes_close_loop(AwLoop *loop);

/** The run is over: ends the server, if there is one. */
void processes_close(ProcessWorld *world);
