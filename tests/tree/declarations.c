/* SPDX-License-Identifier: GPL-3.0-or-later */
/* declarations.c - reads headers in the form in which this tree writes them, not everything that C
 * allows. */
#include "tests/tree/declarations.h"

#include <string.h>

/* The header that is examined: its code, with spaces in place of comments, directives and string
 * contents, so that lines stay where they are. */
typedef struct {
    char *code;
    GHashTable *doc_ends; /* numbers of the lines on which a documentation comment ends */
} Header;

/* Overwrites `n` characters with spaces, but leaves line ends. */
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

/* Leaves only code. A comment in a directive must end on the same line, as all in this tree do. */
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

/* Whether it is a macro that stands alone: G_BEGIN_DECLS, G_DECLARE_FINAL_TYPE(...). */
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
    char last = ' '; /* the last character that is not a space */

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
tell(const Header *header, const char *start, const char *end, DeclarationFn fn, void *data)
{
    g_autofree char *declaration = g_strndup(start, (gsize) (end - start));
    g_autofree char *name = function_name(declaration);
    int line = line_of(header->code, start);

    if (name != NULL)
        fn(&(Declaration){.name = name,
                          .line = line,
                          .end = line_of(header->code, end),
                          .has_doc =
                              g_hash_table_contains(header->doc_ends, GINT_TO_POINTER(line - 1)),
                          .has_body = end[-1] == '}'},
           data);
}

void
declarations_each(const char *text, DeclarationFn fn, void *data)
{
    g_autofree char *code = g_strdup(text);
    g_autoptr(GHashTable) doc_ends = g_hash_table_new(NULL, NULL);
    Header header = {code, doc_ends};

    strip(&header);
    for (const char *at = code; *(at += strspn(at, " \n\t")) != '\0';) {
        const char *end = declaration_end(at);

        tell(&header, at, end, fn, data);
        at = end;
    }
}
