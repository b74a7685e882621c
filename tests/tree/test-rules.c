/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-rules.c - documents and code agree: every public function of the library cites rules that
 * SEMANTICS.md lists, and FORMAT.md lists every kind of event. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tree/tree.h"

static char *
read_document(const char *path)
{
    g_autofree char *full = g_build_filename(SOURCE_ROOT, path, NULL);
    char *text = NULL;

    assert_true(g_file_get_contents(full, &text, NULL, NULL));
    return text;
}

/* The first cells of a document's tables. */
static GHashTable *
first_cells(const char *path)
{
    g_autofree char *text = read_document(path);
    g_autoptr(GRegex) row = g_regex_new("^\\| (\\w+) \\|", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    GHashTable *cells = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (g_regex_match(row, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
        g_hash_table_add(cells, g_match_info_fetch(match, 1));
    return cells;
}

static int
line_at(const char *text, int position)
{
    int line = 1;

    for (int i = 0; i < position; i++)
        line += text[i] == '\n';
    return line;
}

/* ---- rules ---- */

/* Returns how many rule numbers in brackets there are; one that no document lists is a finding. */
static int
check_citations(const char *path, int line, const char *comment, GHashTable *rules,
                GPtrArray *findings)
{
    g_autoptr(GRegex) bracket = g_regex_new("\\[([A-Z]+\\d+(?: [A-Z]+\\d+)*)\\]", 0, 0, NULL);
    g_autoptr(GRegex) line_end = g_regex_new("\\s*\\n \\* ?", 0, 0, NULL);
    g_autofree char *text = g_regex_replace_literal(line_end, comment, -1, 0, " ", 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int n = 0;

    for (g_regex_match(bracket, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL), n++) {
        g_autofree char *inside = g_match_info_fetch(match, 1);
        g_auto(GStrv) numbers = g_strsplit(inside, " ", -1);
        for (char **number = numbers; *number; number++)
            if (!g_hash_table_contains(rules, *number))
                tree_find(findings, path, line, "SEMANTICS.md has no rule %s", *number);
    }
    return n;
}

static gboolean
is_interface(const char *path)
{
    return strcmp(path, "sched/aw.h") == 0 || g_str_has_prefix(path, "sched/aw/");
}

/* That there is a comment at all is checked by test-header-docs.c. */
static void
citations_rule(const char *path, const char *text, GPtrArray *findings)
{
    g_autoptr(GRegex) function = g_regex_new(
        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*\\n(?:AW_API|static inline)[^;{(]*?\\b(\\w+)\\(",
        G_REGEX_DOTALL, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;

    if (!is_interface(path))
        return;
    g_autoptr(GHashTable) rules = first_cells("sched/SEMANTICS.md");
    for (g_regex_match(function, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *comment = g_match_info_fetch(match, 1);
        g_autofree char *name = g_match_info_fetch(match, 2);
        int at;
        g_match_info_fetch_pos(match, 2, &at, NULL);
        int line = line_at(text, at);
        if (check_citations(path, line, comment, rules, findings) == 0)
            tree_find(findings, path, line, "%s() cites no rule", name);
    }
}

static void
every_public_function_cites_its_rules(void **state)
{
    assert_tree_keeps(citations_rule);
}

static void
a_function_that_cites_no_rule_is_found(void **state)
{
    assert_example(citations_rule, "sched/aw.h", "/** Does it. */\nAW_API void aw_it(int a);\n",
                   "sched/aw.h:2: aw_it() cites no rule");
    assert_example(citations_rule, "sched/aw/locks.h",
                   "/** Takes it [LK1\n * LK2]. */\nstatic inline int\naw_it(int a)\n{\n}\n", NULL);
    assert_example(citations_rule, "sched/aw/locks.h",
                   "/** Takes it [LK1 LK77]. */\nAW_API AwValue *\naw_it(int a);\n",
                   "sched/aw/locks.h:3: SEMANTICS.md has no rule LK77");
    assert_example(citations_rule, "sched/lock.h", "/** Does it. */\nAW_API void it(int a);\n",
                   NULL);
}

/* ---- kinds ---- */

static void
kinds_rule(const char *path, const char *text, GPtrArray *findings)
{
    g_autoptr(GRegex) row = g_regex_new("^\\s+X\\((\\w+), +\\d", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;

    if (strcmp(path, "sched/trace/kinds.h") != 0)
        return;
    g_autoptr(GHashTable) documented = first_cells("sched/trace/FORMAT.md");
    for (g_regex_match(row, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *name = g_match_info_fetch(match, 1);
        int at;
        g_match_info_fetch_pos(match, 1, &at, NULL);
        if (!g_hash_table_contains(documented, name))
            tree_find(findings, path, line_at(text, at), "FORMAT.md has no row of %s", name);
    }
}

static void
the_format_lists_every_kind(void **state)
{
    assert_tree_keeps(kinds_rule);
}

static void
a_kind_that_the_format_does_not_list_is_found(void **state)
{
    assert_example(kinds_rule, "sched/trace/kinds.h",
                   "#define TRACE_KINDS(X) \\\n    X(RUN_BEGIN, 1) \\\n    X(NEVER_HEARD, 999)\n",
                   "sched/trace/kinds.h:3: FORMAT.md has no row of NEVER_HEARD");
}

/* ---- numbers of values and ends ---- */

static void
numbers_rule(const char *path, const char *text, GPtrArray *findings)
{
    g_autoptr(GRegex) row =
        g_regex_new("^    TRACE_((?:VALUE|END)_\\w+)", G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int number = 0;

    if (strcmp(path, "sched/trace/event.h") != 0)
        return;
    g_autofree char *format = read_document("sched/trace/FORMAT.md");
    for (g_regex_match(row, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *name = g_match_info_fetch(match, 1);
        int at;
        g_match_info_fetch_pos(match, 1, &at, NULL);
        number = g_str_has_suffix(name, "_NONE") ? 0 : number + 1;
        g_autofree char *cells = g_strdup_printf("\n| %s | %d |", name, number);
        if (!strstr(format, cells))
            tree_find(findings, path, line_at(text, at), "FORMAT.md has no row of %s, %d", name,
                      number);
    }
}

static void
the_format_lists_every_value_and_end(void **state)
{
    assert_tree_keeps(numbers_rule);
}

static void
a_value_or_end_that_the_format_does_not_list_is_found(void **state)
{
    assert_example(numbers_rule, "sched/trace/event.h",
                   "typedef enum {\n    TRACE_VALUE_NONE,\n    TRACE_VALUE_BOOL,\n"
                   "    TRACE_VALUE_ODD, /* odd */\n} TraceValue;\n",
                   "sched/trace/event.h:4: FORMAT.md has no row of VALUE_ODD, 2");
    assert_example(numbers_rule, "sched/trace/event.h",
                   "    TRACE_END_NONE,        /* cut */\n    TRACE_END_FAILED,\n",
                   "sched/trace/event.h:2: FORMAT.md has no row of END_FAILED, 1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_public_function_cites_its_rules),
        cmocka_unit_test(a_function_that_cites_no_rule_is_found),
        cmocka_unit_test(the_format_lists_every_kind),
        cmocka_unit_test(a_kind_that_the_format_does_not_list_is_found),
        cmocka_unit_test(the_format_lists_every_value_and_end),
        cmocka_unit_test(a_value_or_end_that_the_format_does_not_list_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
