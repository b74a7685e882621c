/* SPDX-License-Identifier: GPL-3.0-or-later */
/* callee.c - finds the name of a function in the expression that is called. */
#include "ui/model/callee.h"

#include <string.h>

/* Without the brackets around all of it, and without a cast. */
static char *
unwrapped(const char *expression)
{
    const char *start = expression + strspn(expression, "&* ");
    gsize inside = *start == '(' ? strcspn(start + 1, "()") : 0;

    if (!inside || start[1 + inside] != ')')
        return g_strdup(start);
    g_autofree char *bare = g_strndup(start + 1, inside);
    return unwrapped(start[2 + inside] ? start + 2 + inside : bare);
}

/* Without the indices of arrays. */
static char *
without_indices(const char *expression)
{
    GString *path = g_string_new(NULL);

    for (int depth = 0; *expression; expression++) {
        depth += *expression == '[';
        if (depth == 0)
            g_string_append_c(path, *expression);
        depth -= *expression == ']';
    }
    return g_string_free(path, FALSE);
}

char *
callee_name(const char *expression)
{
    g_autofree char *inside = unwrapped(expression), *path = without_indices(inside);
    const char *end = path + strlen(path), *at = end;

    if (!*path || strpbrk(path, "?(),=\" "))
        return NULL;
    if (strcmp(inside, path) == 0 && !strchr(path, '>'))
        return g_steal_pointer(&path);
    while (at > path && (g_ascii_isalnum(at[-1]) || at[-1] == '_'))
        at--;
    return g_strdup(at < end ? at : path);
}
