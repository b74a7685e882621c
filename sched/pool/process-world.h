/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process-world.h - a loop's connection to the fork server. All in the loop's thread. */
#pragma once
#include "sched/core/loop.h"
#include "sched/pool/fork-server.h"

/* What a loop has when its pools may have processes. */
typedef struct ProcessWorld {
    ForkServer server;
    const char *missing; /* why there is none; NULL: there is */
    uv_poll_t poll;
    bool is_watched;
} ProcessWorld;

/** A run begins: forks the server, or remembers why that failed. The world, which is all zero,
 * outlives the loop. */
void processes_open(AwLoop *loop, ProcessWorld *world);

/** From now on looks for processes that ended. False: no memory. */
bool processes_watch(AwLoop *loop);

/** Looks no more. */
void processes_unwatch(AwLoop *loop);

/** The loop closes: it has no world any more. */
void processes_close_loop(AwLoop *loop);

/** The run is over: ends the server, if there is one. */
void processes_close(ProcessWorld *world);
