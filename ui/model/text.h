/* SPDX-License-Identifier: GPL-3.0-or-later */
/* text.h - times and words as people read them, and times as they write them. */
#pragma once
#include <glib.h>

#include "sched/trace/event.h"

/** From now on, write a plain space between a number and its unit instead of a no-break space: in a
 * terminal or a pipe, text is searched and cut at spaces, not laid out. For the whole process. */
void text_set_plain_spaces(gboolean plain);

/** A duration or a moment for people: "1 s", "1.5 s", "7.718 ms", "1.8 µs", "0 s", "30:22" from a
 * minute on, "for ever". At most three decimals. The caller frees. */
char *text_duration(gint64 ns);

/** A duration as in names, which are searched for, as "sleep(1 s)": always with a plain space, and
 * in seconds from a minute on, too. The caller frees. */
char *text_plain_duration(gint64 ns);

/** A moment for ticks on a ruler, which are `step_ns` apart and end at `end_ns`: all in one unit,
 * and with as many decimals as tell them apart: "0.5 s", "1 s", "30:22.5". The caller frees. */
char *text_tick(gint64 ns, gint64 step_ns, gint64 end_ns);

/** "1 event was", "5 events were": the number, then `one` or `many`. The caller frees. */
char *text_count(guint64 n, const char *one, const char *many);

/** `n` words, each with `before` in front, joined by `between`, the last two by `last`: ".svg, .pdf
 * or .png". The caller frees. */
char *text_list(const char *const *words, gsize n, const char *before, const char *between,
                const char *last);

/** Parse a time of the command line: "1.5", "1.5s", "200ms", "3us"; "end" is `end_ns`. FALSE: none
 * of these, negative, or too large. */
gboolean text_parse_time(const char *text, gint64 end_ns, gint64 *ret_ns);

/** How a run ended, in a word: "done"; "cut" when nothing says how. */
const char *text_end(TraceEndKind kind);

/** How a track ended, in a word: "done"; "not ended" for one that lives. */
const char *text_outcome(TraceState outcome);

/** The same with what is known besides, a track's `outcome_text`, which may begin with that word or
 * be empty: "failed: value error: no", "crashed: SIGSEGV", "cancelled". */
char *text_ended(TraceState outcome, const char *text);

/** How many columns of a terminal the text takes. */
guint text_width(const char *text);
