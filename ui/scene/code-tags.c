/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-tags.c - the tags of a line of code. */
#include "ui/scene/code-tags.h"

#include <string.h>

enum { MAX_NAME = 10 };

static void
tag_clear(void *data)
{
    CodeTag *tag = data;

    g_free(tag->name);
    g_free(tag->full);
}

GArray *
code_tags_new(void)
{
    GArray *tags = g_array_new(FALSE, FALSE, sizeof(CodeTag));

    g_array_set_clear_func(tags, tag_clear);
    return tags;
}

char *
code_tags_short_name(const char *name)
{
    static const char *const kinds[] = {"Task-", "Worker-"};

    for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(name, kinds[i]))
            return g_strdup_printf("%c-%s", *name, name + strlen(kinds[i]));
    if (g_utf8_strlen(name, -1) <= MAX_NAME)
        return g_strdup(name);
    g_autofree char *beginning = g_utf8_substring(name, 0, MAX_NAME - 1);
    return g_strconcat(beginning, "…", NULL);
}

static guint
count_running(const GArray *tags)
{
    guint n = 0;

    while (n < tags->len && g_array_index(tags, CodeTag, n).running)
        n++;
    return n;
}

void
code_tags_add(GArray *tags, const Track *task, gboolean running)
{
    CodeTag tag = {task->id, running, code_tags_short_name(task->name), g_strdup(task->name)};

    g_array_insert_val(tags, running ? count_running(tags) : tags->len, tag);
}

double
code_tags_width(const GArray *tags, guint n, CodeTagWidthFn width, void *data)
{
    g_autofree char *more = g_strdup_printf("+%u", tags->len - n);
    double sum = n < tags->len ? width(data, more, FALSE) : 0;

    for (guint i = 0; i < n; i++) {
        const CodeTag *tag = &g_array_index(tags, CodeTag, i);
        sum += width(data, tag->name, tag->running);
    }
    return sum;
}

guint
code_tags_fit(const GArray *tags, double room, CodeTagWidthFn width, void *data)
{
    guint n = MIN(tags->len, CODE_MAX_TAGS);

    while (n > 1 && code_tags_width(tags, n, width, data) > room)
        n--;
    return n;
}

static void
append_names(GString *text, const GArray *tags, guint first, guint end, const char *verb)
{
    if (first == end)
        return;
    g_string_append(text, text->len ? "; " : "");
    for (guint i = first; i < end; i++)
        g_string_append_printf(text, "%s%s", i > first ? ", " : "",
                               g_array_index(tags, CodeTag, i).full);
    g_string_append_printf(text, " %s%s here", verb, end - first == 1 ? "s" : "");
}

char *
code_tags_describe(const GArray *tags)
{
    GString *text = g_string_new(NULL);
    guint n = count_running(tags);

    append_names(text, tags, 0, n, "run");
    append_names(text, tags, n, tags->len, "stand");
    return g_string_free(text, FALSE);
}
