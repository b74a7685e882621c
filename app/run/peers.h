/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peers.h - the programs of this user that one can attach to. */
#pragma once
#include <glib.h>

typedef struct {
    GPid pid;
    char *program, *title; /* "" if it does not answer */
    gint64 since_s;        /* when its run began, since 1970; 0: unknown */
    gboolean attached;     /* somebody is */
} Peer;

/** All that there are, of Peer, by process id. Sockets that nobody listens at any more are removed.
 * NULL with `error` set when they cannot be looked for. The caller frees. */
GPtrArray *peers_list(GError **error);

/** Attach to `pid`: a socket from which the recording comes, or -1 with `error` set. */
int peer_attach(GPid pid, GError **error);

/** One of them; NULL when it does not answer. The caller frees by peer_free(). */
Peer *peer_ask(GPid pid);

/** NULL does nothing. */
void peer_free(Peer *peer);
