/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chrome-read.c - reads files of Chrome's trace events as other programs write them. Finds the
 * events in the JSON, but does not know what they mean. */
#include <string.h>

#include "ui/interchange/chrome-events.h"
#include "ui/interchange/readers.h"
#include "ui/model/text.h"

static const struct {
    const char *name;
    gsize offset;
} members[] = {
    {"ph", offsetof(ChromeEvent, phase)},          {"name", offsetof(ChromeEvent, name)},
    {"cat", offsetof(ChromeEvent, category)},      {"ts", offsetof(ChromeEvent, time)},
    {"dur", offsetof(ChromeEvent, duration)},      {"pid", offsetof(ChromeEvent, pid)},
    {"tid", offsetof(ChromeEvent, tid)},           {"id", offsetof(ChromeEvent, id)},
    {"scope", offsetof(ChromeEvent, scope)},       {"id2", offsetof(ChromeEvent, id2)},
    {"bind_id", offsetof(ChromeEvent, bind_id)},   {"flow_in", offsetof(ChromeEvent, flow_in)},
    {"flow_out", offsetof(ChromeEvent, flow_out)}, {"args", offsetof(ChromeEvent, args)},
};

static ScanText *
member(ChromeEvent *event, guint i)
{
    return (ScanText *) ((char *) event + members[i].offset);
}

static void
clear_members(ChromeEvent *event)
{
    for (guint i = 0; i < G_N_ELEMENTS(members); i++)
        *member(event, i) = (ScanText){"", 0, FALSE};
}

static void
keep_member(ChromeEvent *event, const ScanText *name, const ScanText *value)
{
    for (guint i = 0; i < G_N_ELEMENTS(members); i++)
        if (scan_text_is(name, members[i].name))
            *member(event, i) = *value;
}

/* Reads from after the opening bracket. Returns whether the array was closed. */
static gboolean
read_events(Chrome *chrome, Scan *scan)
{
    ScanText name, value;

    while (!scan_take(scan, ']')) {
        ChromeEvent event;

        if (scan_take(scan, ','))
            continue;
        if (scan_peek(scan) == '\0' && scan->at >= scan->end)
            return FALSE;
        if (!scan_take(scan, '{')) {
            chrome->n_bad++;
            if (!scan_value(scan, &value))
                return FALSE;
            continue;
        }
        clear_members(&event);
        while (scan_member(scan, &name, &value))
            keep_member(&event, &name, &value);
        if (scan->broken)
            return FALSE;
        chrome_take(chrome, &event);
    }
    return TRUE;
}

/* The events are in the member "traceEvents"; other members are not needed. */
static gboolean
read_object(Chrome *chrome, Scan *scan)
{
    ScanText name, value;

    while (scan_name(scan, &name))
        if (scan_text_is(&name, "traceEvents") && scan_take(scan, '[')) {
            if (!read_events(chrome, scan))
                return FALSE;
        } else if (!scan_value(scan, &value)) {
            return FALSE;
        }
    return !scan->broken;
}

static void
skip_byte_order_mark(Scan *scan)
{
    if (scan->end - scan->at >= 3 && !memcmp(scan->at, "\xef\xbb\xbf", 3))
        scan->at += 3;
}

/* What is wrong with the file, or NULL. A bare array may be left open, as programs do that write
 * events until they end. */
static char *
verdict(const Chrome *chrome, const Scan *scan, gsize size, gboolean is_array, gboolean closed)
{
    gboolean at_end = scan->at >= scan->end && !scan->broken;

    if (!closed && !(is_array && at_end))
        return g_strdup_printf("no JSON from byte %zu on: the rest was left out",
                               size - (gsize) MAX(scan->end - scan->at, 0));
    if (chrome->n_bad)
        return text_count(chrome->n_bad, "event without a phase or a time was left out",
                          "events without a phase or a time were left out");
    return NULL;
}

static char *
chrome_read(const char *bytes, gsize size, Draft *draft)
{
    Scan scan = {.at = bytes, .end = bytes + size};
    Chrome chrome = {
        .draft = draft,
        .processes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .tracks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .flows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    gboolean is_array, closed;

    skip_byte_order_mark(&scan);
    is_array = scan_take(&scan, '[');
    if (is_array)
        closed = read_events(&chrome, &scan);
    else
        closed = scan_take(&scan, '{') && read_object(&chrome, &scan);
    char *message = verdict(&chrome, &scan, size, is_array, closed);
    g_hash_table_unref(chrome.processes);
    g_hash_table_unref(chrome.tracks);
    g_hash_table_unref(chrome.flows);
    return message;
}

static gboolean
is_json(const char *bytes, gsize size)
{
    gsize at = size >= 3 && !memcmp(bytes, "\xef\xbb\xbf", 3) ? 3 : 0;

    while (at < size && bytes[at] && strchr(" \t\r\n", bytes[at]))
        at++;
    return at < size && (bytes[at] == '[' || bytes[at] == '{');
}

const InterchangeReader interchange_chrome_read = {
    .name = "Chrome's trace events",
    .patterns = {"*.json"},
    .first = "[{\xef \t\r\n",
    .empty = "JSON without trace events",
    .is = is_json,
    .read = chrome_read,
};
