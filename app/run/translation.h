/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translation.h - a file of another program becomes a recording, in a thread of its own and then
 * bit by bit, so that the window stays alive. */
#pragma once
#include <glib.h>

typedef struct Translation Translation;

/* Called from the main loop. */
typedef struct {
    void (*bytes)(void *data, const void *bytes, gsize size, double share); /* share: 0 .. 1 */
    void (*ended)(void *data, const char *message); /* what is wrong, or NULL; the last call */
} TranslationHandler;

/**
 * Translate `bytes`, which it takes over, of the file at `path`.
 *
 * The handler, which is copied, gets the pieces of a recording.
 */
Translation *translation_start(GString *bytes, const char *path, const TranslationHandler *handler,
                               void *data);

/** Forget it; the handler is called no more. NULL does nothing. */
void translation_free(Translation *translation);
