/* SPDX-License-Identifier: GPL-3.0-or-later */
/* info.c - awaitscope info: a summary of a recording. */
#include <json-glib/json-glib.h>

#include "app/cli/call.h"
#include "app/cli/crowd.h"
#include "app/cli/holds.h"
#include "app/cli/read.h"
#include "app/say/json.h"
#include "app/say/message.h"
#include "sched/trace/kinds.h"
#include "ui/model/text.h"

typedef struct {
    gboolean as_json, all;
} InfoOptions;

static const char *const meta_keys[] = {"title", "scenario", "file", "set", "clock"};

static const char *
end_word(const Model *model)
{
    const TraceEnd *end = model_end(model);

    return text_end(end ? end->kind : TRACE_END_NONE);
}

static const char *
end_text(const Model *model)
{
    const TraceEnd *end = model_end(model);

    return end ? end->text : "";
}

/* "exit() was called, status 3". The text of an end leaves out the status; for a signal it has the
 * name. */
static char *
end_reason(const Model *model)
{
    const TraceEnd *end = model_end(model);

    return end && end->kind == TRACE_END_EXITED
               ? g_strdup_printf("%s, status %" G_GINT64_FORMAT, end->text, (gint64) end->value)
               : g_strdup(end_text(model));
}

/* Events by kind; kinds this version does not know are counted together under 0. */
static guint *
count_kinds(const Model *model)
{
    guint *counts = g_new0(guint, TRACE_KIND_LIMIT);

    for (gsize i = 0; i < model_n_events(model); i++) {
        guint kind = model_event(model, i)->kind;
        counts[trace_kind(kind) ? kind : 0]++;
    }
    return counts;
}

static const char *
kind_name(guint kind)
{
    const TraceKindInfo *info = trace_kind(kind);

    return info ? info->name : "UNKNOWN";
}

/* ---- JSON ---- */

static void
add_task(JsonBuilder *builder, const Track *task)
{
    json_builder_begin_object(builder);
    json_add_text(builder, "name", task->name);
    json_add_text(builder, "function", task->detail);
    json_add_text(builder, "outcome", text_outcome(task->outcome));
    json_add_text(builder, "result", task->outcome_text);
    json_builder_end_object(builder);
}

static void
add_sync(JsonBuilder *builder, const Track *sync)
{
    json_builder_begin_object(builder);
    json_add_text(builder, "name", sync->name);
    json_add_text(builder, "what", sync->detail);
    json_add_text(builder, "outcome", sync->outcome ? text_outcome(sync->outcome) : NULL);
    json_builder_end_object(builder);
}

static void
add_counts(JsonBuilder *builder, const guint *counts)
{
    json_builder_set_member_name(builder, "kinds");
    json_builder_begin_object(builder);
    for (guint kind = 0; kind < TRACE_KIND_LIMIT; kind++)
        if (counts[kind])
            json_add_int(builder, kind_name(kind), counts[kind]);
    json_builder_end_object(builder);
}

/* Add the exit status of the program, or the number of the signal that ended it. */
static void
add_number(JsonBuilder *builder, const TraceEnd *end)
{
    if (end && end->kind == TRACE_END_EXITED)
        json_add_int(builder, "status", end->value);
    if (end && end->kind == TRACE_END_CRASHED)
        json_add_int(builder, "signal", end->value);
}

static void
add_losses(JsonBuilder *builder, const Losses *losses)
{
    json_add_int(builder, "dropped", (gint64) MIN(losses->n_events, G_MAXINT64));
    if (losses->n_events == 0)
        return;
    json_add_int(builder, "dropped_first_ns", losses->first_ns);
    json_add_int(builder, "dropped_last_ns", losses->last_ns);
}

