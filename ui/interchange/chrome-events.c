/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chrome-events.c - what Chrome's trace events mean. A thread is a track, and so is each counter
 * and each asynchronous operation. To read another phase, add a row to the table at the end. */
#include "ui/interchange/chrome-events.h"

#include <string.h>

enum { NS_PER_US = 1000 };

/* ---- names and numbers ---- */

static guint32
keep_name(Chrome *chrome, const ScanText *value)
{
    g_autofree char *text = scan_text(value);

    return draft_name(chrome->draft, text, strlen(text));
}

static void
append_key(GString *key, const ScanText *value)
{
    g_string_append_c(key, ' ');
    g_string_append_len(key, value->at, (gssize) value->size);
}

/* The number of `key` in `table`; 0 if it has none. */
static guint
known(GHashTable *table, const char *key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(table, key));
}

static guint32
process_of(Chrome *chrome, const ScanText *pid)
{
    g_autofree char *key = g_strndup(pid->at, pid->size);
    guint number = known(chrome->processes, key);

    if (number == 0) {
        number = draft_add_process(chrome->draft) + 1;
        g_hash_table_insert(chrome->processes, g_steal_pointer(&key), GUINT_TO_POINTER(number));
    }
    return number - 1;
}

/* The track with this key. A new track is called `fallback` unless the file names it. */
static guint32
track_of(Chrome *chrome, const ChromeEvent *event, const char *key, const char *fallback)
{
    guint number = known(chrome->tracks, key);

    if (number == 0) {
        guint32 process = process_of(chrome, &event->pid);

        number = draft_add_track(chrome->draft, process) + 1;
        draft_track(chrome->draft, number - 1)->fallback =
            draft_name(chrome->draft, fallback, strlen(fallback));
        g_hash_table_insert(chrome->tracks, g_strdup(key), GUINT_TO_POINTER(number));
    }
    return number - 1;
}

static guint32
thread_of(Chrome *chrome, const ChromeEvent *event)
{
    g_autoptr(GString) key = g_string_new("thread"), name = g_string_new("Thread");

    append_key(key, &event->pid);
    append_key(key, &event->tid);
    append_key(name, &event->tid);
    return track_of(chrome, event, key->str, event->tid.size ? name->str : "Process");
}

/* The track of an asynchronous operation. These have ids, which may be unique only within their
 * process. */
static guint32
operation_of(Chrome *chrome, const ChromeEvent *event)
{
    g_autoptr(GString) key = g_string_new("operation");
    g_autofree char *name = scan_text(&event->name);

    append_key(key, &event->category);
    append_key(key, &event->scope);
    append_key(key, &event->id);
    append_key(key, &event->id2);
    append_key(key, &event->pid);
    return track_of(chrome, event, key->str, name);
}

/* ---- what the phases mean ---- */

/* A scan of the event's arguments, an object, that stands at the first of them. */
static Scan
open_arguments(const ChromeEvent *event)
{
    Scan scan = {event->args.at, event->args.at + event->args.size, event->args.size == 0};

    scan_take(&scan, '{');
    return scan;
}

static DraftItem
item_of(Chrome *chrome, const ChromeEvent *event, DraftType type, guint32 track)
{
    DraftItem item = {.track = track, .type = type};

    scan_number(&event->time, NS_PER_US, &item.time_ns);
    item.name = keep_name(chrome, &event->name);
    item.category = keep_name(chrome, &event->category);
    return item;
}

/* The source location, as our own writer puts it: "file", "line" and "function" among the
 * arguments. */
static guint32
site_of(Chrome *chrome, const ChromeEvent *event)
{
    Scan scan = open_arguments(event);
    ScanText name, value, file = {"", 0, FALSE}, function = file;
    gint64 line = 0;

    while (scan_member(&scan, &name, &value)) {
        if (scan_text_is(&name, "file") && value.quoted)
            file = value;
        else if (scan_text_is(&name, "function") && value.quoted)
            function = value;
        else if (scan_text_is(&name, "line"))
            scan_number(&value, 1, &line);
    }
    guint32 number = keep_name(chrome, &file); /* 0 if the text is empty once unescaped */

    if (number == 0 || line < 1 || line > G_MAXUINT32)
        return 0;
    return draft_site(chrome->draft, number, keep_name(chrome, &function), (guint) line);
}

static void
add_flow(Chrome *chrome, const DraftItem *at, const ScanText *id, const ScanText *category)
{
    g_autoptr(GString) key = g_string_new("flow");
    DraftItem flow = {.time_ns = at->time_ns, .track = at->track, .type = DRAFT_FLOW};

    append_key(key, category);
    append_key(key, id);
    flow.value = known(chrome->flows, key->str);
    if (flow.value == 0) {
        flow.value = g_hash_table_size(chrome->flows) + 1;
        g_hash_table_insert(chrome->flows, g_strdup(key->str), GUINT_TO_POINTER(flow.value));
    }
    draft_add(chrome->draft, &flow);
}

static void
add(Chrome *chrome, const ChromeEvent *event, DraftType type, guint32 track)
{
    static const ScanText none = {"", 0, FALSE};
    DraftItem item = item_of(chrome, event, type, track);

    if (type == DRAFT_SLICE && scan_number(&event->duration, NS_PER_US, &item.value))
        item.value = MAX(item.value, 0);
    if (type == DRAFT_BEGIN || type == DRAFT_SLICE || type == DRAFT_TICK)
        item.site = site_of(chrome, event);
    draft_add(chrome->draft, &item);
    if (event->bind_id.size &&
        (scan_text_is(&event->flow_in, "true") || scan_text_is(&event->flow_out, "true")))
        add_flow(chrome, &item, &event->bind_id, &none);
}

