/* SPDX-License-Identifier: GPL-3.0-or-later */
/* events.c - awaitscope events: one event a line. */
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "app/cli/call.h"
#include "app/cli/columns.h"
#include "app/cli/read.h"
#include "app/say/json.h"
#include "app/say/message.h"
#include "sched/trace/kinds.h"
#include "ui/model/sentence.h"
#include "ui/model/text.h"

typedef struct {
    gboolean as_json, in_words;
} EventsOptions;

/* The parts of an event as words; "-" for parts that it does not have. */
typedef struct {
    const char *thread, *kind, *subject, *object;
    char *place, *value; /* owned */
} Words;

static const char *
track_name(const Model *model, guint32 id)
{
    const Track *track = model_track(model, id);

    return track ? track->name : "-";
}

static char *
place_of(const Model *model, guint32 site_id)
{
    const TraceSite *site = model_site(model, site_id);

    return site ? g_strdup_printf("%s:%u", site->file, site->line) : g_strdup("-");
}

static Words
words_of(const Model *model, const TraceEvent *event)
{
    const TraceKindInfo *info = trace_kind(event->kind);

    return (Words){
        .thread = event->thread ? track_name(model, event->thread) : "loop",
        .kind = info ? info->name : "UNKNOWN",
        .subject = track_name(model, event->subject),
        .object = track_name(model, event->object),
        .place = place_of(model, event->site),
        .value = model_value(model, event),
    };
}

static void
words_clear(Words *words)
{
    g_free(words->place);
    g_free(words->value);
}

/* ---- columns ---- */

enum { N_COLUMNS = 5 };

/* Each column is as wide as its longest text, leaving out those that are too long. */
typedef struct {
    guint widths[N_COLUMNS];
} EventColumns;

/* Measure the columns. Each place in the source is formatted only once. */
static EventColumns
measure(const Model *model)
{
    EventColumns columns = {{8, 16, 12, 12, 20}};
    guint *widths = columns.widths;
    g_autoptr(GHashTable) sites = g_hash_table_new(NULL, NULL);

    for (gsize i = 0; i < model_n_events(model); i++) {
        const TraceEvent *event = model_event(model, i);
        const TraceKindInfo *info = trace_kind(event->kind);

        column_widen(&widths[0], event->thread ? track_name(model, event->thread) : "loop");
        column_widen(&widths[1], info ? info->name : "");
        column_widen(&widths[2], track_name(model, event->subject));
        column_widen(&widths[3], track_name(model, event->object));
        if (g_hash_table_add(sites, GUINT_TO_POINTER(event->site))) {
            g_autofree char *place = place_of(model, event->site);
            column_widen(&widths[4], place);
        }
    }
    return columns;
}

static char *
line_of(const EventColumns *columns, const TraceEvent *event, const Words *words)
{
    const char *texts[N_COLUMNS] = {words->thread, words->kind, words->subject, words->object,
                                    words->place};
    GString *line = g_string_new(NULL);

    g_string_printf(line, "%6" G_GUINT64_FORMAT " %5" G_GINT64_FORMAT ".%09" G_GINT64_FORMAT,
                    event->number, event->time_ns / G_GINT64_CONSTANT(1000000000),
                    event->time_ns % G_GINT64_CONSTANT(1000000000));
    for (guint i = 0; i < N_COLUMNS; i++) {
        g_string_append(line, "  ");
        column_put(line, texts[i], columns->widths[i]);
    }
    g_string_append_printf(line, "  %s", words->value);
    return g_string_free(line, FALSE);
}

static void
add_sentences(JsonBuilder *builder, const Sentences *sentences)
{
    json_builder_set_member_name(builder, "words");
    json_builder_begin_array(builder);
    json_builder_add_string_value(builder, sentences->first);
    if (sentences->second)
        json_builder_add_string_value(builder, sentences->second);
    json_builder_end_array(builder);
}

static char *
json_of(const TraceEvent *event, const Words *words, const char *says, const Sentences *sentences)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();

    json_builder_begin_object(builder);
    json_add_int(builder, "number", (gint64) event->number);
    json_add_int(builder, "time_ns", event->time_ns);
    json_add_text(builder, "thread", words->thread);
    json_add_text(builder, "kind", words->kind);
    json_add_text(builder, "subject", words->subject);
    json_add_text(builder, "object", event->object ? words->object : NULL);
    json_add_text(builder, "source", event->site ? words->place : NULL);
    json_add_text(builder, "value", *words->value ? words->value : NULL);
    json_add_text(builder, "says", says);
    if (sentences)
        add_sentences(builder, sentences);
    json_builder_end_object(builder);
    return json_text(builder, FALSE);
}

/* What the lines of a listing are made from. */
typedef struct {
    const EventsOptions *options;
    Model *model;
    State *state; /* NULL unless in words */
    EventColumns columns;
} Listing;

/* "17 1 s Task-3 waits at line 13 for sleep(1 s)." */
static char *
line_in_words(const TraceEvent *event, const Sentences *sentences)
{
    g_autofree char *time = text_duration(event->time_ns);

    return g_strdup_printf("%" G_GUINT64_FORMAT " %s %s%s%s", event->number, time, sentences->first,
                           sentences->second ? " " : "",
                           sentences->second ? sentences->second : "");
}

static char *
text_in_columns(const Listing *listing, gsize i, const Sentences *sentences)
{
    const TraceEvent *event = model_event(listing->model, i);
    Words words = words_of(listing->model, event);
    g_autofree char *says = listing->options->as_json ? model_describe(listing->model, i) : NULL;
    char *text =
        says ? json_of(event, &words, says, sentences) : line_of(&listing->columns, event, &words);

    words_clear(&words);
    return text;
}

static char *
text_of(const Listing *listing, gsize i)
{
    gboolean in_words = listing->state && state_seek(listing->state, i);
    Sentences sentences = {0};
    char *text;

    if (in_words)
        sentences = sentences_at(listing->model, listing->state);
    if (in_words && !listing->options->as_json)
        text = line_in_words(model_event(listing->model, i), &sentences);
    else
        text = text_in_columns(listing, i, in_words ? &sentences : NULL);
    sentences_clear(&sentences);
    return g_strdelimit(g_strchomp(text), "\n", ' ');
}

static int
list_events(const void *data, char **arguments, int n)
{
    const EventsOptions *options = data;
    g_autoptr(Model) model = load_recording(arguments[0]);

    if (!model)
        return STATUS_REFUSED;
    g_autoptr(State) state = options->in_words ? state_new(model) : NULL;
    Listing listing = {.options = options, .model = model, .state = state};
    if (!options->as_json && !options->in_words)
        listing.columns = measure(model);
    for (gsize i = 0; i < model_n_events(model); i++) {
        g_autofree char *text = text_of(&listing, i);
        if (puts(text) < 0)
            return say_error("standard output cannot be written");
    }
    return say_output("");
}

static int
command(const Call *call)
{
    EventsOptions options = {0};
    const GOptionEntry entries[] = {
        {"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "print one JSON object a line", NULL},
        {"words", 0, 0, G_OPTION_ARG_NONE, &options.in_words,
         "print what happens and why, in sentences; with --json, add them", NULL},
        {0},
    };

    return call_run(call, entries, list_events, &options);
}

const Command command_events = {
    .name = "events",
    .arguments = "FILE [--json] [--words]",
    .about = "one event a line: number, time, thread, kind, subject, object, source line;\n"
             "           with --words in sentences, which say why",
    .min_arguments = 1,
    .max_arguments = 1,
    .call = command,
};
