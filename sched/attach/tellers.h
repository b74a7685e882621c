/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tellers.h - the loops of a recording. Each of them tells what it has when it is asked to. */
#pragma once
#include "sched/core/loop.h"

typedef struct Teller Teller;

typedef struct {
    void (*tell)(AwLoop *loop); /* called in the loop's thread, perhaps in the middle of a step */
    pthread_mutex_t lock;       /* for the fields below */
    Teller *first;
    Teller *forgotten; /* in a forked child: the parent's, for leak checkers to find */
    int n;
} Tellers;

/* Of a file-scope variable. */
#define TELLERS(fn)                                                                                \
    {                                                                                              \
        .tell = (fn), .lock = PTHREAD_MUTEX_INITIALIZER                                            \
    }

/** Adds a loop. Without memory for that, it is never asked. */
void tellers_add(Tellers *tellers, AwLoop *loop);

/** Takes out a loop, which is closed. */
void tellers_remove(Tellers *tellers, const AwLoop *loop);

/** How many loops there are. */
int tellers_count(Tellers *tellers);

/** Asks all loops that were not asked yet, or have told since. Any thread. */
void tellers_ask(Tellers *tellers);

/** In a forked child, where the threads that run the loops do not exist: takes out all. */
void tellers_forget(Tellers *tellers);