static void
take_flow(Chrome *chrome, const ChromeEvent *event)
{
    DraftItem at = item_of(chrome, event, DRAFT_FLOW, thread_of(chrome, event));

    add_flow(chrome, &at, &event->id, &event->category);
}

/* Add a value of one of a counter's series. The name of the series is part of the track's name,
 * unless it is just "value". */
static void
add_count(Chrome *chrome, const ChromeEvent *event, const ScanText *series, const ScanText *value)
{
    g_autofree char *text = scan_text(&event->name);
    g_autofree char *plain = g_strndup(value->at, value->size);
    g_autoptr(GString) key = g_string_new("counter"), name = g_string_new(text);
    double real = g_ascii_strtod(plain, NULL);

    append_key(key, &event->pid);
    append_key(key, &event->name);
    append_key(key, &event->id);
    append_key(key, series);
    if (!scan_text_is(series, "value"))
        append_key(name, series);
    DraftItem item =
        item_of(chrome, event, DRAFT_REAL, track_of(chrome, event, key->str, name->str));
    item.name = 0;
    memcpy(&item.value, &real, sizeof real);
    if (!strpbrk(plain, ".eE") && scan_number(value, 1, &item.value))
        item.type = DRAFT_INT;
    draft_add(chrome->draft, &item);
}

static void
take_counter(Chrome *chrome, const ChromeEvent *event)
{
    Scan scan = open_arguments(event);
    ScanText series, value;
    gint64 number;

    while (scan_member(&scan, &series, &value))
        if (scan_number(&value, 1, &number))
            add_count(chrome, event, &series, &value);
}

static void
name_process(Chrome *chrome, const ChromeEvent *event, const ScanText *value)
{
    guint32 process = process_of(chrome, &event->pid);

    draft_process(chrome->draft, process)->name = keep_name(chrome, value);
}

static void
order_process(Chrome *chrome, const ChromeEvent *event, const ScanText *value)
{
    guint32 process = process_of(chrome, &event->pid);

    scan_number(value, 1, &draft_process(chrome->draft, process)->order);
}

static void
name_thread(Chrome *chrome, const ChromeEvent *event, const ScanText *value)
{
    guint32 track = thread_of(chrome, event);

    draft_track(chrome->draft, track)->name = keep_name(chrome, value);
}

static void
order_thread(Chrome *chrome, const ChromeEvent *event, const ScanText *value)
{
    guint32 track = thread_of(chrome, event);

    scan_number(value, 1, &draft_track(chrome->draft, track)->order);
}

/* The title, as our own writer puts it. */
static void
take_title(Chrome *chrome, const ChromeEvent *event, const ScanText *value)
{
    draft_set_title(chrome->draft, keep_name(chrome, value));
}

static void
take_end(Chrome *chrome, const ChromeEvent *event, const ScanText *value)
{
    g_autofree char *words = scan_text(value);

    draft_set_end(chrome->draft, words);
}

/* Take a metadata event: what it sets, by its name and the name of the argument. */
static void
take_meta(Chrome *chrome, const ChromeEvent *event)
{
    static const struct {
        const char *name, *argument;
        void (*take)(Chrome *chrome, const ChromeEvent *event, const ScanText *value);
    } rows[] = {
        {"process_name", "name", name_process}, {"process_sort_index", "sort_index", order_process},
        {"thread_name", "name", name_thread},   {"thread_sort_index", "sort_index", order_thread},
        {"title", "name", take_title},          {"title", "ended", take_end}};
    Scan scan = open_arguments(event);
    ScanText name, value;

    while (scan_member(&scan, &name, &value))
        for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
            if (scan_text_is(&event->name, rows[i].name) && scan_text_is(&name, rows[i].argument))
                rows[i].take(chrome, event, &value);
}

/* The phases. Those not listed (samples, objects, memory) have no place on a timeline. A phase with
 * `track` adds an item of `type` to that track; the others have a function of their own. */
static const struct {
    char phase;
    DraftType type;
    guint32 (*track)(Chrome *chrome, const ChromeEvent *event);
    void (*take)(Chrome *chrome, const ChromeEvent *event);
} phases[] = {
    {'B', DRAFT_BEGIN, thread_of, NULL},
    {'E', DRAFT_END, thread_of, NULL},
    {'X', DRAFT_SLICE, thread_of, NULL},
    {'i', DRAFT_TICK, thread_of, NULL},
    {'I', DRAFT_TICK, thread_of, NULL},
    {'R', DRAFT_TICK, thread_of, NULL},
    {'b', DRAFT_BEGIN, operation_of, NULL},
    {'e', DRAFT_END, operation_of, NULL},
    {'n', DRAFT_TICK, operation_of, NULL},
    {'S', DRAFT_BEGIN, operation_of, NULL},
    {'F', DRAFT_END, operation_of, NULL},
    {'T', DRAFT_TICK, operation_of, NULL},
    {'p', DRAFT_TICK, operation_of, NULL},
    {'s', 0, NULL, take_flow},
    {'t', 0, NULL, take_flow},
    {'f', 0, NULL, take_flow},
    {'C', 0, NULL, take_counter},
    {'M', 0, NULL, take_meta},
};

void
chrome_take(Chrome *chrome, const ChromeEvent *event)
{
    gint64 time;

    for (guint i = 0; i < G_N_ELEMENTS(phases) && event->phase.size == 1; i++)
        if (phases[i].phase == event->phase.at[0]) {
            if (phases[i].take != take_meta && !scan_number(&event->time, NS_PER_US, &time))
                chrome->n_bad++;
            else if (phases[i].take)
                phases[i].take(chrome, event);
            else
                add(chrome, event, phases[i].type, phases[i].track(chrome, event));
            return;
        }
    chrome->n_bad += event->phase.size != 1;
}
