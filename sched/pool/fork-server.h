/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* fork-server.h - a process that is forked while the program has one thread, and that forks worker
 * processes on request. When the program ends, so do the server and its workers. */
#pragma once
#include <stdbool.h>
#include <sys/types.h>

typedef struct {
    int fd;    /* to and from it: whole messages */
    pid_t pid; /* its process id */
} ForkServer;

/* A worker process ended. */
typedef struct {
    pid_t pid;
    int status; /* as waitpid() says */
} ServerNews;

/** Forks the server, and with it the program's memory as it is now. NULL, or why that failed. */
const char *fork_server_start(ForkServer *server);

/** Makes a worker process, at the other end of *ret_fd. Returns its process id, or -1 if it
 * cannot. */
pid_t fork_server_fork(ForkServer *server, int *ret_fd);

/** Kills a worker that has not ended. */
void fork_server_kill(ForkServer *server, pid_t pid);

/** Takes the next news. Returns 1, or 0 if there is none, or -1 if the server is gone. */
int fork_server_news(ForkServer *server, ServerNews *ret_news);

/** Kills all its workers, and waits until they and the server have ended. */
void fork_server_stop(ForkServer *server);
