/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lex.h - the words of a line of C or Python by what they are, for their colours. It does not know
 * the whole language: what looks like a keyword is one. */
#pragma once
#include <glib.h>

typedef enum {
    LEX_PLAIN,
    LEX_KEYWORD,
    LEX_TYPE, /* also what is named like one: "AwValue" */
    LEX_TEXT,
    LEX_NUMBER,
    LEX_COMMENT,
    N_LEX
} LexSort;

/* Between two lines. Begins as 0. */
typedef struct {
    const char *ends_by; /* what ends the comment or text that the next line begins in; NULL */
    LexSort inside;
} LexState;

typedef struct {
    gsize begin, size; /* bytes of the line */
    LexSort sort;
} LexWord;

/** The words of `line`, of LexWord, one behind the other up to its end; neighbours differ in sort.
 * `is_python`, or else C. The caller frees. */
GArray *lex_line(const char *line, gboolean is_python, LexState *state);
