/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scan.h - reads JSON from memory, a value at a time, without a tree and without recursion. Takes
 * what is not quite JSON rather than refuse it: it is looked at, never trusted. */
#pragma once
#include <glib.h>

/* Where it is. Once `broken`, all calls say that there is nothing more. */
typedef struct {
    const char *at, *end;
    gboolean broken; /* what is at `at` is no JSON, or there is no more of it */
} Scan;

/* The text of a value: between the quotes of a string, still with its escapes; else as it is. */
typedef struct {
    const char *at;
    gsize size;
    gboolean quoted;
} ScanText;

/** The first character of what comes next; 0 at the end. */
char scan_peek(Scan *scan);

/** Go past `sign`, if it comes next. */
gboolean scan_take(Scan *scan, char sign);

/** The next value, of any kind; FALSE when there is none that is whole. */
gboolean scan_value(Scan *scan, ScanText *ret_value);

/** In an object, of which `{` was taken: the next member. FALSE behind the last. */
gboolean scan_member(Scan *scan, ScanText *ret_name, ScanText *ret_value);

/** The same, up to the colon: the value is still to be taken. */
gboolean scan_name(Scan *scan, ScanText *ret_name);

/** Whether a text is `word`; escapes are not looked into. */
gboolean scan_text_is(const ScanText *text, const char *word);

/** A text with its escapes undone. The caller frees. */
char *scan_text(const ScanText *text);

/** A number, or a string that is one, times `scale` (a power of ten), rounded down; out of range:
 * the nearest that is not. FALSE if it is none. */
gboolean scan_number(const ScanText *text, gint64 scale, gint64 *ret_number);
