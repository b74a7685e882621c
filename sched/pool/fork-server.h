/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fork-server.h - a process that was forked while the program had one thread, and forks worker
 * processes when it is told to. It ends, and they with it, when its program does. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

typedef struct {
    int fd;    /* to and from it: whole messages */
    pid_t pid; /* of it */
} ForkServer;

/* A worker process ended. */
typedef struct {
    pid_t pid;
    int status; /* as waitpid() says */
} ServerNews;

/** Forks the server. What it is given to work with is as it is now. NULL, or why it could not be.
 */
const char *fork_server_start(ForkServer *server);

/** A new worker process, at the other end of *ret_fd. Its number, or -1: none could be made. */
pid_t fork_server_fork(ForkServer *server, int *ret_fd);

/** Kills a worker that has not ended. */
void fork_server_kill(ForkServer *server, pid_t pid);

/** What happened since it was last asked: 1, or 0 for nothing; -1: the server is gone. */
int fork_server_news(ForkServer *server, ServerNews *ret_news);

/** Kills all its workers, and waits until they and the server have ended. */
void fork_server_stop(ForkServer *server);
