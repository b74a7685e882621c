/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.h - a run of a user's program, seen from outside: either a child of ours that writes a file,
 * which is followed as it grows, or a program that we are attached to by a socket. */
#pragma once
#include "app/run/source.h"

typedef struct {
    const char *name; /* of the program */
    const char *path; /* of the file with the recording; NULL: not recorded */
    GPid pid;         /* of the child of ours that writes the file; 0: attached by a socket */
    int socket;       /* the one we are attached by, non-blocking; else -1 */
    int file;         /* where to copy what comes from the socket; -1: nowhere */
} LiveRun;

/**
 * A source of what the run records; takes over its socket. The file, if there is one, must stay
 * open until the end.
 *
 * A file is followed until its writer is gone, a socket until the other end closes it. To stop a
 * child sends SIGINT, like Ctrl+C, and the third time SIGKILL; to stop an attached program detaches
 * from it. When the source is freed, the program runs on. The message at the end says why the file
 * is not complete, if it is not.
 */
Source *live_new(const LiveRun *run);
