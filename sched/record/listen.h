/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* listen.h - AW_TRACE=listen: a socket through which others can attach to this process and record
 * it. */
#pragma once
#include <stdbool.h>

enum { LISTEN_WHERE = 128 };

/* The run that the socket's thread serves. */
typedef struct {
    const char *title;
    bool (*begin)(void *data, int fd); /* records into fd; false: it cannot. Closes fd either way */
    void (*end)(void *data);           /* called when nobody is attached any more */
    void *data;
} ListenOwner;

/**
 * Opens the socket and starts its thread, which calls the owner's functions. There can be only one:
 * EBUSY.
 *
 * Returns 0 or an errno; `ret_where` gets the socket's path, also on failure.
 */
int listen_start(const ListenOwner *owner, char ret_where[LISTEN_WHERE]);

/** Ends the thread, without calling the owner, and closes the socket. */
void listen_stop(void);
