/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-declared.c - every function that x.h declares (or x-private.h, for the files around it)
 * is defined in x.c beside it, or is inline, so that a reader who knows one file can find the
 * other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tree/declarations.h"
#include "tests/tree/tree.h"

/* Headers for several files, by the beginning of their path. */
static const char *const doors[] = {
    "sched/aw",                     /* the public functions, sorted for users by subject */
    "ui/model/model.h",             /* the public functions of the model */
    "ui/model/state.h",             /* the public functions of a state */
    "ui/export/export.h",           /* every format is a row, and a file */
    "ui/interchange/interchange.h", /* the same for foreign formats */
    "ui/interchange/readers.h",     /* and for those that are read; meson makes the table */
    "ui/widgets/timeline.h",        /* one widget, which is several files */
    "app/window/window.h",          /* one window, which is several files */
    "app/cli/commands.h",           /* a command is a row, and a file */
};

static gboolean
is_held(const char *path)
{
    static const char *const folders[] = {"sched/", "ui/", "app/"};
    gboolean is_ours = FALSE;

    for (size_t i = 0; i < G_N_ELEMENTS(folders); i++)
        is_ours = is_ours || g_str_has_prefix(path, folders[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(doors); i++)
        if (g_str_has_prefix(path, doors[i]))
            return FALSE;
    return is_ours && g_str_has_suffix(path, ".h");
}

/* The header being examined. */
typedef struct {
    const char *path;
    char *source, *text; /* the file beside it, and what is in it */
    GPtrArray *findings;
} Header;

/* In a definition the name is at the beginning of a line. */
static gboolean
is_defined(const char *name, const char *text)
{
    g_autofree char *pattern = g_strdup_printf("^%s\\(", name);

    return g_regex_match_simple(pattern, text, G_REGEX_MULTILINE, 0);
}

static void
check_declaration(const Declaration *declaration, void *data)
{
    const Header *header = data;

    if (!declaration->has_body && !is_defined(declaration->name, header->text))
        tree_find(header->findings, header->path, declaration->line, "%s() is not defined in %s",
                  declaration->name, header->source);
}

/* The file beside a header. Free it. */
static char *
source_of(const char *path)
{
    const char *end = g_str_has_suffix(path, "-private.h") ? "-private.h" : ".h";

    return g_strdup_printf("%.*s.c", (int) (strlen(path) - strlen(end)), path);
}

static void
declared_rule(const char *path, const char *text, GPtrArray *findings)
{
    if (!is_held(path))
        return;
    g_autofree char *source = source_of(path);
    g_autofree char *defined = tree_read(source);
    Header header = {path, source, defined ? defined : "", findings};
    declarations_each(text, check_declaration, &header);
}

static void
every_function_is_declared_beside_its_definition(void **state)
{
    assert_tree_keeps(declared_rule);
}

static void
a_function_of_another_file_is_found(void **state)
{
    assert_example(declared_rule, "sched/core/a.h", "\nvoid it(int x,\n        int y);\n",
                   "sched/core/a.h:2: it() is not defined in sched/core/a.c");
    assert_example_of(declared_rule,
                      (const TreeFile[]){{"app/run/a.h", "int it(void);\nint other(void);\n"},
                                         {"app/run/a.c", "int\nit(void)\n{\n    other();\n}\n"},
                                         {"app/run/b.c", "int\nother(void)\n{\n}\n"},
                                         {NULL, NULL}},
                      "app/run/a.h:2: other() is not defined in app/run/a.c");
}

static void
what_is_defined_beside_or_inline_or_behind_a_door_is_no_finding(void **state)
{
    assert_example_of(declared_rule,
                      (const TreeFile[]){{"ui/scene/a.h", "int it(void);\nextern int n;\n"},
                                         {"ui/scene/a.c", "int\nit(void)\n{\n}\n"},
                                         {NULL, NULL}},
                      NULL);
    assert_example_of(declared_rule,
                      (const TreeFile[]){{"app/run/a-private.h", "int it(void);\n"},
                                         {"app/run/a.c", "int\nit(void)\n{\n}\n"},
                                         {NULL, NULL}},
                      NULL);
    assert_example(declared_rule, "sched/core/a.h", "static inline int\nit(void)\n{\n}\n", NULL);
    assert_example(declared_rule, "sched/aw/task.h", "AW_API int it(void);\n", NULL);
    assert_example(declared_rule, "ui/model/model.h", "int it(void);\n", NULL);
    assert_example(declared_rule, "tests/support/a.h", "int it(void);\n", NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_is_declared_beside_its_definition),
        cmocka_unit_test(a_function_of_another_file_is_found),
        cmocka_unit_test(what_is_defined_beside_or_inline_or_behind_a_door_is_no_finding),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
