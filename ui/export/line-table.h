/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-table.h - texts that have most of their lines in common: each distinct line is kept once,
 * and a text is the numbers of its lines. Private to ui/export. */
#pragma once
#include <glib.h>

typedef struct LineTable LineTable;

/** An empty table. */
LineTable *line_table_new(void);

/** NULL does nothing. */
void line_table_free(LineTable *table);

/** The number of a line, from 0, which is kept if it is new. */
guint line_table_number(LineTable *table, const char *line);

/** Keep the lines of a text that are new; each ends in a newline. Returns the numbers of all of
 * them, with only the ends of each run that counts up, as "0-57 60"; or "=3-20" for the lines from
 * place 3 to place 20, from 0, of the text that was added before. The caller frees. */
char *line_table_add(LineTable *table, const char *text);

/** The lines that are kept, in the order of their numbers, each with its newline. */
const char *line_table_text(const LineTable *table);
