/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* listen.h - AW_TRACE=listen: a socket at which one can attach to this process and record it. */
#pragma once
#include <stdbool.h>

enum { LISTEN_WHERE = 128 };

/* Whom the socket's thread serves: the run. */
typedef struct {
    const char *title;
    bool (*begin)(void *data,
                  int fd);   /* records into fd, and closes it, also when it cannot: false */
    void (*end)(void *data); /* nobody is attached any more */
    void *data;
} ListenOwner;

/**
 * Opens the socket and starts its thread, which calls the owner's functions. One at a time: EBUSY.
 *
 * Returns 0 or an errno; `ret_where` gets what that is about.
 */
int listen_start(const ListenOwner *owner, char ret_where[LISTEN_WHERE]);

/** Ends the thread, without a call to the owner, and closes the socket. */
void listen_stop(void);
