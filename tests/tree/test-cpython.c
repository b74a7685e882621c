/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-cpython.c - tests/conformance/cpython.csv is correct: every test of ours that it names
 * exists, and the README beside it has the same counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gio/gio.h>

#include "tests/tree/tree.h"

#define TABLE "tests/conformance/cpython.csv"
#define README "tests/conformance/README.md"

enum { TOPIC, THEIRS, OURS, N_COLUMNS };
enum { N_TOPICS = 22 };

typedef struct {
    const char *root;
    char *cases; /* all of them, as text */
    GHashTable *sources, *theirs;
    int n_carried[N_TOPICS + 1], n_covered[N_TOPICS + 1]; /* by topic; 0: all */
    GPtrArray *findings;
} Table;

/* The content of a file; "" if there is none. Free it. */
static char *
text_of(const char *root, const char *path)
{
    g_autofree char *whole = g_build_filename(root, path, NULL);
    char *text = NULL;

    return g_file_get_contents(whole, &text, NULL, NULL) ? text : g_strdup("");
}

static char *
all_cases(const char *root)
{
    g_autoptr(GPtrArray) files = tree_files(root);
    GString *all = g_string_new(NULL);

    for (guint i = 0; i < files->len; i++) {
        if (!g_str_has_prefix(files->pdata[i], "tests/conformance/cases/"))
            continue;
        g_autofree char *text = text_of(root, files->pdata[i]);
        g_string_append(all, text);
    }
    return g_string_free(all, FALSE);
}

/* ---- tests of ours ---- */

/* The text of tests/.../PROGRAM.c; "" if there is none. */
static char *
program_text(const char *root, const char *program)
{
    g_autoptr(GPtrArray) files = tree_files(root);
    g_autofree char *file = g_strdup_printf("/%s.c", program);

    for (guint i = 0; i < files->len; i++)
        if (g_str_has_prefix(files->pdata[i], "tests/") && g_str_has_suffix(files->pdata[i], file))
            return text_of(root, files->pdata[i]);
    return g_strdup("");
}

/* "test-gather:results_come_in_argument_order" */
static gboolean
has_unit_test(Table *table, const char *program, const char *test)
{
    g_autofree char *line = g_strdup_printf("\n%s(void **state)\n", test);
    char *text = g_hash_table_lookup(table->sources, program);

    if (!text) {
        text = program_text(table->root, program);
        g_hash_table_insert(table->sources, g_strdup(program), text);
    }
    return strstr(text, line) != NULL;
}

static gboolean
exists(Table *table, const char *ours)
{
    g_auto(GStrv) parts = g_strsplit(ours, ":", 2);

    if (parts[0] && parts[1])
        return has_unit_test(table, parts[0], parts[1]);
    g_autofree char *id = g_strdup_printf("\"id\": \"%s\"", ours);
    return strstr(table->cases, id) != NULL;
}

/* ---- rows ---- */

static void
read_row(Table *table, char **columns, int line)
{
    int topic = atoi(columns[TOPIC]);
    gboolean is_covered = !g_str_equal(columns[OURS], "-");

    if (topic < 1 || topic > N_TOPICS) {
        tree_find(table->findings, TABLE, line, "there is no topic %s", columns[TOPIC]);
        return;
    }
    if (!g_hash_table_add(table->theirs, g_strdup(columns[THEIRS])))
        tree_find(table->findings, TABLE, line, "%s stands there twice", columns[THEIRS]);
    if (is_covered && !exists(table, columns[OURS]))
        tree_find(table->findings, TABLE, line, "there is no test %s", columns[OURS]);
    table->n_carried[topic]++;
    table->n_carried[0]++;
    table->n_covered[topic] += is_covered;
    table->n_covered[0] += is_covered;
}

static void
read_rows(Table *table)
{
    g_autofree char *text = text_of(table->root, TABLE);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (int i = 0; lines[i] && lines[i][0]; i++) {
        g_auto(GStrv) columns = g_strsplit(lines[i], ",", -1);
        if (g_strv_length(columns) == N_COLUMNS)
            read_row(table, columns, i + 1);
        else
            tree_find(table->findings, TABLE, i + 1, "a row has %d columns", N_COLUMNS);
    }
}

