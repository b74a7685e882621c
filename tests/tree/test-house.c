/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-house.c - the house rules that a program can check: format, licence lines, and words that do
 * not belong in published files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <gio/gio.h>

#include "tests/tree/tree.h"

/* ---- licence lines ---- */

#define SPDX "SPDX-License-Identifier: "

/* Files that must name their licence; other files have no place for it. */
static gboolean
needs_licence(const char *path, const char *text)
{
    static const char *const kinds[] = {
        ".c", ".h", ".build", "meson_options.txt", ".sh", ".awk", ".css", ".supp", ".js", ".mjs"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_suffix(path, kinds[i]))
            return TRUE;
    return g_str_has_prefix(text, "#!");
}

static void
licence_rule(const char *path, const char *text, GPtrArray *findings)
{
    const char *licence =
        g_str_has_prefix(path, "sched/") ? "LGPL-2.1-or-later" : "GPL-3.0-or-later";
    int line = g_str_has_prefix(text, "#!") ? 1 : 0; /* after the #! line */
    g_auto(GStrv) lines = g_strsplit(text, "\n", line + 2);
    g_autofree char *expected = g_strconcat(" " SPDX, licence, NULL);
    const char *at = lines[0] != NULL && lines[line] != NULL ? strstr(lines[line], expected) : NULL;

    if (!needs_licence(path, text))
        return;
    if (at == NULL || strchr(" ", at[strlen(expected)]) == NULL)
        tree_find(findings, path, line + 1, "does not say%s", expected);
}

static void
every_source_names_its_licence(void **state)
{
    assert_tree_keeps(licence_rule);
}

static void
a_missing_or_wrong_licence_is_found(void **state)
{
    assert_example(licence_rule, "sched/a.c", "/* " SPDX "GPL-3.0-or-later */\n",
                   "sched/a.c:1: does not say " SPDX "LGPL-2.1-or-later");
    assert_example(licence_rule, "ui/a.h", "/* a.h - no licence */\n",
                   "ui/a.h:1: does not say " SPDX "GPL-3.0-or-later");
    assert_example(licence_rule, "tool", "#!/bin/sh\n# a tool\n",
                   "tool:2: does not say " SPDX "GPL-3.0-or-later");
    assert_example(licence_rule, "app/empty.c", "",
                   "app/empty.c:1: does not say " SPDX "GPL-3.0-or-later");
    assert_example(licence_rule, "tool", "#!/bin/sh\n# " SPDX "GPL-3.0-or-later\n", NULL);
}

/* ---- words ---- */

/* Written in pieces, so that this file obeys its own rule. */
static const struct {
    const char *pattern, *what;
} words[] = {
    {"\t", "a tab"},
    {"/ho"
     "me/\\w|/Us"
     "ers/\\w|/ro"
     "ot/",
     "a path of somebody's machine"},
    {"[\\w.+-]+@[\\w-]+\\.[a-zA-Z]{2,}", "an e-mail address"},
    {"\\b(TO"
     "DO|FIX"
     "ME)\\b",
     "a note about work that is not done"},
    {"\r", "a carriage return"},
};

static void
words_rule(const char *path, const char *text, GPtrArray *findings)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    if (g_str_has_prefix(path, "LICENSES/"))
        return;
    for (size_t w = 0; w < G_N_ELEMENTS(words); w++) {
        g_autoptr(GRegex) pattern = g_regex_new(words[w].pattern, G_REGEX_RAW, 0, NULL);

        for (int i = 0; lines[i] != NULL; i++)
            if (g_regex_match(pattern, lines[i], 0, NULL))
                tree_find(findings, path, i + 1, "%s", words[w].what);
    }
}

static void
no_file_holds_words_of_one_machine_or_person(void **state)
{
    assert_tree_keeps(words_rule);
}

static void
each_such_word_is_found(void **state)
{
    assert_example(words_rule, "a.c", "\n\tx\n", "a.c:2: a tab");
    assert_example(words_rule, "a.md",
                   "in /ho"
                   "me/ann/src",
                   "a.md:1: a path of somebody's machine");
    assert_example(words_rule, "a.md",
                   "ask ann"
                   "@example.org",
                   "a.md:1: an e-mail address");
    assert_example(words_rule, "a.sh",
                   "# TO"
                   "DO: all",
                   "a.sh:1: a note about work that is not done");
    assert_example(words_rule, "a.txt", "x\r\n", "a.txt:1: a carriage return");
    assert_example(words_rule, "a.c", "x = homes[i]; /* 3 @ 4 */\n", NULL);
}

/* ---- format ---- */

/* What clang-format says about the C files in `root`; NULL if it cannot be run. */
static char *
format_complaints(const char *root)
{
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
    g_autoptr(GPtrArray) files = tree_files(root);
    g_autoptr(GStrvBuilder) command = g_strv_builder_new();
    g_autoptr(GSubprocess) process = NULL;
    char *complaints = NULL;

    g_strv_builder_add_many(command, "clang-format", "--dry-run", "-Werror", NULL);
    for (guint i = 0; i < files->len; i++)
        if (tree_is_c(files->pdata[i]))
            g_strv_builder_add(command, files->pdata[i]);
    g_auto(GStrv) arguments = g_strv_builder_end(command);
    g_subprocess_launcher_set_cwd(launcher, root);
    process = g_subprocess_launcher_spawnv(launcher, (const char *const *) arguments, NULL);
    if (process == NULL ||
        !g_subprocess_communicate_utf8(process, NULL, NULL, NULL, &complaints, NULL))
        return NULL;
    if (!g_subprocess_get_successful(process) && *complaints == '\0') {
        g_free(complaints);
        return g_strdup("clang-format failed without a word\n");
    }
    return complaints;
}

/* Names each file once, however many complaints clang-format has about it. */
static void
print_files(const char *complaints)
{
    g_auto(GStrv) lines = g_strsplit(complaints, "\n", -1);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (int i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(lines[i], ":", 4);

        if (strstr(lines[i], ": error: ") && g_hash_table_add(seen, g_strdup(parts[0])))
            g_printerr("%s:%s: not formatted\n", parts[0], parts[1]);
    }
}

static void
every_c_file_is_formatted(void **state)
{
    g_autofree char *complaints = format_complaints(SOURCE_ROOT);

    if (complaints == NULL)
        fail_msg("clang-format is not installed; ./dev deps installs it on Debian");
    if (*complaints != '\0') {
        print_files(complaints);
        fail_msg("not formatted as .clang-format says; ./dev fmt does it");
    }
}

static void
a_file_that_is_not_formatted_is_found(void **state)
{
    char *root = tree_example("ui/a.c", "int  main (void) { return 0; }\n");
    g_autofree char *style = NULL;
    g_autofree char *style_path = g_build_filename(root, ".clang-format", NULL);
    g_autofree char *complaints = NULL;

    assert_true(g_file_get_contents(SOURCE_ROOT "/.clang-format", &style, NULL, NULL));
    assert_true(g_file_set_contents(style_path, style, -1, NULL));
    complaints = format_complaints(root);
    tree_remove(root);
    assert_non_null(complaints);
    assert_non_null(strstr(complaints, "ui/a.c:1:"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_source_names_its_licence),
        cmocka_unit_test(a_missing_or_wrong_licence_is_found),
        cmocka_unit_test(no_file_holds_words_of_one_machine_or_person),
        cmocka_unit_test(each_such_word_is_found),
        cmocka_unit_test(every_c_file_is_formatted),
        cmocka_unit_test(a_file_that_is_not_formatted_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
