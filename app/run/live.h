/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.h - a run of somebody's program, seen from outside: a child of ours that writes a file,
 * which is followed as it grows, or one that is attached to by a socket. */
#pragma once
#include "app/run/source.h"

typedef struct {
    const char *name; /* of the program */
    const char *path; /* of the file that it is recorded in; NULL: it is not */
    GPid pid;         /* a child of ours that writes the file; 0: it is attached to */
    int socket;       /* what it is attached by, non-blocking; else -1 */
    int file;         /* where to write what comes from there; -1: nowhere */
} LiveRun;

/**
 * What the run records; takes over its socket. The file, if there is one, must stay open until the
 * end.
 *
 * A file is followed until its writer is gone, a socket until the other end closes it. To stop a
 * child of ours is what Ctrl+C is, the third time to kill it; from a program that is attached to it
 * is to detach. Whoever leaves, the program runs on. The message at the end says why the file is
 * not complete, if it is not.
 */
Source *live_new(const LiveRun *run);
