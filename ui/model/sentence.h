/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence.h - what happens at an event and why, in one or two plain sentences: "sleep(1 s) is
 * done, so the loop resumes Task-3. It goes on after line 13." They use what was recorded up to the
 * event and nothing later, so a live run is told as its recording is.
 *
 * Each sentence is a row of a table with a condition; the first row whose condition holds is taken.
 * Its text is translated as a whole, in a context of its own, and names, values and lines then
 * replace the words in braces. */
#pragma once
#include "ui/model/state.h"

/* The text domain of translations. */
#define SENTENCE_DOMAIN "awaitscope"

typedef struct {
    char *first;  /* what happens, and why */
    char *second; /* what it means, or what stands next; NULL if that says nothing more */
} Sentences;

/** The event whose state `state`, a cursor of `model`, is at; it must be at one. Free with
 * sentences_clear(). */
Sentences sentences_at(const Model *model, State *state);

/** Frees the texts, not the struct. */
void sentences_clear(Sentences *sentences);

/** Both sentences in a line. The caller frees. */
char *sentences_line(const Model *model, State *state);
