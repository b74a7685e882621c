/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence-text.c - translates rows, and fills in their braces. */
#include "ui/model/sentence-text.h"

#include <string.h>

#include "ui/model/page-facts.h"
#include "ui/model/ready-item.h"
#include "ui/model/sentence.h"
#include "ui/model/text.h"

/* ---- translation ---- */

/* As g_dpgettext(), which knows no plurals. */
static const char *
translate(const SentenceRow *row, gint64 n)
{
    g_autofree char *id = g_strconcat(row->context, "\004", row->one, NULL);

    if (!row->many)
        return g_dpgettext2(SENTENCE_DOMAIN, row->context, row->one);
    const char *text = g_dngettext(SENTENCE_DOMAIN, id, row->many, (gulong) n);
    return text == id ? row->one : text;
}

/* ---- names ---- */

/* The task that made a future; TRACE_NOBODY if none did, or if that is not recorded. */
static guint32
maker_of(const Moment *m, guint32 id)
{
    const TraceEvent *birth = birth_of(m, id);

    return birth && is_task(m, birth->object) ? birth->object : TRACE_NOBODY;
}

/* How many of the futures come before one. */
static guint
place_among(const GPtrArray *futures, const Track *track)
{
    guint low = 0, high = futures->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        if (((const Track *) g_ptr_array_index(futures, middle))->first < track->first)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a future of that name, which another task has made, was pending when this one was made.
 * It is looked for among those made last. The answer never changes, so a future has one name
 * throughout. */
static gboolean
has_namesake(const Moment *m, const Track *track, guint32 maker)
{
    enum { LOOKED_AT = 256 };
    const GPtrArray *futures = model_tracks(m->model, TRACE_TRACK_FUTURE);
    guint place = place_among(futures, track);

    for (guint i = place; i > 0 && place - i < LOOKED_AT; i--) {
        const Track *other = g_ptr_array_index(futures, i - 1);
        if (other->last > track->first && strcmp(other->name, track->name) == 0 &&
            maker_of(m, other->id) != maker)
            return TRUE;
    }
    return FALSE;
}

gboolean
sentence_names_maker(const Moment *m, guint32 future, guint32 *ret_maker)
{
    const Track *track = track_of(m, future, TRACE_TRACK_FUTURE);

    *ret_maker = track ? maker_of(m, future) : TRACE_NOBODY;
    return *ret_maker != TRACE_NOBODY && has_namesake(m, track, *ret_maker);
}

static char *fill(Moment *m, const char *text);

char *
sentence_part(Moment *m, SentencePart part)
{
    return fill(m, translate(&sentence_parts[part], m->n));
}

/* Whether the recording has no name for the future, but a line. */
static gboolean
is_nameless(const Moment *m, const Track *track)
{
    const TraceEvent *birth = track->group == TRACE_TRACK_FUTURE ? birth_of(m, track->id) : NULL;
    const TraceSite *site = birth ? model_site(m->model, birth->site) : NULL;

    return site && site->line && birth->value_type == TRACE_VALUE_NONE &&
           future_sort(m, track->id) == FUTURE_PLAIN;
}

static char *
name_by_line(Moment *m, guint32 id)
{
    Moment named = {.model = m->model, .state = m->state};

    moment_stand(&named, birth_of(m, id)->site);
    if (m->placed && named.line == m->line && g_strcmp0(named.file, m->file) == 0)
        return sentence_part(&named, PART_FUTURE_THERE);
    return sentence_part(&named, m->begins ? PART_FUTURE_FIRST : PART_FUTURE);
}

char *
sentence_name(Moment *m, guint32 id)
{
    const Track *track = id == TRACE_NOBODY ? NULL : model_track(m->model, id);

    if (!track)
        return sentence_part(m, PART_NOBODY);
    guint32 maker;
    if (is_nameless(m, track))
        return name_by_line(m, id);
    if (!sentence_names_maker(m, id, &maker))
        return g_strdup(track->name);
    Moment named = {
        .model = m->model, .state = m->state, .task = maker, .name = g_strdup(track->name)};
    char *text = sentence_part(&named, PART_OWNED);
    moment_clear(&named);
    return text;
}

/* ---- the words in braces ---- */

#define TRACK_BLANK(field)                                                                         \
    static char *blank_##field(Moment *m)                                                          \
    {                                                                                              \
        return sentence_name(m, m->field);                                                         \
    }

/* A task, or the callback that does it. */
static char *
name_code(Moment *m, guint32 id)
{
    char *callback = is_task(m, id) ? NULL : callback_name(m);

    if (m->pronoun && m->begins && id == m->page->task) {
        SentencePart part = m->pronoun;
        m->pronoun = 0;
        return sentence_part(m, part);
    }
    return callback ? callback : sentence_name(m, id);
}

#define CODE_BLANK(field)                                                                          \
    static char *blank_##field(Moment *m)                                                          \
    {                                                                                              \
        return name_code(m, m->field);                                                             \
    }

/* clang-format off */
CODE_BLANK(task)
CODE_BLANK(by)
TRACK_BLANK(other)
TRACK_BLANK(what)
TRACK_BLANK(thing)
TRACK_BLANK(worker)
/* clang-format on */

#define NUMBER_BLANK(field)                                                                        \
    static char *blank_##field(Moment *m)                                                          \
    {                                                                                              \
        return g_strdup_printf("%" G_GINT64_FORMAT, m->field);                                     \
    }

/* clang-format off */
NUMBER_BLANK(n)
NUMBER_BLANK(k)
NUMBER_BLANK(of)
NUMBER_BLANK(fd)
/* clang-format on */

static char *
blank_turn(Moment *m)
{
    return g_strdup_printf("%u", state_turn(m->state));
}

static char *
blank_duration(Moment *m)
{
    return text_duration(m->duration_ns);
}

static char *
blank_time(Moment *m)
{
    return text_duration(m->time_ns);
}

static char *
blank_text(Moment *m)
{
    return m->text ? g_strdup(m->text) : model_value(m->model, m->event);
}

static char *
blank_name(Moment *m)
{
    return g_strdup(m->name ? m->name : "");
}

/* "get_item(1)" */
static char *
blank_call(Moment *m)
{
    const Track *task = track_of(m, m->task, TRACE_TRACK_TASK);
    const char *detail = task ? task->detail : "";

    return strchr(detail, '(') ? g_strdup(detail) : g_strconcat(detail, "()", NULL);
}

/* The file that the code pane shows first. */
static const char *
main_file(const Model *model)
{
    const char *file = model_meta(model, "file");
    const Track *loop = model_track(model, TRACE_LOOP_ID);
    const TraceEvent *begin = loop ? model_event(model, loop->first) : NULL;
    const TraceSite *site = begin ? model_site(model, begin->site) : NULL;

    return file ? file : site ? site->file : NULL;
}

static char *
blank_line(Moment *m)
{
    m->placed = TRUE;
    const char *file = main_file(m->model);
    g_autofree char *number = g_strdup_printf("%u", m->line);

    if (!m->file)
        return sentence_part(m, PART_NO_LINE);
    if (!file || strcmp(m->file, file) == 0)
        return g_steal_pointer(&number);
    g_autofree char *base = g_path_get_basename(m->file);
    Moment named = {.text = g_strdup(number), .name = g_strdup(base)};
    char *text = sentence_part(&named, PART_LINE);
    moment_clear(&named);
    return text;
}

static const struct {
    const char *name; /* in a text */
    char *(*blank)(Moment *m);
} blanks[] = {
    {"task", blank_task},
    {"by", blank_by},
    {"other", blank_other},
    {"what", blank_what},
    {"thing", blank_thing},
    {"worker", blank_worker},
    {"line", blank_line},
    {"call", blank_call},
    {"text", blank_text},
    {"name", blank_name},
    {"duration", blank_duration},
    {"time", blank_time},
    {"turn", blank_turn},
    {"fd", blank_fd},
    {"n", blank_n},
    {"k", blank_k},
    {"of", blank_of},
};

static void
append_blank(GString *text, Moment *m, const char *name, gsize size)
{
    for (guint i = 0; i < G_N_ELEMENTS(blanks); i++)
        if (strlen(blanks[i].name) == size && strncmp(blanks[i].name, name, size) == 0) {
            g_autofree char *words = blanks[i].blank(m);
            g_string_append(text, words);
        }
}

static char *
fill(Moment *m, const char *text)
{
    GString *filled = g_string_new(NULL);

    for (const char *open; (open = strchr(text, '{')); text = strchr(open, '}') + 1) {
        g_string_append_len(filled, text, open - text);
        m->begins = filled->len == 0;
        append_blank(filled, m, open + 1, strcspn(open + 1, "}"));
    }
    g_string_append(filled, text);
    return g_string_free(filled, FALSE);
}

char *
sentence_text(Moment *m, const SentenceRow *row)
{
    m->placed = FALSE;
    return fill(m, translate(row, m->n));
}

const SentenceRow sentence_parts[] = {
    [PART_OWNED] = SHARED("name", "owned", NULL, "{name} of {task}"),
    [PART_FUTURE] = SHARED("name", "future", NULL, "the future of line {line}"),
    [PART_FUTURE_FIRST] = SHARED("name", "futurefirst", NULL, "The future of line {line}"),
    [PART_FUTURE_THERE] = SHARED("name", "futurethere", NULL, "the future made there"),
    [PART_NOBODY] = SHARED("name", "unknown", NULL, "something unknown"),
    [PART_LINE] = SHARED("line", "file", NULL, "{text} of {name}"),
    [PART_NO_LINE] = SHARED("line", "unknown", NULL, "unknown"),
    [PART_KIND] = SHARED("kind", "unknown", NULL, "An event of the unknown kind {n}."),
    [PART_IT] = SHARED("name", "it", NULL, "It"),
    [PART_THEN_IT] = SHARED("name", "thenit", NULL, "Then it"),
    [PART_SPAN_LASTS] = SHARED("span", "over", NULL, "This lasts for {duration}, until {time}."),
    [PART_SPAN_LASTED] = SHARED("span", "open", NULL, "This has lasted for {duration} so far."),
    [PART_SPAN_LINES] =
        SHARED("span", "lines", NULL, "The task runs from line {line} to line {n}."),
    END_OF_ROWS,
};
