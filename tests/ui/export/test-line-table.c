/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-line-table.c - texts as numbers of their lines, and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "ui/export/line-table.h"

static void
assert_code(LineTable *table, const char *text, const char *expected)
{
    g_autofree char *code = line_table_add(table, text);

    assert_string_equal(code, expected);
}

static void
each_line_is_kept_once_and_runs_are_their_ends(void **state)
{
    LineTable *table = line_table_new();

    assert_code(table, "a\nb\nc\na\n", "0-2 0");
    assert_code(table, "d\n", "3");
    assert_code(table, "b\nc\nd\ne\n", "1-4");
    assert_string_equal(line_table_text(table), "a\nb\nc\nd\ne\n");
    assert_int_equal(line_table_number(table, "d"), 3);
    assert_int_equal(line_table_number(table, "f"), 5);
    line_table_free(table);
}

static void
what_the_text_before_had_in_this_order_is_named_by_its_places(void **state)
{
    LineTable *table = line_table_new();

    assert_code(table, "d\nb\na\n", "0-2");
    assert_code(table, "a\nb\nd\n", "2 1 0");
    assert_code(table, "c\na\nb\nd\nc\n", "3 =0-2 3");
    assert_code(table, "a\nb\n", "=1-2");
    assert_code(table, "", "");
    line_table_free(table);
}

/* ---- back to the text ---- */

static void
append_lines(GPtrArray *lines, const GPtrArray *from, const char *run)
{
    guint first, end;

    if (sscanf(run, "%u-%u", &first, &end) == 1)
        end = first;
    for (guint i = first; i <= end; i++)
        g_ptr_array_add(lines, g_ptr_array_index(from, i));
}

static GPtrArray *
decode(const char *code, const GPtrArray *all, const GPtrArray *before)
{
    g_auto(GStrv) runs = g_strsplit(code, " ", -1);
    GPtrArray *lines = g_ptr_array_new();

    for (guint i = 0; runs[i]; i++)
        append_lines(lines, *runs[i] == '=' ? before : all, runs[i] + (*runs[i] == '='));
    return lines;
}

static char *
random_text(GRand *rand)
{
    GString *text = g_string_new(NULL);

    for (int i = g_rand_int_range(rand, 1, 20), letter = 0; i > 0; i--) {
        letter = g_rand_int_range(rand, 0, 4) > 0 ? letter + 1 : g_rand_int_range(rand, 0, 30);
        g_string_append_printf(text, "%d\n", letter);
    }
    return g_string_free(text, FALSE);
}

static void
assert_lines(const GPtrArray *lines, const char *text)
{
    g_autoptr(GString) joined = g_string_new(NULL);

    for (guint i = 0; i < lines->len; i++)
        g_string_append_printf(joined, "%s\n", (char *) g_ptr_array_index(lines, i));
    assert_string_equal(joined->str, text);
}

static void
any_texts_come_back(void **state)
{
    enum { TEXTS = 300 };
    GRand *rand = g_rand_new_with_seed(1);
    LineTable *table = line_table_new();
    g_autoptr(GPtrArray) all = g_ptr_array_new(), before = g_ptr_array_new();
    char *texts[TEXTS], *codes[TEXTS];

    for (int i = 0; i < TEXTS; i++) {
        texts[i] = random_text(rand);
        codes[i] = line_table_add(table, texts[i]);
    }
    g_auto(GStrv) kept = g_strsplit(line_table_text(table), "\n", -1);
    for (guint i = 0; kept[i]; i++)
        g_ptr_array_add(all, kept[i]);
    for (int i = 0; i < TEXTS; i++) {
        GPtrArray *lines = decode(codes[i], all, before);
        assert_lines(lines, texts[i]);
        g_ptr_array_unref(before);
        before = lines;
        g_free(texts[i]);
        g_free(codes[i]);
    }
    line_table_free(table);
    g_rand_free(rand);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_is_kept_once_and_runs_are_their_ends),
        cmocka_unit_test(what_the_text_before_had_in_this_order_is_named_by_its_places),
        cmocka_unit_test(any_texts_come_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
