/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pace.c - a queue of events between a reader and a model. */
#include "app/run/pace.h"

#include <string.h>

/* An event, or the end of the run, which is due when the last event is. */
typedef struct {
    gboolean is_end;
    gint64 time_ns;
    TraceEvent event;
    TraceEnd end;
    char text[]; /* of the event or of the end */
} HeldEvent;

struct Pace {
    TraceSink to;
    void *data;
    gboolean holds;
    gboolean stopped; /* drop what comes */
    GQueue held;      /* of HeldEvent */
    gint64 last_ns, released_ns;
};

Pace *
pace_new(const TraceSink *sink, void *data)
{
    Pace *pace = g_new0(Pace, 1);

    pace->to = *sink;
    pace->data = data;
    g_queue_init(&pace->held);
    return pace;
}

void
pace_free(Pace *pace)
{
    if (!pace)
        return;
    g_queue_clear_full(&pace->held, g_free);
    g_free(pace);
}

/* ---- what comes in ---- */

static void
take_meta(void *data, const char *key, const char *value)
{
    Pace *pace = data;

    if (g_str_equal(key, "clock"))
        pace->holds = g_str_equal(value, "virtual");
    if (pace->to.meta)
        pace->to.meta(pace->data, key, value);
}

static void
take_source(void *data, const char *file, const char *text, size_t size)
{
    Pace *pace = data;

    if (pace->to.source)
        pace->to.source(pace->data, file, text, size);
}

static void
take_site(void *data, const TraceSite *site)
{
    Pace *pace = data;

    if (pace->to.site)
        pace->to.site(pace->data, site);
}

static HeldEvent *
hold(Pace *pace, gint64 time_ns, const char *text, gsize size)
{
    HeldEvent *held = g_malloc0(sizeof(HeldEvent) + size + 1);

    held->time_ns = pace->last_ns = time_ns;
    if (text)
        memcpy(held->text, text, size);
    g_queue_push_tail(&pace->held, held);
    return held;
}

static void
pass(Pace *pace, const HeldEvent *held)
{
    pace->released_ns = held->time_ns;
    if (held->is_end && pace->to.end)
        pace->to.end(pace->data, &held->end);
    else if (!held->is_end && pace->to.event)
        pace->to.event(pace->data, &held->event);
}

static void
take_event(void *data, const TraceEvent *event)
{
    Pace *pace = data;
    HeldEvent *held;

    if (pace->stopped)
        return;
    if (!pace->holds) {
        pass(pace, &(HeldEvent){.time_ns = event->time_ns, .event = *event});
        return;
    }
    held = hold(pace, event->time_ns, event->text, event->text_size);
    held->event = *event;
    held->event.text = event->text ? held->text : NULL;
}

static void
take_end(void *data, const TraceEnd *end)
{
    Pace *pace = data;
    HeldEvent *held;

    if (pace->stopped)
        return;
    if (!pace->holds) {
        pass(pace, &(HeldEvent){.is_end = TRUE, .time_ns = pace->released_ns, .end = *end});
        return;
    }
    held = hold(pace, pace->last_ns, end->text, strlen(end->text));
    held->is_end = TRUE;
    held->end = *end;
    held->end.text = held->text;
}

const TraceSink *
pace_sink(void)
{
    static const TraceSink sink = {.meta = take_meta,
                                   .source = take_source,
                                   .site = take_site,
                                   .event = take_event,
                                   .end = take_end};

    return &sink;
}

/* ---- what goes out ---- */

gboolean
pace_release(Pace *pace, gint64 elapsed_ns)
{
    gboolean some = FALSE;

    while (pace->held.head && ((HeldEvent *) pace->held.head->data)->time_ns <= elapsed_ns) {
        g_autofree HeldEvent *held = g_queue_pop_head(&pace->held);
        pass(pace, held);
        some = TRUE;
    }
    return some;
}

void
pace_flush(Pace *pace)
{
    pace_release(pace, G_MAXINT64);
}

void
pace_stop(Pace *pace)
{
    if (!pace->holds || pace->stopped)
        return;
    pace->stopped = TRUE;
    g_queue_clear_full(&pace->held, g_free);
    pass(pace, &(HeldEvent){.is_end = TRUE,
                            .time_ns = pace->released_ns,
                            .end = {.kind = TRACE_END_INTERRUPTED, .text = ""}});
}

gint64
pace_next_ns(const Pace *pace)
{
    return pace->held.head ? ((HeldEvent *) pace->held.head->data)->time_ns : -1;
}

gint64
pace_released_ns(const Pace *pace)
{
    return pace->released_ns;
}

gsize
pace_n_held(const Pace *pace)
{
    return pace->held.length;
}
