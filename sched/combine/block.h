/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* block.h - what timeouts and groups have in common: they are entered, left with what the body
 * ended with, and then have an outcome [M8]. What the library points to is in here, never on the
 * user's stack. */
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
    AwSite *site; /* where it was entered; before, where it was made */
    Task *task;   /* the one that entered it; NULL before. Counted */
    BlockState state;
    int cancels;      /* the task's `num_cancels` when it entered */
    unsigned n_heard; /* aw_cancels_heard() at that time */
    SyncLog log;
    AwValue body;    /* none, or the error that the body ended with; owned */
    AwValue outcome; /* owned */
    bool looked_at;  /* or there is nothing to look at: not entered, or no error */
};

/** A block, in the current scope; `what` names the caller, and `site` is where it was called. NULL:
 * no memory. */
void *block_new(const BlockClass *class, const char *what, AwSite *site);

/** Records an event of an open block, about its task unless `event` names another. */
void block_emit(AwBlock *block, Emit event);

/* block_trace(block, .kind = TRACE_GROUP_LEFT): like trace(), and also kept for recordings that
 * begin later. */
#define block_trace(block, ...)                                                                    \
    do {                                                                                           \
        if (sync_log_wanted())                                                                     \
            block_emit(block, (Emit){__VA_ARGS__});                                                \
    } while (0)

/** Ends a block whose body was left by return, break or goto as if it had failed, and reports that:
 * "a block", which is `what`, "was left ...". Does nothing if it has been left. */
void block_abandon(AwBlock *block, const char *what);

/** Drops what a block owns, and frees the block. For the `free` of its class. */
void block_free(AwBlock *block);
