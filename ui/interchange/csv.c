/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.c - writes one event per line, after a line of headings; fields and lines follow RFC 4180. */
#include <string.h>

#include "ui/interchange/interchange.h"
#include "ui/interchange/out.h"

enum { EVENTS_A_PROGRESS = 65536 };

static const char heading[] =
    "number,time_ns,thread,kind,subject,subject_name,object,object_name,file,line,function,call,"
    "value_type,number_value,value,text\r\n";

/* Names of the types of values, numbered as in event.h. */
static const char *const type_words[] = {
    [TRACE_VALUE_NONE] = "",
    [TRACE_VALUE_BOOL] = "bool",
    [TRACE_VALUE_INT] = "int",
    [TRACE_VALUE_REAL] = "real",
    [TRACE_VALUE_TEXT] = "text",
    [TRACE_VALUE_BYTES] = "bytes",
    [TRACE_VALUE_LIST] = "list",
    [TRACE_VALUE_POINTER] = "pointer",
    [TRACE_VALUE_OBJECT] = "object",
    [TRACE_VALUE_ERROR] = "error",
    [TRACE_VALUE_DURATION] = "duration",
    [TRACE_VALUE_LABEL] = "label",
};

static void
put_number(GString *out, gint64 number)
{
    g_string_append_printf(out, "%" G_GINT64_FORMAT ",", number);
}

/* Puts the text in quotes if it contains a comma, a quote or a line break. */
static void
put_field(GString *out, const char *text)
{
    gboolean quoted = text[strcspn(text, ",\"\r\n")] != '\0';

    if (!quoted) {
        g_string_append(out, text);
        return;
    }
    g_string_append_c(out, '"');
    for (; *text; text++)
        g_string_append(out, *text == '"' ? "\"\"" : (char[]){*text, '\0'});
    g_string_append_c(out, '"');
}

static void
put_text(GString *out, const char *text)
{
    put_field(out, text);
    g_string_append_c(out, ',');
}

static void
put_track(GString *out, const Model *model, guint32 id)
{
    const Track *track = model_track(model, id);

    put_number(out, id);
    put_text(out, track ? track->name : "");
}

static void
put_site(GString *out, const Model *model, guint32 id)
{
    const TraceSite *site = model_site(model, id);

    put_text(out, site ? site->file : "");
    if (site)
        put_number(out, site->line);
    else
        g_string_append_c(out, ',');
    put_text(out, site ? site->function : "");
    put_text(out, site ? site->name : "");
}

static void
put_value(GString *out, const Model *model, const TraceEvent *event)
{
    guint type = (guint) event->value_type;
    g_autofree char *value = model_value(model, event);
    g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, (gint64) event->value);

    put_text(out, type < G_N_ELEMENTS(type_words) ? type_words[type] : "");
    put_text(out, type == TRACE_VALUE_NONE ? "" : type == TRACE_VALUE_REAL ? value : number);
    put_text(out, value);
    put_field(out, event->text ? event->text : "");
}

static void
put_event(GString *out, const Model *model, const TraceEvent *event)
{
    const TraceKindInfo *kind = trace_kind(event->kind);
    g_autofree char *unknown = kind ? NULL : g_strdup_printf("%u", event->kind);

    g_string_append_printf(out, "%" G_GUINT64_FORMAT ",", event->number);
    put_number(out, event->time_ns);
    put_number(out, event->thread);
    put_text(out, kind ? kind->name : unknown);
    put_track(out, model, event->subject);
    put_track(out, model, event->object);
    put_site(out, model, event->site);
    put_value(out, model, event);
    g_string_append(out, "\r\n");
}

static int
csv_write(const Model *model, int fd, InterchangeProgressFn progress, void *data)
{
    gsize n = model_n_events(model);
    Out out;

    out_init(&out, fd);
    g_string_append(out.bytes, heading);
    for (gsize i = 0; i < n && !out.error; i++) {
        if (progress && i % EVENTS_A_PROGRESS == 0)
            progress((double) i / (double) n, data);
        put_event(out.bytes, model, model_event(model, i));
        out_pass(&out);
    }
    return out_finish(&out);
}

const InterchangeFormat interchange_csv = {
    .extension = "csv",
    .about = "table of events, for spreadsheets",
    .write = csv_write,
};
