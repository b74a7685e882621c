/* SPDX-License-Identifier: GPL-3.0-or-later */
/* slides.h - makes slides by the real program, and has other programs read them. */
#pragma once
#include <glib.h>

/** Runs the program with `arguments`; it must say nothing, and succeed. */
void slides_run(const char *arguments);

/** Records a scenario on the exact clock, into a file of its name. */
void slides_record(const char *scenario);

/** What a program prints of a file in folder(). If it is not installed, the test is skipped, or has
 * failed where CI is true. The caller frees. */
char *slides_read(const char *program, const char *options, const char *file);

/** Fails unless `words` are in `text`. */
void slides_assert_says(const char *text, const char *words);
