/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.h - a run of somebody's program, seen from outside: a child of ours that writes a file, or
 * one that is attached to. */
#pragma once
#include "app/run/follow.h"

typedef struct {
    const char *name; /* of the program */
    const char *path; /* of the file that it is recorded in; NULL: it is not */
    GPid pid;         /* a child of ours that writes the file; 0: it is attached to */
    int socket;       /* what it is attached by, non-blocking; else -1 */
    int file;         /* where to write what comes from there; -1: nowhere */
} LiveRun;

typedef struct Live Live;

/**
 * Read what the run records; takes over its socket. The file, if there is one, must stay open until
 * the end.
 *
 * The handler is follow.h's. NULL with `error` set when it cannot be read.
 */
Live *live_start(const LiveRun *run, const FollowHandler *handler, void *data, GError **error);

/** What live_stop() does, in a word: "Stop", "Detach". */
const char *live_stop_word(const Live *live);

/** Detach from the run. To a program of ours the first and second time is what Ctrl+C is, the third
 * kills it. */
void live_stop(Live *live);

/** How a program of ours ended: waitpid()'s status; else 0. */
int live_wait_status(const Live *live);

/** Why the file is not complete, in a line; NULL: it is. */
const char *live_trouble(const Live *live);

/** Forget it: it runs on. NULL does nothing. */
void live_free(Live *live);
