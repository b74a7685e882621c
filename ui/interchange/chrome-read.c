/* SPDX-License-Identifier: GPL-3.0-or-later */
/* chrome-read.c - Chrome's trace events as other programs write them. A thread is a track, and so
 * is each counter and each asynchronous operation. To take one more phase: a function, and a row in
 * the table at the end. */
#include <string.h>

#include "ui/interchange/readers.h"
#include "ui/interchange/scan.h"

enum { NS_PER_US = 1000 };

/* The members of an event that are looked at; those that are not there have size 0. */
typedef struct {
    ScanText phase, name, category, time, duration, pid, tid, id, scope, id2, bind_id, flow_in,
        flow_out, args;
} Fields;

typedef struct {
    Draft *draft;
    GHashTable *processes; /* pid -> number + 1 */
    GHashTable *tracks;    /* key -> number + 1 */
    GHashTable *flows;     /* key -> number */
    gsize n_bad;           /* events without what they need */
} Chrome;

static const struct {
    const char *name;
    gsize offset;
} members[] = {
    {"ph", offsetof(Fields, phase)},          {"name", offsetof(Fields, name)},
    {"cat", offsetof(Fields, category)},      {"ts", offsetof(Fields, time)},
    {"dur", offsetof(Fields, duration)},      {"pid", offsetof(Fields, pid)},
    {"tid", offsetof(Fields, tid)},           {"id", offsetof(Fields, id)},
    {"scope", offsetof(Fields, scope)},       {"id2", offsetof(Fields, id2)},
    {"bind_id", offsetof(Fields, bind_id)},   {"flow_in", offsetof(Fields, flow_in)},
    {"flow_out", offsetof(Fields, flow_out)}, {"args", offsetof(Fields, args)},
};

static ScanText *
member(Fields *fields, guint i)
{
    return (ScanText *) ((char *) fields + members[i].offset);
}

static void
clear_members(Fields *fields)
{
    for (guint i = 0; i < G_N_ELEMENTS(members); i++)
        *member(fields, i) = (ScanText){"", 0, FALSE};
}

static void
keep_member(Fields *fields, const ScanText *name, const ScanText *value)
{
    for (guint i = 0; i < G_N_ELEMENTS(members); i++)
        if (scan_text_is(name, members[i].name))
            *member(fields, i) = *value;
}

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

/* The number of `key` in `table`, or 0. */
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

/* The track of this key; one that is new is called `fallback` until something else is said. */
static guint32
track_of(Chrome *chrome, const Fields *fields, const char *key, const char *fallback)
{
    guint number = known(chrome->tracks, key);

    if (number == 0) {
        guint32 process = process_of(chrome, &fields->pid);

        number = draft_add_track(chrome->draft, process) + 1;
        draft_track(chrome->draft, number - 1)->fallback =
            draft_name(chrome->draft, fallback, strlen(fallback));
        g_hash_table_insert(chrome->tracks, g_strdup(key), GUINT_TO_POINTER(number));
    }
    return number - 1;
}

static guint32
thread_of(Chrome *chrome, const Fields *fields)
{
    g_autoptr(GString) key = g_string_new("thread"), name = g_string_new("Thread");

    append_key(key, &fields->pid);
    append_key(key, &fields->tid);
    append_key(name, &fields->tid);
    return track_of(chrome, fields, key->str, fields->tid.size ? name->str : "Process");
}

/* What runs beside the threads has an id, which may count in its process only. */
static guint32
operation_of(Chrome *chrome, const Fields *fields)
{
    g_autoptr(GString) key = g_string_new("operation");
    g_autofree char *name = scan_text(&fields->name);

    append_key(key, &fields->category);
    append_key(key, &fields->scope);
    append_key(key, &fields->id);
    append_key(key, &fields->id2);
    append_key(key, &fields->pid);
    return track_of(chrome, fields, key->str, name);
}

/* ---- what the phases mean ---- */

static DraftItem
item_of(Chrome *chrome, const Fields *fields, DraftType type, guint32 track)
{
    DraftItem item = {.track = track, .type = type};

    scan_number(&fields->time, NS_PER_US, &item.time_ns);
    item.name = keep_name(chrome, &fields->name);
    item.category = keep_name(chrome, &fields->category);
    return item;
}

