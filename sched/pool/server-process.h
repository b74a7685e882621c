/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* server-process.h - what the fork server does. */
#pragma once
#include <signal.h>
#include <sys/types.h>

/** What the server's process runs, for its parent at the other end of `fd`. `mask`: which signals
 * the program blocks. */
void server_process(int fd, pid_t parent, const sigset_t *mask) __attribute__((noreturn));
