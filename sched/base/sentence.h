/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* sentence.h - what this program says before it aborts, for the recording's end. */
#pragma once

enum { SENTENCE_MAX = 512 };

/** Keeps the sentence, cut to SENTENCE_MAX - 1 bytes. Safe in a signal handler. */
void sentence_keep(const char *text);

/** Finds out where libc keeps its sentence. To be called once before sentence_last(), and not in a
 * signal handler. */
void sentence_prepare(void);

/** The library's sentence, or else that of libc, which has one for a failed assert(); without the
 * newline, "" if there is none. Safe in a signal handler. */
const char *sentence_last(void);
