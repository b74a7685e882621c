/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* block.h - what timeouts and groups have in common: entered, left with what the body ended with,
 * and then an outcome [M8]. The library's links are in here, never on the user's stack. */
#pragma once
#include "sched/core/loop.h"

typedef enum { BLOCK_NEW, BLOCK_OPEN, BLOCK_LEAVING, BLOCK_OVER } BlockState;

typedef struct {
    ObjectClass object;
    AwValue (*enter)(AwBlock *block);               /* none or an error */
    AwValue (*leave)(AwBlock *block, AwValue body); /* what to go on with, in the current scope */
} BlockClass;

struct AwBlock {
    Object object; /* of a BlockClass */
    AwLoop *loop;
    AwSite *site; /* where it was entered; NULL before */
    Task *task;   /* that entered it; NULL before. Counted */
    BlockState state;
    int cancels;      /* of the task when it entered */
    unsigned n_heard; /* the same, of requests to cancel it */
    SyncLog log;
    AwValue body;    /* none, or the error that the body ended with; owned */
    AwValue outcome; /* owned */
    bool looked_at;  /* or there is nothing to look at: it was not entered */
};

/** A block of `size` bytes, in the current scope; `what` names the caller. NULL: no memory. */
void *block_new(const BlockClass *class, size_t size, const char *what);

/** Records an event of an open block, about its task unless `event` names another. */
void block_emit(AwBlock *block, Emit event);

/* block_trace(block, .kind = TRACE_GROUP_LEFT): as trace(), and for whoever comes later. */
#define block_trace(block, ...)                                                                    \
    do {                                                                                           \
        if (sync_log_wanted())                                                                     \
            block_emit(block, (Emit){__VA_ARGS__});                                                \
    } while (0)

/** Drops what a block owns; for the `free` of its class. */
void block_clear(AwBlock *block);
