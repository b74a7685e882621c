/* SPDX-License-Identifier: GPL-3.0-or-later */
/* load.h - reads a file bit by bit, so that the window stays alive. */
#pragma once
#include <glib.h>

typedef struct Load Load;

/* Called in a coroutine, on a small stack: take notes, and do the rest from the main loop. */
typedef struct {
    void (*bytes)(void *data, const void *bytes, gsize size,
                  double share);                  /* share: 0 .. 1 so far */
    void (*ended)(void *data, const char *error); /* NULL when all was read; the last call */
} LoadHandler;

/** Read the file at `path`, both copied. An aw loop must be embedded in the main loop. */
Load *load_start(const char *path, const LoadHandler *handler, void *data);

/** Forget it; the handler is called no more. NULL does nothing. */
void load_free(Load *load);
