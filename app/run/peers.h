/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peers.h - this user's programs that one can attach to. */
#pragma once
#include <glib.h>

typedef struct {
    GPid pid;
    char *program, *title; /* "" if it does not answer */
    gint64 since_s;        /* when its run began, since 1970; 0: unknown */
    gboolean attached;     /* whether somebody is attached to it */
} Peer;

/** All of them, as Peers sorted by process id. Removes sockets that nobody listens on any more.
 * NULL with `error` set when the folder of sockets cannot be read. The caller frees. */
GPtrArray *peers_list(GError **error);

/** Attach to `pid`. Returns a socket from which the recording comes, or -1 with `error` set. */
int peer_attach(GPid pid, GError **error);

/** Ask about one program; NULL when it does not answer. The caller frees it with peer_free(). */
Peer *peer_ask(GPid pid);

/** NULL does nothing. */
void peer_free(Peer *peer);
