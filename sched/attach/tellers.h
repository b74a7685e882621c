/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* tellers.h - the loops of a recording, each of which can be asked to record what it has. */
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

/* Initializes a file-scope variable. */
#define TELLERS(fn)                                                                                \
    {                                                                                              \
        .tell = (fn), .lock = PTHREAD_MUTEX_INITIALIZER                                            \
    }

/** Adds a loop and keeps it. If there is no memory for that, it is never asked. */
void tellers_add(Tellers *tellers, AwLoop *loop);

/** Takes out a loop that is closed. */
void tellers_remove(Tellers *tellers, const AwLoop *loop);

/** How many loops there are. */
int tellers_count(Tellers *tellers);

/** Asks each loop that has no earlier request to answer. Any thread. */
void tellers_ask(Tellers *tellers);

/** Takes out all loops in a forked child, where the threads that run them do not exist. */
void tellers_forget(Tellers *tellers);
