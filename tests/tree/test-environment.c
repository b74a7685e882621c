/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-environment.c - each environment variable that the library or the program reads is in the
 * README's table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tree/tree.h"

static const char *const folders[] = {"sched/", "app/", "ui/", "scenarios/"};

static gboolean
is_ours(const char *path)
{
    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
        if (g_str_has_prefix(path, folders[i]))
            return tree_is_c(path);
    return FALSE;
}

/* What the argument of getenv() stands for: a literal, or an array of this file. NULL: unknown. */
static char *
variable_name(const char *text, const char *argument)
{
    if (*argument == '"')
        return g_strndup(argument + 1, strcspn(argument + 1, "\""));
    g_autofree char *name = g_strndup(argument, strcspn(argument, ")"));
    g_autofree char *definition = g_strconcat(name, "[] = \"", NULL);
    const char *at = strstr(text, definition);

    return at ? g_strndup(at + strlen(definition), strcspn(at + strlen(definition), "\"")) : NULL;
}

static int
line_of(const char *text, const char *at)
{
    int line = 1;

    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static void
environment_rule(const char *path, const char *text, GPtrArray *findings)
{
    static const char call[] = "getenv(";

    if (!is_ours(path))
        return;
    g_autofree char *readme = tree_read("README.md");
    for (const char *at = text; (at = strstr(at, call)); at += strlen(call)) {
        g_autofree char *name = variable_name(text, at + strlen(call));
        g_autofree char *row = g_strconcat("\n| `", name ? name : "", NULL);
        if (!name || !readme || !strstr(readme, row))
            tree_find(findings, path, line_of(text, at), "%s is not in the README's table",
                      name ? name : "what is read here");
    }
}

static void
every_variable_is_in_the_readme(void **state)
{
    assert_tree_keeps(environment_rule);
}

static void
one_that_is_missing_is_found(void **state)
{
    static const TreeFile named[] = {
        {"README.md", "\n| `AW_A=1` | x |\n"},
        {"sched/a.c", "const char *a = getenv(\"AW_A\");\n"},
        {NULL},
    };
    static const TreeFile by_array[] = {
        {"README.md", "\n| `AW_A` | x |\n"},
        {"app/a.c", "static char it[] = \"AW_B\";\n\nvoid f(void) { secure_getenv(it); }\n"},
        {NULL},
    };

    assert_example_of(environment_rule, named, NULL);
    assert_example_of(environment_rule, by_array, "app/a.c:3: AW_B is not in the README's table");
    assert_example(environment_rule, "ui/a.c", "f(getenv(x));\n",
                   "ui/a.c:1: what is read here is not in the README's table");
    assert_example(environment_rule, "tests/a.c", "f(getenv(\"HOME\"));\n", NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_variable_is_in_the_readme),
        cmocka_unit_test(one_that_is_missing_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
