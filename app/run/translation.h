/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translation.h - turns a file of another program into a recording, in a thread of its own, and
 * delivers it piece by piece, so that the window stays responsive. */
#pragma once
#include <glib.h>

typedef struct Translation Translation;

/* Called from the main loop. */
typedef struct {
    void (*bytes)(void *data, const void *bytes, gsize size, double share); /* share: 0 .. 1 */
    void (*ended)(void *data,
                  const char *message); /* message: what is wrong, or NULL; this is the last call */
} TranslationHandler;

/**
 * Translate `bytes` of the file at `path`, and take them over.
 *
 * The handler, which is copied, gets the pieces of a recording.
 */
Translation *translation_start(GString *bytes, const char *path, const TranslationHandler *handler,
                               void *data);

/** Free it; the handler is not called any more. NULL does nothing. */
void translation_free(Translation *translation);
