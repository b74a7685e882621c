/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chrome.c - writes Chrome's trace events: an array of JSON objects, one per line, in order of
 * time. A group of tracks becomes a process, a track a thread. A slice that ended is an X with its
 * duration; one that did not is a B, whose E is at the end of the recording. */
#include <string.h>

#include "ui/interchange/end-label.h"
#include "ui/interchange/interchange.h"
#include "ui/interchange/out.h"
#include "ui/interchange/walk.h"

typedef struct {
    Out out;
    const Model *model;
    InterchangeProgressFn progress;
    void *data;
    guint known;     /* groups whose names are written: 1 << group for each */
    GArray *unended; /* of const Track *, whose last slices have no end */
} ChromeWriter;

static const char between[] = ",\n";

/* ---- JSON ---- */

static void
put_string(GString *json, const char *text)
{
    static const char plain[] = "\"\\\b\f\n\r\t", after[] = "\"\\bfnrt";

    g_string_append_c(json, '"');
    for (; *text; text++) {
        const char *escape = strchr(plain, *text);

        if (escape)
            g_string_append_printf(json, "\\%c", after[escape - plain]);
        else if ((guchar) *text < ' ' || *text == 0x7f)
            g_string_append_printf(json, "\\u%04x", (guint) *text);
        else
            g_string_append_c(json, *text);
    }
    g_string_append_c(json, '"');
}

/* ,"name":"text" */
static void
put_text(GString *json, const char *name, const char *text)
{
    g_string_append_printf(json, ",\"%s\":", name);
    put_string(json, text);
}

/* ,"name":1000.001: microseconds, to the nanosecond */
static void
put_time(GString *json, const char *name, gint64 ns)
{
    g_string_append_printf(json, ",\"%s\":%" G_GINT64_FORMAT ".%03d", name, ns / 1000,
                           (int) (ns % 1000));
}

static void
put_head(ChromeWriter *chrome, const char *phase, const Track *track)
{
    g_string_append(chrome->out.bytes, between);
    g_string_append_printf(chrome->out.bytes, "{\"ph\":\"%s\",\"pid\":%d,\"tid\":%u", phase,
                           (int) track->group + 1, track->id);
}

static void
put_end(ChromeWriter *chrome)
{
    g_string_append(chrome->out.bytes, "}");
    out_pass(&chrome->out);
}

/* ---- lanes ---- */

static void
put_meta(ChromeWriter *chrome, const Track *track, const char *what, const char *name)
{
    put_head(chrome, "M", track);
    put_text(chrome->out.bytes, "name", what);
    g_string_append(chrome->out.bytes, ",\"args\":{\"name\":");
    put_string(chrome->out.bytes, name);
    g_string_append_c(chrome->out.bytes, '}');
    put_end(chrome);
}

static void
put_order(ChromeWriter *chrome, const Track *track, const char *what, guint order)
{
    put_head(chrome, "M", track);
    put_text(chrome->out.bytes, "name", what);
    g_string_append_printf(chrome->out.bytes, ",\"args\":{\"sort_index\":%u}", order);
    put_end(chrome);
}

static void
put_group(ChromeWriter *chrome, const Track *track)
{
    if (chrome->known & 1u << track->group)
        return;
    chrome->known |= 1u << track->group;
    put_meta(chrome, track, "process_name", trace_tracks[track->group].heading);
    put_order(chrome, track, "process_sort_index", (guint) track->group);
}

static void
on_track(void *data, const Track *track, guint rank)
{
    ChromeWriter *chrome = data;
    g_autofree char *name = walk_track_name(track);

    put_group(chrome, track);
    put_meta(chrome, track, "thread_name", name);
    put_order(chrome, track, "thread_sort_index", rank);
}

/* ---- events ---- */

static void
put_args(ChromeWriter *chrome, const TraceEvent *event, gboolean unfinished)
{
    GString *json = chrome->out.bytes;
    const TraceSite *site = model_site(chrome->model, event->site);
    g_autofree char *value = model_value(chrome->model, event);

    g_string_append_printf(json, ",\"args\":{\"event\":%" G_GUINT64_FORMAT, event->number);
    if (*value)
        put_text(json, "value", value);
    if (site) {
        put_text(json, "file", site->file);
        g_string_append_printf(json, ",\"line\":%u", site->line);
        put_text(json, "function", site->function);
    }
    g_string_append(json, unfinished ? ",\"unfinished\":true}" : "}");
}

