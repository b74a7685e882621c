/* SPDX-License-Identifier: GPL-3.0-or-later */
/* follow.h - reads a recording while others write it: a file that grows, or a socket. */
#pragma once
#include <glib.h>

typedef struct Follow Follow;

/* Called in a coroutine, on a small stack: take notes, and do the rest from the main loop. */
typedef struct {
    void (*bytes)(void *data, const void *bytes, gsize size);
    void (*ended)(void *data); /* no more will come, and nothing will be called any more */
} FollowHandler;

/**
 * Read `fd`, which is closed when it is over. An aw loop must be embedded in the main loop.
 *
 * A file is read until `writer`, a pidfd that is also closed, says that its process is gone, and to
 * its end; a socket (`writer` is -1, `fd` non-blocking) until the other end closes it. The handler
 * is copied.
 */
Follow *follow_start(int fd, int writer, const FollowHandler *handler, void *data);

/** Of a socket: say that no more is wanted. What is under way still comes, then the end. */
void follow_detach(Follow *follow);

/** Forget it. The handler is called no more. NULL does nothing. */
void follow_free(Follow *follow);

/** How many are not over yet, forgotten ones included. */
guint follow_n_alive(void);
