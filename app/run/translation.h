/* SPDX-License-Identifier: GPL-3.0-or-later */
/* translation.h - a file of another program becomes a recording, in a thread of its own and then
 * bit by bit, so that the window stays alive. */
#pragma once
#include "app/run/load.h"

typedef struct Translation Translation;

/**
 * Translate `bytes`, which it takes over, of the file at `path`.
 *
 * The handler is copied, and called from the main loop: with pieces of a recording, then with what
 * is wrong, or NULL.
 */
Translation *translation_start(GByteArray *bytes, const char *path, const LoadHandler *handler,
                               void *data);

/** Forget it; the handler is called no more. NULL does nothing. */
void translation_free(Translation *translation);