/* As we write it ourselves: "file", "line" and "function" among the arguments. */
static guint32
site_of(Chrome *chrome, const Fields *fields)
{
    Scan scan = {fields->args.at, fields->args.at + fields->args.size, fields->args.size == 0};
    ScanText name, value, file = {"", 0, FALSE}, function = file;
    gint64 line = 0;

    scan_take(&scan, '{');
    while (scan_member(&scan, &name, &value)) {
        if (scan_text_is(&name, "file") && value.quoted)
            file = value;
        else if (scan_text_is(&name, "function") && value.quoted)
            function = value;
        else if (scan_text_is(&name, "line"))
            scan_number(&value, 1, &line);
    }
    guint32 number = keep_name(chrome, &file); /* of a text that may turn out to be empty */

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
add(Chrome *chrome, const Fields *fields, DraftType type, guint32 track)
{
    static const ScanText none = {"", 0, FALSE};
    DraftItem item = item_of(chrome, fields, type, track);

    if (type == DRAFT_SLICE && scan_number(&fields->duration, NS_PER_US, &item.value))
        item.value = MAX(item.value, 0);
    if (type == DRAFT_BEGIN || type == DRAFT_SLICE || type == DRAFT_TICK)
        item.site = site_of(chrome, fields);
    draft_add(chrome->draft, &item);
    if (fields->bind_id.size &&
        (scan_text_is(&fields->flow_in, "true") || scan_text_is(&fields->flow_out, "true")))
        add_flow(chrome, &item, &fields->bind_id, &none);
}

static void
take_begin(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_BEGIN, thread_of(chrome, fields));
}

static void
take_end(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_END, thread_of(chrome, fields));
}

static void
take_slice(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_SLICE, thread_of(chrome, fields));
}

static void
take_tick(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_TICK, thread_of(chrome, fields));
}

static void
take_async_begin(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_BEGIN, operation_of(chrome, fields));
}

static void
take_async_end(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_END, operation_of(chrome, fields));
}

static void
take_async_tick(Chrome *chrome, const Fields *fields)
{
    add(chrome, fields, DRAFT_TICK, operation_of(chrome, fields));
}

static void
take_flow(Chrome *chrome, const Fields *fields)
{
    DraftItem at = item_of(chrome, fields, DRAFT_FLOW, thread_of(chrome, fields));

    add_flow(chrome, &at, &fields->id, &fields->category);
}

/* One of the series of a counter; with a name of its own unless that says nothing. */
static void
add_count(Chrome *chrome, const Fields *fields, const ScanText *series, const ScanText *value)
{
    g_autofree char *text = scan_text(&fields->name);
    g_autofree char *plain = g_strndup(value->at, value->size);
    g_autoptr(GString) key = g_string_new("counter"), name = g_string_new(text);
    double real = g_ascii_strtod(plain, NULL);

    append_key(key, &fields->pid);
    append_key(key, &fields->name);
    append_key(key, &fields->id);
    append_key(key, series);
    if (!scan_text_is(series, "value"))
        append_key(name, series);
    DraftItem item =
        item_of(chrome, fields, DRAFT_REAL, track_of(chrome, fields, key->str, name->str));
    item.name = 0;
    memcpy(&item.value, &real, sizeof real);
    if (!strpbrk(plain, ".eE") && scan_number(value, 1, &item.value))
        item.type = DRAFT_INT;
    draft_add(chrome->draft, &item);
}

static void
take_counter(Chrome *chrome, const Fields *fields)
{
    Scan scan = {fields->args.at, fields->args.at + fields->args.size, fields->args.size == 0};
    ScanText series, value;
    gint64 number;

    scan_take(&scan, '{');
    while (scan_member(&scan, &series, &value))
        if (scan_number(&value, 1, &number))
            add_count(chrome, fields, &series, &value);
}

static void
name_process(Chrome *chrome, const Fields *fields, const ScanText *value)
{
    guint32 process = process_of(chrome, &fields->pid);

    draft_process(chrome->draft, process)->name = keep_name(chrome, value);
}