static int
print_json(const Model *model, const guint *counts)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    const GPtrArray *tasks = model_tracks(model, TRACE_TRACK_TASK);
    const GPtrArray *syncs = model_tracks(model, TRACE_TRACK_SYNC);

    json_builder_begin_object(builder);
    for (gsize i = 0; i < G_N_ELEMENTS(meta_keys); i++)
        json_add_text(builder, meta_keys[i], model_meta(model, meta_keys[i]));
    json_add_int(builder, "duration_ns", model_duration_ns(model));
    json_add_int(builder, "begin_ns", model_begin_ns(model));
    json_add_int(builder, "events", (gint64) model_n_events(model));
    json_add_text(builder, "ended", end_word(model));
    json_add_text(builder, "message", end_text(model));
    add_number(builder, model_end(model));
    add_losses(builder, model_losses(model));
    add_counts(builder, counts);
    json_builder_set_member_name(builder, "tasks");
    json_builder_begin_array(builder);
    for (guint i = 0; i < tasks->len; i++)
        add_task(builder, tasks->pdata[i]);
    json_builder_end_array(builder);
    json_builder_set_member_name(builder, "syncs");
    json_builder_begin_array(builder);
    for (guint i = 0; i < syncs->len; i++)
        add_sync(builder, syncs->pdata[i]);
    json_builder_end_array(builder);
    holds_add(builder, model);
    json_builder_end_object(builder);
    g_autofree char *text = json_text(builder, TRUE);
    return say_output(text);
}

/* ---- text ---- */

/* For a recording that holds only the last part of a run: where that part begins. */
static void
put_beginning(GString *text, const Model *model)
{
    g_autofree char *begin = text_duration(model_begin_ns(model));
    g_autofree char *kept = text_duration(model_span_ns(model));
    const TraceEvent *first = model_event(model, 0);

    if (first && first->number > 1)
        g_string_append_printf(text,
                               "%-9s the last %s, from %s and event %" G_GUINT64_FORMAT " on\n",
                               "kept", kept, begin, (guint64) first->number);
}

static void
put_head(GString *text, const Model *model)
{
    g_autofree char *duration = text_duration(model_duration_ns(model));
    g_autofree char *losses = losses_words(model_losses(model));
    g_autofree char *end = end_reason(model);

    for (gsize i = 0; i < G_N_ELEMENTS(meta_keys); i++)
        if (model_meta(model, meta_keys[i]))
            g_string_append_printf(text, "%-9s %s\n", meta_keys[i],
                                   model_meta(model, meta_keys[i]));
    g_string_append_printf(text, "%-9s %s\n", "duration", duration);
    put_beginning(text, model);
    g_string_append_printf(text, "%-9s %" G_GSIZE_FORMAT "\n", "events", model_n_events(model));
    g_string_append_printf(text, "%-9s %s%s%s\n", "ended", end_word(model), *end ? ": " : "", end);
    if (losses)
        g_string_append_printf(text, "%-9s %s\n", "missing", losses);
}

static void
put_tracks(GString *text, const Model *model, TraceTrack group, const char *heading, gboolean all)
{
    const GPtrArray *tracks = model_tracks(model, group);

    if (!tracks->len)
        return;
    g_string_append_printf(text, "\n%s\n", heading);
    crowd_put(text, tracks, all);
}

static void
put_counts(GString *text, const guint *counts)
{
    gsize before = text->len;

    for (guint kind = 0; kind < TRACE_KIND_LIMIT; kind++)
        if (counts[kind])
            g_string_append_printf(text, "  %-18s %8u\n", kind_name(kind), counts[kind]);
    if (text->len > before)
        g_string_insert(text, (gssize) before, "\nevents by kind\n");
}

static int
print_text(const Model *model, const guint *counts, gboolean all)
{
    g_autoptr(GString) text = g_string_new(NULL);

    put_head(text, model);
    holds_put(text, model);
    put_tracks(text, model, TRACE_TRACK_TASK, "tasks", all);
    put_tracks(text, model, TRACE_TRACK_SYNC, "locks, queues, blocks", all);
    put_counts(text, counts);
    return say_output(text->str);
}

static int
inform(const void *data, char **arguments, int n)
{
    const InfoOptions *options = data;
    g_autoptr(Model) model = load_recording(arguments[0]);

    if (!model)
        return STATUS_REFUSED;
    g_autofree guint *counts = count_kinds(model);
    return options->as_json ? print_json(model, counts) : print_text(model, counts, options->all);
}

static int
command(const Call *call)
{
    InfoOptions options = {0};
    const GOptionEntry entries[] = {
        {"all", 0, 0, G_OPTION_ARG_NONE, &options.all, "a line for each task, however many", NULL},
        {"json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, "print JSON", NULL},
        {0},
    };

    return call_run(call, entries, inform, &options);
}

const Command command_info = {
    .name = "info",
    .arguments = "FILE [--all] [--json]",
    .about = "duration, counts by kind, tasks and how each ended, how the recording ended",
    .min_arguments = 1,
    .max_arguments = 1,
    .call = command,
};