static void
put_flow(ChromeWriter *chrome, const Track *track, gint64 time_ns, guint64 flow, gboolean in)
{
    if (!flow)
        return;
    put_head(chrome, in ? "f\",\"bp\":\"e" : "s", track);
    put_time(chrome->out.bytes, "ts", time_ns);
    g_string_append_printf(chrome->out.bytes,
                           ",\"cat\":\"flow\",\"name\":\"wake\",\"id\":%" G_GUINT64_FORMAT, flow);
    put_end(chrome);
}

static void
on_begin(void *data, const WalkSlice *slice)
{
    ChromeWriter *chrome = data;
    gint64 begin_ns = slice->event->time_ns;
    gboolean unfinished = slice->span->end == MODEL_NONE;
    /* Not for a slice of no length: readers take an E before a B of the same time. */
    gboolean open = unfinished && slice->end_ns > begin_ns;

    put_head(chrome, open ? "B" : "X", slice->track);
    put_time(chrome->out.bytes, "ts", begin_ns);
    if (open)
        g_array_append_val(chrome->unended, slice->track);
    else
        put_time(chrome->out.bytes, "dur", slice->end_ns - begin_ns);
    put_text(chrome->out.bytes, "cat", slice->category);
    put_text(chrome->out.bytes, "name", slice->name);
    put_args(chrome, slice->event, unfinished);
    put_end(chrome);
    put_flow(chrome, slice->track, begin_ns, slice->flow_in, TRUE);
}

static void
on_tick(void *data, const WalkTick *tick)
{
    ChromeWriter *chrome = data;

    put_head(chrome, "i", tick->track);
    put_time(chrome->out.bytes, "ts", tick->event->time_ns);
    g_string_append(chrome->out.bytes, ",\"s\":\"t\"");
    put_text(chrome->out.bytes, "cat", tick->category);
    put_text(chrome->out.bytes, "name", tick->name);
    put_args(chrome, tick->event, FALSE);
    put_end(chrome);
    put_flow(chrome, tick->track, tick->event->time_ns, tick->flow_out, FALSE);
    put_flow(chrome, tick->track, tick->event->time_ns, tick->flow_in, TRUE);
}

static void
on_counter(void *data, guint counter, gint64 time_ns, gint64 value)
{
    ChromeWriter *chrome = data;
    const Track loop = {.id = TRACE_LOOP_ID};

    put_head(chrome, "C", &loop);
    put_time(chrome->out.bytes, "ts", time_ns);
    put_text(chrome->out.bytes, "name", walk_counter_name(counter));
    g_string_append_printf(chrome->out.bytes, ",\"args\":{\"value\":%" G_GINT64_FORMAT "}", value);
    put_end(chrome);
}

static void
on_progress(void *data, double share)
{
    ChromeWriter *chrome = data;

    if (chrome->progress)
        chrome->progress(share, chrome->data);
}

static void
put_ends(ChromeWriter *chrome)
{
    for (guint i = 0; i < chrome->unended->len; i++) {
        put_head(chrome, "E", g_array_index(chrome->unended, const Track *, i));
        put_time(chrome->out.bytes, "ts", model_duration_ns(chrome->model));
        put_end(chrome);
    }
}

static int
chrome_write(const Model *model, int fd, InterchangeProgressFn progress, void *data)
{
    static const WalkHandler handler = {
        .track = on_track,
        .begin = on_begin,
        .tick = on_tick,
        .counter = on_counter,
        .progress = on_progress,
    };
    ChromeWriter chrome = {.model = model, .progress = progress, .data = data};
    const char *title = model_meta(model, "title");
    g_autofree char *end = end_label_write(model_end(model));

    chrome.unended = g_array_new(FALSE, FALSE, sizeof(const Track *));
    out_init(&chrome.out, fd);
    g_string_append(chrome.out.bytes,
                    "[\n{\"ph\":\"M\",\"pid\":1,\"name\":\"title\",\"args\":{\"name\":");
    put_string(chrome.out.bytes, title ? title : "");
    put_text(chrome.out.bytes, "ended", end);
    g_string_append(chrome.out.bytes, "}}");
    walk_model(model, &handler, &chrome);
    put_ends(&chrome);
    g_string_append(chrome.out.bytes, "\n]\n");
    g_array_unref(chrome.unended);
    return out_finish(&chrome.out);
}

const InterchangeFormat interchange_chrome = {
    .extension = "json",
    .about = "Chrome's trace events, which many viewers read",
    .write = chrome_write,
};