/* A row of the README ends with both numbers: "| 6 gather | 15 | 15 |". */
static void
check_count(Table *table, const char *readme, const char *head, int topic)
{
    g_autofree char *end =
        g_strdup_printf("| %d | %d |", table->n_carried[topic], table->n_covered[topic]);
    const char *row = strstr(readme, head);

    if (!table->n_carried[topic])
        return;
    g_autofree char *line = row ? g_strndup(row + 1, strcspn(row + 1, "\n")) : g_strdup("");
    if (!g_str_has_suffix(line, end))
        tree_find(table->findings, README, 0, "\"%s\" does not end with \"%s\"",
                  line[0] ? line : head + 1, end);
}

static void
check_counts(Table *table)
{
    g_autofree char *readme = text_of(table->root, README);

    for (int topic = 1; topic <= N_TOPICS; topic++) {
        g_autofree char *head = g_strdup_printf("\n| %d ", topic);
        check_count(table, readme, head, topic);
    }
    check_count(table, readme, "\n| all ", 0);
}

/* Free with g_ptr_array_unref(). */
static GPtrArray *
findings_in(const char *root)
{
    Table table = {
        .root = root,
        .cases = all_cases(root),
        .sources = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .theirs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .findings = g_ptr_array_new_with_free_func(g_free),
    };

    read_rows(&table);
    check_counts(&table);
    g_hash_table_unref(table.sources);
    g_hash_table_unref(table.theirs);
    g_free(table.cases);
    return table.findings;
}

/* ---- this tree ---- */

static void
every_test_that_is_named_is_there(void **state)
{
    g_autoptr(GPtrArray) findings = findings_in(SOURCE_ROOT);
    g_autofree char *rows = text_of(SOURCE_ROOT, TABLE);

    assert_true(rows[0]);
    for (guint i = 0; i < findings->len; i++)
        print_error("%s\n", (char *) findings->pdata[i]);
    assert_int_equal(findings->len, 0);
}

/* ---- trees that break it ---- */

static void
put(const char *root, const char *path, const char *text)
{
    g_autofree char *whole = g_build_filename(root, path, NULL);
    g_autofree char *folder = g_path_get_dirname(whole);

    g_mkdir_with_parents(folder, 0700);
    assert_true(g_file_set_contents(whole, text, -1, NULL));
}

/* The first finding in a tree with one test and one case; NULL: none. */
static void
assert_found(const char *rows, const char *readme, const char *finding)
{
    char *root =
        tree_example("tests/sched/core/test-a.c", "static void\nit_works(void **state)\n{\n}\n");

    put(root, "tests/conformance/cases/A.json", "[{\"id\": \"A-01\"}]");
    put(root, TABLE, rows);
    put(root, README, readme);
    g_autoptr(GPtrArray) findings = findings_in(root);
    tree_remove(root);
    if (!finding) {
        assert_int_equal(findings->len, 0);
        return;
    }
    assert_true(findings->len > 0);
    assert_non_null(strstr(findings->pdata[0], finding));
}

#define COUNTS "\n| 1 loop | 2 | 1 |\n| all | 2 | 1 |\n"

static void
what_is_not_true_is_found(void **state)
{
    assert_found("1,x,test-a:it_works\n1,y,-\n", COUNTS, NULL);
    assert_found("1,x,A-01\n1,y,-\n", COUNTS, NULL);
    assert_found("1,x,test-a:it_fails\n1,y,-\n", COUNTS, "there is no test test-a:it_fails");
    assert_found("1,x,test-b:it_works\n1,y,-\n", COUNTS, "there is no test test-b:it_works");
    assert_found("1,x,A-02\n1,y,-\n", COUNTS, "there is no test A-02");
    assert_found("1,x,A-01\n1,x,-\n", COUNTS, "x stands there twice");
    assert_found("1,x,A-01\n1,y,A-01\n", COUNTS, "does not end with \"| 2 | 2 |\"");
    assert_found("99,x,A-01\n", COUNTS, "there is no topic 99");
    assert_found("1,x\n", COUNTS, "a row has 3 columns");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_test_that_is_named_is_there),
        cmocka_unit_test(what_is_not_true_is_found),
    };

    return cmocka_run_group_tests_name("cpython", tests, NULL, NULL);
}
