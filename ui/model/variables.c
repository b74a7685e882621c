/* SPDX-License-Identifier: GPL-3.0-or-later */
/* variables.c - what the program calls its locks, queues and blocks: the name of the variable that
 * the line of their creation assigns them to. So they need no names of their own. */
#include "ui/model/variables.h"

#include <string.h>

#include "ui/model/text.h"

static gboolean
is_letter(char c)
{
    return g_ascii_isalnum(c) || c == '_';
}

static const char *
before_spaces(const char *start, const char *at)
{
    while (at > start && g_ascii_isspace(at[-1]))
        at--;
    return at;
}

/* What is assigned to just before `at`: "jobs" for "self->jobs = "; an array's name ends in '['. */
static char *
assigned(const char *start, const char *at)
{
    at = before_spaces(start, at);
    if (at == start || at[-1] != '=')
        return NULL;
    const char *end = at = before_spaces(start, at - 1);
    gboolean many = at > start && at[-1] == ']';
    while (many && at > start && *at != '[')
        end = --at;
    while (at > start && is_letter(at[-1]))
        at--;
    if (at == end || g_ascii_isdigit(*at))
        return NULL;
    return g_strdup_printf("%.*s%s", (int) (end - at), at, many ? "[" : "");
}

/* Call number `n`, from 0, of aw_`function` in the line. NULL if there are not so many, or if its
 * result is ignored. */
static char *
variable_in(const char *line, const char *function, guint n)
{
    g_autofree char *call = g_strdup_printf("aw_%s", function);
    const char *at = line;

    for (; (at = strstr(at, call)); at += strlen(call)) {
        const char *after = at + strlen(call);
        if (after[strspn(after, " ")] == '(' && (at == line || !is_letter(at[-1])) && n-- == 0)
            return assigned(line, at);
    }
    return NULL;
}

/* How many other calls of the same function in its line made something before: they are made from
 * left to right. */
static guint
place_in_line(Model *model, const TraceSite *site)
{
    char *key = g_strdup_printf("%s:%u:%s", site->file, site->line, site->name);
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(model->calls_in_lines, key));

    g_hash_table_insert(model->calls_in_lines, key, GUINT_TO_POINTER(n + 1));
    return n;
}

static char *
line_at(const Model *model, const TraceSite *site)
{
    const char *line = model_source(model, site->file);

    for (guint i = 1; line && i < site->line; i++)
        line = (line = strchr(line, '\n')) ? line + 1 : NULL;
    return line ? g_strndup(line, strcspn(line, "\n")) : NULL;
}

/* The variable of the call at `site`, or NULL; looked up once. */
static const char *
variable_at(Model *model, const TraceSite *site)
{
    gpointer known;

    if (g_hash_table_lookup_extended(model->variables, site, NULL, &known))
        return known;
    g_autofree char *line = line_at(model, site);
    char *variable =
        line && site->name[0] ? variable_in(line, site->name, place_in_line(model, site)) : NULL;
    g_hash_table_insert(model->variables, (gpointer) site, variable);
    return variable;
}

/* "jobs"; for an array, or when that is taken, "jobs-1", "jobs-2". */
static const char *
unique_name(Model *model, const char *variable)
{
    g_autofree char *name = g_strndup(variable, strcspn(variable, "["));
    gboolean many = variable[strlen(name)] != '\0';
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(model->variable_uses, name)) + 1;
    g_autofree char *full = n > 1 || many ? g_strdup_printf("%s-%u", name, n) : g_strdup(name);

    g_hash_table_insert(model->variable_uses, g_steal_pointer(&name), GUINT_TO_POINTER(n));
    return g_string_chunk_insert(model->strings, full);
}

/* "queue(2)" if `event` made it, "queue" for any other event. */
static char *
description(const Model *model, const TraceEvent *event, const char *word, gboolean begins)
{
    g_autofree char *value = begins ? model_value(model, event) : g_strdup("");

    return value[0] ? g_strdup_printf("%s(%s)", word, value) : g_strdup(word);
}

/* "lock": the name of a track that no variable holds. */
static char *
word_for(const StoredTrack *stored, const TraceKindInfo *kind)
{
    const char *prefix = trace_tracks[stored->track.group].prefix;

    return *prefix ? g_ascii_strdown(prefix, -1)
                   : g_ascii_strdown(kind->name, (gssize) strcspn(kind->name, "_"));
}

/* A block is named after the variable it is entered with: AW_WITH (limit). */
void
name_variable(Model *model, StoredTrack *stored, const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    const TraceSite *site = model_site(model, event->site);
    gboolean enters = kind->birth == TRACE_BIRTH_ENTERED;
    gboolean begins = enters || kind->birth == TRACE_BIRTH_MADE;
    g_autofree char *word = word_for(stored, kind);
    g_autofree char *detail =
        description(model, event, begins && !enters && site ? site->name : word, begins);
    const char *variable = !site || !begins ? NULL : enters ? site->name : variable_at(model, site);

    stored->track.detail = g_string_chunk_insert(model->strings, detail);
    if (variable && variable[0]) {
        stored->track.name = unique_name(model, variable);
        return;
    }
    g_autofree char *numbered = g_strdup_printf("%c%s[", g_ascii_toupper(word[0]), word + 1);
    stored->track.name = unique_name(model, numbered);
}
