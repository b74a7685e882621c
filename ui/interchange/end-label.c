/* SPDX-License-Identifier: GPL-3.0-or-later */
/* end-label.c - writes and reads WORD[ NUMBER][: TEXT]. */
#include "ui/interchange/end-label.h"

#include <string.h>

#include "ui/model/text.h"

char *
end_label_write(const TraceEnd *end)
{
    const TraceEnd cut = {TRACE_END_NONE, 0, ""};

    if (!end)
        end = &cut;
    g_autofree char *number =
        end->value ? g_strdup_printf(" %" G_GINT64_FORMAT, (gint64) end->value) : g_strdup("");
    return g_strconcat(text_end(end->kind), number, *end->text ? ": " : "", end->text, NULL);
}

/* The kind of end that is called `word`; FALSE if there is none. */
static gboolean
read_kind(const char *word, gsize size, TraceEndKind *ret_kind)
{
    for (TraceEndKind kind = TRACE_END_NONE; kind <= TRACE_END_DETACHED; kind++)
        if (strlen(text_end(kind)) == size && !memcmp(word, text_end(kind), size)) {
            *ret_kind = kind;
            return TRUE;
        }
    return FALSE;
}

gboolean
end_label_read(const char *words, TraceEnd *ret_end)
{
    gsize size = strcspn(words, " :");
    const char *rest = words + size;
    TraceEnd end = {.text = ""};

    if (!read_kind(words, size, &end.kind))
        return FALSE;
    if (*rest == ' ') {
        char *behind;
        end.value = g_ascii_strtoll(rest, &behind, 10);
        rest = behind;
    }
    if (g_str_has_prefix(rest, ": "))
        end.text = rest + 2;
    else if (*rest)
        return FALSE;
    *ret_end = end;
    return TRUE;
}
