/* SPDX-License-Identifier: GPL-3.0-or-later */
/* journal.h - what the coroutines of a test did, line by line. Coroutines only take notes; the test
 * asserts outside of them, since cmocka fails by longjmp. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <aw.h>

/** Adds a line: the loop's time in ms, a space, the text. Without a running loop it has no time. */
void note(const char *format, ...) AW_PRINTF(1, 2);

/** All lines. */
const char *journal(void);

/** Forgets all lines. */
void journal_clear(void);

#define assert_journal(...) assert_string_equal(journal(), "" __VA_ARGS__)

/** Runs fn(none) as the main task with a fresh journal, on the virtual clock; reports of the loop
 * are noted as "report: ...". */
AwValue play(AwFn fn);

/** The same on the real clock. */
AwValue play_real(AwFn fn);

/** Runs fn(none) as a task of a loop on the virtual clock and closes that, whatever is left;
 * reports are ignored. */
void play_and_close(AwFn fn);

/** A value as Python writes it, or the code and the message of an error: "value error:why". */
const char *word(AwValue v);

/** The code of an error, "fine" for everything else. */
const char *code_word(AwValue v);

/** Turns of the running loop so far. */
uint64_t turn(void);

/** Runs fn(data) in a child process; returns how that ended, as waitpid() says. What it wrote to
 * standard error is in child_said(). */
int in_child(void (*fn)(void *data), void *data);

/** The last child's standard error, cut to 4 KiB. */
const char *child_said(void);

/** The same without the places in the source that end its lines: " (at shop.c:12)". */
const char *child_said_briefly(void);

/** Asserts that fn(data) aborts with a sentence that has `words` in it. */
void assert_dies(void (*fn)(void *data), void *data, const char *words);
