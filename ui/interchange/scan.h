/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scan.h - reads JSON from memory, a value at a time, without a tree and without recursion. Accepts
 * what is not quite JSON rather than refuse it: the input is checked, never trusted. */
#pragma once
#include <glib.h>

/* A position in the JSON. Once it is `broken`, all calls say that there is nothing more. */
typedef struct {
    const char *at, *end;
    gboolean broken; /* at `at` is no JSON, or it ends too early */
} Scan;

/* The text of a value: for a string what is between the quotes, with escapes; else as it is. */
typedef struct {
    const char *at;
    gsize size;
    gboolean quoted;
} ScanText;

/** The next character that is not white space; 0 at the end. */
char scan_peek(Scan *scan);

/** Go past `sign`, if it comes next. */
gboolean scan_take(Scan *scan, char sign);

/** The next value, of any kind; FALSE if there is no complete one. */
gboolean scan_value(Scan *scan, ScanText *ret_value);

/** In an object, after `{` was taken: the next member. FALSE after the last. */
gboolean scan_member(Scan *scan, ScanText *ret_name, ScanText *ret_value);

/** The same up to the colon; the value is still to be taken. */
gboolean scan_name(Scan *scan, ScanText *ret_name);

/** Whether a text is `word`; escapes are not decoded. */
gboolean scan_text_is(const ScanText *text, const char *word);

/** A text with its escapes undone. The caller frees. */
char *scan_text(const ScanText *text);

/** The value of a number, or of a string with one, times `scale` (a power of ten), rounded down and
 * clamped to the range. FALSE if the text is not a number. */
gboolean scan_number(const ScanText *text, gint64 scale, gint64 *ret_number);
