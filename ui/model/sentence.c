/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence.c - both sentences of an event. */
#include "ui/model/sentence.h"

#include "ui/model/sentence-text.h"
#include "ui/model/words.h"

static char *
say(Moment *m, char part)
{
    const SentenceRow *row = sentence_pick(m, part);

    return row && *row->one ? sentence_text(m, row) : NULL;
}

/* An event of a kind that has no row, or that this version does not know. */
static char *
say_kind(Moment *m)
{
    moment_reset(m);
    if (trace_kind(m->event->kind)) {
        g_autofree char *deed = label_deed(m->model, m->event);
        return g_strconcat(deed, ".", NULL);
    }
    m->n = m->event->kind;
    return sentence_part(m, PART_KIND);
}

Sentences
sentences_at(const Model *model, State *state)
{
    Moment m = moment_at(model, state);
    Sentences sentences = {.first = say(&m, '1'), .second = say(&m, '2')};

    if (!sentences.first)
        sentences.first = say_kind(&m);
    moment_clear(&m);
    return sentences;
}

void
sentences_clear(Sentences *sentences)
{
    g_clear_pointer(&sentences->first, g_free);
    g_clear_pointer(&sentences->second, g_free);
}

char *
sentences_line(const Model *model, State *state)
{
    Sentences sentences = sentences_at(model, state);
    char *line = g_strjoin(" ", sentences.first, sentences.second, NULL);

    sentences_clear(&sentences);
    return line;
}
