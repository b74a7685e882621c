/* SPDX-License-Identifier: GPL-3.0-or-later */
/* line-table.c - a table from lines to numbers, and runs of numbers. */
#include "ui/export/line-table.h"

#include <string.h>

struct LineTable {
    GHashTable *numbers; /* of each line, one more than its number */
    GString *lines;
    GArray *before; /* of guint: the lines of the text that was added last */
};

LineTable *
line_table_new(void)
{
    LineTable *table = g_new(LineTable, 1);

    table->numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    table->lines = g_string_new(NULL);
    table->before = g_array_new(FALSE, FALSE, sizeof(guint));
    return table;
}

void
line_table_free(LineTable *table)
{
    if (!table)
        return;
    g_hash_table_unref(table->numbers);
    g_string_free(table->lines, TRUE);
    g_array_unref(table->before);
    g_free(table);
}

guint
line_table_number(LineTable *table, const char *line)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(table->numbers, line));

    if (number == 0) {
        number = g_hash_table_size(table->numbers) + 1;
        g_hash_table_insert(table->numbers, g_strdup(line), GUINT_TO_POINTER(number));
        g_string_append_printf(table->lines, "%s\n", line);
    }
    return number - 1;
}

static GArray *
numbers_of(LineTable *table, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint));

    for (guint i = 0; lines[i] && lines[i + 1]; i++) {
        guint number = line_table_number(table, lines[i]);
        g_array_append_val(numbers, number);
    }
    return numbers;
}

static guint
number_at(const GArray *numbers, guint i)
{
    return g_array_index(numbers, guint, i);
}

/* How many numbers from `i` on count up. */
static guint
run_up(const GArray *numbers, guint i)
{
    guint n = 1;

    while (i + n < numbers->len && number_at(numbers, i + n) == number_at(numbers, i) + n)
        n++;
    return n;
}

/* How many numbers from `i` on are those from `ret_place` on in the text before. */
static guint
run_again(const GArray *numbers, guint i, const GArray *before, guint *ret_place)
{
    guint place = 0, n = 0;

    while (place < before->len && number_at(before, place) != number_at(numbers, i))
        place++;
    while (i + n < numbers->len && place + n < before->len &&
           number_at(before, place + n) == number_at(numbers, i + n))
        n++;
    *ret_place = place;
    return n;
}

static void
append_run(GString *code, const char *sign, guint from, guint n)
{
    g_string_append_printf(code, "%s%s%u", code->len ? " " : "", sign, from);
    if (n > 1)
        g_string_append_printf(code, "-%u", from + n - 1);
}

char *
line_table_add(LineTable *table, const char *text)
{
    GArray *numbers = numbers_of(table, text);
    GString *code = g_string_new(NULL);

    for (guint i = 0, n, place; i < numbers->len; i += n) {
        guint again = run_again(numbers, i, table->before, &place), up = run_up(numbers, i);
        n = MAX(again, up);
        append_run(code, again > up ? "=" : "", again > up ? place : number_at(numbers, i), n);
    }
    g_array_unref(table->before);
    table->before = numbers;
    return g_string_free(code, FALSE);
}

const char *
line_table_text(const LineTable *table)
{
    return table->lines->str;
}
