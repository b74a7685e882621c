/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-header-docs.c - every function in a public header has its comment right above it, or stands
 * in a group of declarations right under one. Names that end in _ are nobody's to call. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

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

/* A header under the eye: its code without comments, directives and string contents, which became
 * spaces, so that lines stay where they are. */
typedef struct {
    const char *path;
    char *code;
    GHashTable *doc_ends; /* numbers of the lines on which a comment of documentation ends */
    GPtrArray *findings;
    int documented_up_to; /* the last line of the group that a comment covers; 0: none */
} Header;

/* Overwrites `n` characters with spaces, but for the ends of lines. */
static char *
blank(char *at, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (at[i] != '\n')
            at[i] = ' ';
    return at + n;
}

static int
line_of(const char *text, const char *at)
{
    int line = 1;

    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

static char *
blank_comment(Header *header, char *at)
{
    gboolean is_doc = g_str_has_prefix(at, "/**") && at[3] != '/' && at[3] != '*';
    const char *end = strstr(at + 2, "*/");
    char *after = blank(at, end == NULL ? strlen(at) : (size_t) (end + 2 - at));

    if (is_doc)
        g_hash_table_add(header->doc_ends, GINT_TO_POINTER(line_of(header->code, after)));
    return after;
}

/* A directive with the lines that continue it. */
static char *
blank_directive(char *at)
{
    size_t n = 0;

    while (at[n] != '\0' && at[n] != '\n')
        n += at[n] == '\\' && at[n + 1] != '\0' ? 2 : 1;
    return blank(at, n);
}

static char *
blank_string(char *at)
{
    size_t n = 1;

    while (at[n] != '\0' && at[n] != '\n' && at[n] != at[0])
        n += at[n] == '\\' && at[n + 1] != '\0' ? 2 : 1;
    return blank(at, n + (at[n] != '\0'));
}

/* Leaves only code. Comments in directives are part of them only when they end on the same line,
 * which is all that people write. */
static void
strip(Header *header)
{
    gboolean line_is_empty = TRUE;

    for (char *at = header->code; *at != '\0';) {
        if (g_str_has_prefix(at, "/*"))
            at = blank_comment(header, at);
        else if (g_str_has_prefix(at, "//"))
            at = blank(at, strcspn(at, "\n"));
        else if (*at == '#' && line_is_empty)
            at = blank_directive(at);
        else if (*at == '"' || *at == '\'')
            at = blank_string(at);
        else {
            line_is_empty = *at == '\n' || (line_is_empty && g_ascii_isspace(*at));
            at++;
        }
    }
}

/* Whether a macro stands there alone: G_BEGIN_DECLS, G_DECLARE_FINAL_TYPE(...). */
static gboolean
is_lone_macro(const char *start, const char *end)
{
    const char *rest = start + strspn(start, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    return rest == end || (rest > start && *rest == '(' && end[-1] == ')');
}

/* Where the declaration that begins at `start` ends: after its semicolon, after a function's body,
 * or with the line of a macro that stands alone. */
static const char *
declaration_end(const char *start)
{
    int depth = 0; /* of parentheses and braces */
    gboolean is_body = FALSE;
    char last = ' '; /* that is not a space */

    for (const char *at = start; *at != '\0'; at++) {
        if (depth == 0 && *at == '\n' && is_lone_macro(start, at))
            return at;
        if (depth == 0 && *at == ';')
            return at + 1;
        if (depth == 0 && *at == '{')
            is_body = last == ')';
        depth += (*at == '(' || *at == '{') - (*at == ')' || *at == '}');
        if (depth == 0 && *at == '}' && is_body)
            return at + 1;
        last = g_ascii_isspace(*at) ? last : *at;
    }
    return start + strlen(start);
}

/* The name of the function that is declared, or NULL if none is. Free it. */
static char *
function_name(const char *declaration)
{
    g_autoptr(GRegex) attribute =
        g_regex_new("__attribute__\\s*(\\((?:[^()]|(?1))*\\))", 0, 0, NULL);
    g_autoptr(GRegex) function = g_regex_new("^[^(={]*?\\b([A-Za-z_]\\w*)\\(", 0, 0, NULL);
    g_autoptr(GRegex) other =
        g_regex_new("^\\s*(typedef|_Static_assert|static_assert|[A-Z0-9_]+\\()", 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_autofree char *bare = g_regex_replace_literal(attribute, declaration, -1, 0, "", 0, NULL);

    if (g_regex_match(other, bare, 0, NULL) || !g_regex_match(function, bare, 0, &match))
        return NULL;
    return g_match_info_fetch(match, 1);
}

static void
check_declaration(Header *header, const char *start, const char *end)
{
    g_autofree char *declaration = g_strndup(start, (gsize) (end - start));
    g_autofree char *name = function_name(declaration);
    int line = line_of(header->code, start);

    if (name == NULL)
        return;
    if (g_hash_table_contains(header->doc_ends, GINT_TO_POINTER(line - 1)) ||
        header->documented_up_to == line - 1)
        header->documented_up_to = line_of(header->code, end);
    else if (!g_str_has_suffix(name, "_"))
        tree_find(header->findings, header->path, line, "%s() has no comment above it", name);
}

static void
header_docs_rule(const char *path, const char *text, GPtrArray *findings)
{
    g_autofree char *code = g_strdup(text);
    g_autoptr(GHashTable) doc_ends = g_hash_table_new(NULL, NULL);
    Header header = {path, code, doc_ends, findings, -1};

    if (!is_public_header(path))
        return;
    strip(&header);
    for (const char *at = code; *(at += strspn(at, " \n\t")) != '\0';) {
        const char *end = declaration_end(at);

        check_declaration(&header, at, end);
        at = end;
    }
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
