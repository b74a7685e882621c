/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-header-docs.c - every function in a public header has its comment right above it, or stands
 * in a group of declarations right under one. Functions whose names end in _ are not meant to be
 * called, and need none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/tree/declarations.h"
#include "tests/tree/tree.h"

static const char *const public_headers[] = {"sched/aw", "sched/trace/", "ui/", "app/"};

static gboolean
is_public_header(const char *path)
{
    for (size_t i = 0; i < G_N_ELEMENTS(public_headers); i++)
        if (g_str_has_prefix(path, public_headers[i]))
            return g_str_has_suffix(path, ".h");
    return FALSE;
}

/* The header being examined. */
typedef struct {
    const char *path;
    GPtrArray *findings;
    int documented_up_to; /* the last line of the group that a comment covers; -1: none */
} Header;

static void
check_declaration(const Declaration *declaration, void *data)
{
    Header *header = data;

    if (declaration->has_doc || header->documented_up_to == declaration->line - 1)
        header->documented_up_to = declaration->end;
    else if (!g_str_has_suffix(declaration->name, "_"))
        tree_find(header->findings, header->path, declaration->line, "%s() has no comment above it",
                  declaration->name);
}

static void
header_docs_rule(const char *path, const char *text, GPtrArray *findings)
{
    Header header = {path, findings, -1};

    if (is_public_header(path))
        declarations_each(text, check_declaration, &header);
}

static void
every_public_function_is_documented(void **state)
{
    assert_tree_keeps(header_docs_rule);
}

static void
a_function_without_a_comment_is_found(void **state)
{
    assert_example(header_docs_rule, "ui/scene/a.h", "#pragma once\n\nint\nbare(void);\n",
                   "ui/scene/a.h:3: bare() has no comment above it");
    assert_example(header_docs_rule, "sched/aw.h",
                   "/* plain */\nAW_API AwValue aw_x(int a,\n    int b) AW_MUST;\n",
                   "sched/aw.h:2: aw_x() has no comment above it");
    assert_example(
        header_docs_rule, "app/a.h",
        "/** far */\n\n__attribute__((format(printf, 1, 2))) int far_off(char *f, ...);\n",
        "app/a.h:3: far_off() has no comment above it");
    assert_example(header_docs_rule, "sched/trace/a.h",
                   "static inline int\ntwice(int a)\n{\n    return 2 * a;\n}\n",
                   "sched/trace/a.h:1: twice() has no comment above it");
}

static void
a_second_group_needs_a_comment_of_its_own(void **state)
{
    assert_example(header_docs_rule, "ui/a.h",
                   "/** Both. */\nint a(void);\nint b(int x,\n      int y);\n\nint c(void);\n",
                   "ui/a.h:6: c() has no comment above it");
}

static void
a_comment_after_a_macro_is_seen(void **state)
{
    assert_example(header_docs_rule, "ui/widgets/a.h",
                   "G_BEGIN_DECLS\nG_DECLARE_FINAL_TYPE(View, view, A, VIEW, GtkWidget)\n"
                   "/** New. */\nView *view_new(void);\nvoid bare(View *view);\n\n"
                   "void view_free(View *view);\nG_END_DECLS\n",
                   "ui/widgets/a.h:7: view_free() has no comment above it");
}

static void
what_is_no_public_function_needs_no_comment(void **state)
{
    assert_example(header_docs_rule, "ui/a.h",
                   "typedef void (*Fn)(int a);\ntypedef int Measure(void *data);\n"
                   "typedef struct {\n    int (*call)(int a);\n} Table;\n"
                   "extern const Table table[];\nextern int (*hook)(int a);\n"
                   "_Static_assert(sizeof(int) == 4, \"int x(void);\");\n"
                   "#define F(a) \\\n    g(a);\nint inner_(void);\n",
                   NULL);
    assert_example(header_docs_rule, "sched/private.h", "int bare(void);\n", NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_public_function_is_documented),
        cmocka_unit_test(a_function_without_a_comment_is_found),
        cmocka_unit_test(a_second_group_needs_a_comment_of_its_own),
        cmocka_unit_test(a_comment_after_a_macro_is_seen),
        cmocka_unit_test(what_is_no_public_function_needs_no_comment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
