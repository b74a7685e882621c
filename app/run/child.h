/* SPDX-License-Identifier: GPL-3.0-or-later */
/* child.h - a scenario in a process of its own: what it records arrives here while it runs. */
#pragma once
#include <glib.h>

typedef struct Child Child;

/* Called in coroutines, on small stacks: take notes, and do the rest from the main loop. */
typedef struct {
    void (*bytes)(void *data, const void *bytes, gsize size); /* the recording goes on */
    gboolean (*is_full)(void *data);                          /* whether to read no more for now */
    /* The process is gone, and nothing will be called any more. `status` is waitpid()'s; `message`
     * the last line it wrote to stderr, or "". */
    void (*ended)(void *data, int status, const char *message);
} ChildHandler;

/**
 * Run this program again with `arguments` (NULL-terminated, its name left out) and
 * `--stream-fd=N`. An aw loop must be embedded in the main loop.
 *
 * The handler is copied. NULL, with `error` set, when there can be no process.
 */
Child *child_start(const char *const *arguments, const ChildHandler *handler, void *data,
                   GError **error);

/** Ask it to end: by SIGINT; if it does not listen, or by a second call, by another; then SIGKILL.
 */
void child_stop(Child *child);

/** Forget it; if it still runs it is killed. The handler is called no more. NULL does nothing. */
void child_free(Child *child);

/** How many processes there are, forgotten ones included. */
guint child_n_alive(void);
