/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes.c - awaitscope notes: the bookmarks of a recording, and what is noted at them. */
#include "ui/model/notes.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "app/cli/call.h"
#include "app/cli/event-option.h"
#include "app/cli/range.h"
#include "app/cli/read.h"
#include "app/run/note-file.h"
#include "app/say/json.h"
#include "app/say/message.h"
#include "sched/trace/format.h"
#include "ui/model/text.h"

typedef struct {
    EventOptions event;
    char *text; /* NULL if not given */
    gboolean removes, as_json;
} NoteOptions;

/* ---- what there is ---- */

static void
add_note(JsonBuilder *builder, const Model *model, const Note *note)
{
    const TraceEvent *event = model_event(model, note->event);

    json_builder_begin_object(builder);
    json_add_int(builder, "event", (gint64) event->number);
    json_add_int(builder, "time_ns", event->time_ns);
    json_add_text(builder, "text", note->text);
    json_builder_end_object(builder);
}

static int
print_json(const Model *model)
{
    const GArray *notes = model_notes(model);
    g_autoptr(JsonBuilder) builder = json_builder_new();

    json_builder_begin_array(builder);
    for (guint i = 0; i < notes->len; i++)
        add_note(builder, model, &g_array_index(notes, Note, i));
    json_builder_end_array(builder);
    g_autofree char *text = json_text(builder, TRUE);
    return say_output(text);
}

/* Lines of a note stay below each other. */
static void
print_note(GString *out, const Model *model, const Note *note)
{
    const TraceEvent *event = model_event(model, note->event);
    g_autofree char *time = text_duration(event->time_ns);
    g_auto(GStrv) lines = g_strsplit(note->text, "\n", -1);
    g_autofree char *text = g_strjoinv("\n                       ", lines);

    g_string_append_printf(out, "%7" G_GUINT64_FORMAT "  %12s  %s\n", event->number, time,
                           *text ? text : "(bookmark)");
}

static int
print_text(const Model *model)
{
    const GArray *notes = model_notes(model);
    g_autoptr(GString) out = g_string_new(NULL);

    for (guint i = 0; i < notes->len; i++)
        print_note(out, model, &g_array_index(notes, Note, i));
    return say_output(out->str);
}

static int
list(const NoteOptions *options, const char *path)
{
    g_autoptr(Model) model = load_recording(path);

    if (!model)
        return STATUS_REFUSED;
    return options->as_json ? print_json(model) : print_text(model);
}

/* ---- another one ---- */

/* A bookmark where a note is stays that note. */
static const char *
new_text(const NoteOptions *options, const char *now)
{
    if (options->removes)
        return NULL;
    return options->text ? options->text : now ? now : "";
}

static int
set(const NoteOptions *options, const char *path)
{
    g_autoptr(Model) model = load_recording_to_note(path);
    g_autoptr(GError) error = NULL;
    gsize event;

    if (!model || !event_options_read(&options->event, model, path, &event))
        return STATUS_REFUSED;
    const char *now = model_note(model, event), *text = new_text(options, now);
    if (options->removes && !now)
        return say_error("%s: nothing is noted at event %" G_GUINT64_FORMAT, path,
                         model_event(model, event)->number);
    if (g_strcmp0(text, now) == 0 || note_append(path, &(Note){event, text}, &error))
        return STATUS_DONE;
    return say_error("%s", error->message);
}

static int
notes(const void *data, char **arguments, int n)
{
    const NoteOptions *options = data;
    int given = event_options_given(&options->event);

    if (given > 1 || (!given && (options->text || options->removes)))
        return say_error("notes: --text and --remove are for an event: give either --at T or "
                         "--event N");
    if (options->text && options->removes)
        return say_error("notes: give either --text or --remove");
    if (options->text && strlen(options->text) > FORMAT_TEXT_MAX)
        return say_error("--text: longer than %d bytes", FORMAT_TEXT_MAX);
    if (options->text && !g_utf8_validate(options->text, -1, NULL))
        return say_error("--text: not UTF-8");
    return given ? set(options, arguments[0]) : list(options, arguments[0]);
}

static int
command(const Call *call)
{
    NoteOptions options = {.event = NO_EVENT_OPTIONS};
    const GOptionEntry entries[] = {
        EVENT_ENTRIES(options.event),
        {"text", 0, 0, G_OPTION_ARG_STRING, &options.text,
         "note this at the event, in place of what was noted", "TEXT"},
        {"remove", 0, 0, G_OPTION_ARG_NONE, &options.removes,
         "take back the bookmark, and what was noted", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "print a JSON array", NULL},
        {0},
    };

    return call_run(call, entries, notes, &options);
}

const Command command_notes = {
    .name = "notes",
    .arguments = "FILE [--at T | --event N [--text TEXT | --remove]] [--json]",
    .about = "list the bookmarks and notes of a recording, or set one",
    .details = "With --at or --event it sets a bookmark at that event, with --text a note, which "
               "slides\nshow to the speaker. N is the number of an event, as awaitscope events "
               "prints it.\n" RANGE_TIMES,
    .min_arguments = 1,
    .max_arguments = 1,
    .call = command,
};