static void
order_process(Chrome *chrome, const Fields *fields, const ScanText *value)
{
    guint32 process = process_of(chrome, &fields->pid);

    scan_number(value, 1, &draft_process(chrome->draft, process)->order);
}

static void
name_thread(Chrome *chrome, const Fields *fields, const ScanText *value)
{
    guint32 track = thread_of(chrome, fields);

    draft_track(chrome->draft, track)->name = keep_name(chrome, value);
}

static void
order_thread(Chrome *chrome, const Fields *fields, const ScanText *value)
{
    guint32 track = thread_of(chrome, fields);

    scan_number(value, 1, &draft_track(chrome->draft, track)->order);
}

/* What an event of metadata says, in an argument of this name. */
static void
take_meta(Chrome *chrome, const Fields *fields)
{
    static const struct {
        const char *name, *argument;
        void (*take)(Chrome *chrome, const Fields *fields, const ScanText *value);
    } rows[] = {{"process_name", "name", name_process},
                {"process_sort_index", "sort_index", order_process},
                {"thread_name", "name", name_thread},
                {"thread_sort_index", "sort_index", order_thread}};
    Scan scan = {fields->args.at, fields->args.at + fields->args.size, fields->args.size == 0};
    ScanText name, value;

    scan_take(&scan, '{');
    while (scan_member(&scan, &name, &value))
        for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
            if (scan_text_is(&fields->name, rows[i].name) && scan_text_is(&name, rows[i].argument))
                rows[i].take(chrome, fields, &value);
}

/* Phases; what is not here (samples, objects, memory) has no place on a timeline. */
static const struct {
    char phase;
    gboolean timed;
    void (*take)(Chrome *chrome, const Fields *fields);
} phases[] = {
    {'B', TRUE, take_begin},       {'E', TRUE, take_end},       {'X', TRUE, take_slice},
    {'i', TRUE, take_tick},        {'I', TRUE, take_tick},      {'R', TRUE, take_tick},
    {'b', TRUE, take_async_begin}, {'e', TRUE, take_async_end}, {'n', TRUE, take_async_tick},
    {'S', TRUE, take_async_begin}, {'F', TRUE, take_async_end}, {'T', TRUE, take_async_tick},
    {'p', TRUE, take_async_tick},  {'s', TRUE, take_flow},      {'t', TRUE, take_flow},
    {'f', TRUE, take_flow},        {'C', TRUE, take_counter},   {'M', FALSE, take_meta},
};

/* ---- the file ---- */

static void
take_fields(Chrome *chrome, const Fields *fields)
{
    gint64 time;

    for (guint i = 0; i < G_N_ELEMENTS(phases) && fields->phase.size == 1; i++)
        if (phases[i].phase == fields->phase.at[0]) {
            if (phases[i].timed && !scan_number(&fields->time, NS_PER_US, &time))
                chrome->n_bad++;
            else
                phases[i].take(chrome, fields);
            return;
        }
    chrome->n_bad += fields->phase.size != 1;
}

/* From behind the bracket on; whether it was closed. */
static gboolean
read_events(Chrome *chrome, Scan *scan)
{
    ScanText name, value;

    while (!scan_take(scan, ']')) {
        Fields fields;

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
        clear_members(&fields);
        while (scan_member(scan, &name, &value))
            keep_member(&fields, &name, &value);
        if (scan->broken)
            return FALSE;
        take_fields(chrome, &fields);
    }
    return TRUE;
}

/* The events are the member "traceEvents" of it; what else is in it is not needed. */
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

/* The array may be left open: that is how one writes it until a program ends. */
static char *
verdict(const Chrome *chrome, const Scan *scan, gsize size, gboolean is_array, gboolean closed)
{
    gboolean at_end = scan->at >= scan->end && !scan->broken;

    if (!closed && !(is_array && at_end))
        return g_strdup_printf("no JSON from byte %zu on: what is behind is left out",
                               size - (gsize) MAX(scan->end - scan->at, 0));
    if (chrome->n_bad)
        return g_strdup_printf("left out: %zu that have no phase or no time", chrome->n_bad);
    return NULL;
}

char *
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
