/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* process-world.h - a loop's connection to the fork server. All in the loop's thread. */
#pragma once
#include "sched/core/loop.h"
#include "sched/pool/fork-server.h"

/* What a loop has when its pools may have processes. */
typedef struct ProcessWorld {
    ForkServer server;
    const char *missing; /* why there is no server; NULL: there is one */
    uv_poll_t poll;
    bool is_watched;
} ProcessWorld;

/** A run begins: forks the server, or remembers why that failed. `world` is all zero before, and
 * outlives the loop. */
void processes_open(AwLoop *loop, ProcessWorld *world);

/** Begins to watch for processes that end. False: no memory. */
bool processes_watch(AwLoop *loop);

/** Stops watching. */
void processes_unwatch(AwLoop *loop);

/** The loop closes: it no longer has a world. */
void processes_close_loop(AwLoop *loop);

/** The run is over: ends the server, if there is one. */
void processes_close(ProcessWorld *world);
