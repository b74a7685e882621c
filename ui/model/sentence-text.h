/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence-text.h - from a row to a sentence: names, values and lines for its braces. Private to
 * ui/model. */
#pragma once
#include "ui/model/sentences.h"

/** Whether the future is named after the task that made it, "sleep(1 s) of Task-3", since another
 * one of that name was pending when it was made. Never changes. */
gboolean sentence_names_maker(const Moment *m, guint32 future, guint32 *ret_maker);

/** The name of a track in sentences. The caller frees. */
char *sentence_name(Moment *m, guint32 track);

/** The row's text, translated and filled in. The caller frees. */
char *sentence_text(Moment *m, const SentenceRow *row);

/* Texts that are no sentences of events. */
typedef enum {
    PART_OWNED,        /* {name} of {task} */
    PART_FUTURE,       /* one that nothing but its line tells from others */
    PART_FUTURE_FIRST, /* the same at the beginning of a sentence */
    PART_FUTURE_THERE, /* one that was made at the line that its sentence has said */
    PART_NOBODY,       /* a track that is not in the recording */
    PART_LINE,         /* {text} of {name} */
    PART_NO_LINE,      /* a line that is not in the recording */
    PART_KIND,         /* of an event of a kind that this version does not know */
    PART_IT,           /* a task that was named before, at the beginning of a sentence */
    PART_THEN_IT,      /* the same, of what it does after that */
    PART_SPAN_LASTS,   /* of a span */
    PART_SPAN_LASTED,
    PART_SPAN_LINES,
} SentencePart;

/** Their rows, in that order. */
extern const SentenceRow sentence_parts[];

/** One of them, translated and filled in. The caller frees. */
char *sentence_part(Moment *m, SentencePart part);
