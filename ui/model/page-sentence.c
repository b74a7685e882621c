/* SPDX-License-Identifier: GPL-3.0-or-later */
/* page-sentence.c - puts the sentences of a page together; the table at the end says which rows are
 * for which pages. */
#include "ui/model/page-sentence.h"

#include "ui/model/page-facts.h"
#include "ui/model/sentence-text.h"

enum { MOST_CHARACTERS = 120 };

/* What a page says that begins with an event of `kind`. If no row fits, that is what the event
 * says. */
typedef struct {
    guint kind;
    const SentenceRow *first, *second; /* NULL: none */
} PageSort;

static const PageSort sorts[];
static const gsize n_sorts;

static char *
say_event(Moment *m, char part)
{
    const SentenceRow *row = sentence_pick(m, part);

    return row && *row->one ? sentence_text(m, row) : NULL;
}

/* The sentence of the first row that fits; FALSE, and ret_text untouched, if none does. */
static gboolean
say_row(Moment *m, const SentenceRow *rows, char **ret_text)
{
    for (; rows && rows->context; rows++) {
        moment_go(m, m->page->first);
        if (!rows->when(m))
            continue;
        if (m->said)
            g_hash_table_add(m->said, (gpointer) rows);
        *ret_text = rows->part   ? say_event(m, rows->part)
                    : *rows->one ? sentence_text(m, rows)
                                 : NULL;
        return TRUE;
    }
    return FALSE;
}

/* ---- a task ---- */

/* Its first sentence is about the task that runs, not what that does. */
static gboolean
begins_step(const Moment *m)
{
    guint kind = kind_at(m, m->page->first);

    return kind == TRACE_TASK_STEP || kind == TRACE_TASK_STEP_CANCEL;
}

/* The sentence of `rows` as the next of `parts`, if one fits. Returns whether it begins with the
 * task, so that "it" in the next one means that. */
static gboolean
add_as(Moment *m, GPtrArray *parts, const SentenceRow *rows, SentencePart pronoun)
{
    char *text = NULL;

    m->pronoun = pronoun;
    if (say_row(m, rows, &text) && text)
        g_ptr_array_add(parts, text);
    gboolean is_about_task = !text || !m->pronoun;
    m->pronoun = 0;
    return is_about_task;
}

/* What the step itself says, if there is something to tell of it: not of the first one, nor of one
 * that ends with the cancellation which it began with. */
static char *
say_resumption(Moment *m)
{
    guint first = kind_at(m, m->page->first), end = kind_at(m, m->page->end);

    moment_go(m, m->page->first);
    const SentenceRow *row = sentence_pick(m, '2');
    gboolean says = row && *row->one && !g_str_has_prefix(strrchr(row->context, ':'), ":2.first") &&
                    !g_str_has_prefix(strrchr(row->context, ':'), ":2.eager");
    if (first == TRACE_TASK_STEP_CANCEL && end == TRACE_TASK_CANCELLED)
        return NULL;
    return says ? sentence_text(m, row) : NULL;
}

/* How what it does goes on from what was said of it: after a deed comes another. A cancellation
 * that is not caught is not a deed. */
static SentencePart
pronoun_of(const Moment *m, guint n_before, gboolean more)
{
    gboolean prints = !begins_step(m) && n_before == 0;

    if (!more && kind_at(m, m->page->end) == TRACE_TASK_CANCELLED)
        return PART_IT;
    return n_before > 0 || (prints && !more) ? PART_THEN_IT : PART_IT;
}

/* The resumption, the deed and the stop, those that are wanted, in a line. */
static char *
say_parts(Moment *m, gboolean resumption, gboolean deed, gboolean stop)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    char *text = resumption ? say_resumption(m) : NULL;
    gboolean is_about_task = TRUE;

    if (text)
        g_ptr_array_add(parts, text);
    if (deed)
        is_about_task = add_as(m, parts, page_deed, pronoun_of(m, parts->len, stop));
    if (stop)
        add_as(m, parts, page_stop, is_about_task ? pronoun_of(m, parts->len, FALSE) : 0);
    g_ptr_array_add(parts, NULL);
    return parts->len > 1 ? g_strjoinv(" ", (char **) parts->pdata) : NULL;
}

/* The most telling thing that it does, and how it stops; with only one of them, how it was
 * resumed. If that is too long, the last of it. */
static char *
say_doing(Moment *m)
{
    gboolean stops = m->page->end != MODEL_NONE, does = m->page->deed != MODEL_NONE;
    gboolean resumed = begins_step(m) && stops != does;
    char *text = say_parts(m, resumed, does, stops);

    if (!text || g_utf8_strlen(text, -1) <= MOST_CHARACTERS || resumed + does + stops < 2)
        return text;
    g_free(text);
    return say_parts(m, FALSE, !stops, stops);
}

static char *
say_task(Moment *m)
{
    char *text = NULL;

    if (!say_row(m, page_of_task, &text))
        text = say_doing(m);
    return text;
}

/* ---- all pages ---- */

static const PageSort *
sort_of(guint kind)
{
    for (gsize i = 0; i < n_sorts; i++)
        if (sorts[i].kind == kind)
            return &sorts[i];
    return NULL;
}

static void
replace(char **text, char *by)
{
    g_free(*text);
    *text = by;
}

static void
say_page(Moment *m, Sentences *sentences)
{
    const PageSort *sort = sort_of(kind_at(m, m->page->first));
    char *text;

    if (m->page->task != TRACE_NOBODY) {
        text = say_task(m);
        if (text)
            replace(&sentences->second, text);
    }
    if (sort && say_row(m, sort->first, &text))
        replace(&sentences->first, text);
    if (sort && say_row(m, sort->second, &text))
        replace(&sentences->second, text);
}

Sentences
page_sentences_from(const Model *model, State *state, const Page *page, GHashTable *said)
{
    PageFacts facts = page_facts(model, page);

    state_seek(state, page->first);
    Sentences sentences = sentences_at(model, state);
    Moment m = moment_at(model, state);
    m.page = &facts;
    m.said = said;
    if (!page->is_event)
        say_page(&m, &sentences);
    moment_clear(&m);
    state_seek(state, page->shown);
    return sentences;
}

Sentences
page_sentences(const Model *model, State *state, const Page *page)
{
    return page_sentences_from(model, state, page, NULL);
}

char *
page_sentences_line(const Model *model, State *state, const Page *page)
{
    Sentences sentences = page_sentences(model, state, page);
    char *line = g_strjoin(" ", sentences.first, sentences.second, NULL);

    sentences_clear(&sentences);
    return line;
}

/* ---- the tables ---- */

static const PageSort sorts[] = {
    {TRACE_CALLBACK_BEGIN, page_callback_first, page_callback_second},
    {TRACE_TIMER_BEGIN, page_timer_first, page_timer_second},
    {TRACE_WORKER_STARTED, page_start_first, page_start_second},
    {TRACE_JOB_END, page_job_first, page_job_second},
    {TRACE_WORKER_STOPPED, page_end_first, page_end_second},
};

static const gsize n_sorts = G_N_ELEMENTS(sorts);

const SentenceRow *const page_tables[] = {
    page_of_task,
    page_deed,
    page_stop,
    page_callback_first,
    page_callback_second,
    page_timer_first,
    page_timer_second,
    page_start_first,
    page_start_second,
    page_job_first,
    page_job_second,
    page_end_first,
    page_end_second,
    NULL,
};
