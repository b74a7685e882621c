/* SPDX-License-Identifier: GPL-3.0-or-later */
/* watch.c - reads a recording only while it is silent, since only then somebody wants to know what
 * is in it, and keeps of it only what lives. */
#include "app/cli/watch.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sched/trace/reader.h"
#include "ui/model/silence.h"

enum {
    PIECE = 256 * 1024,       /* bytes read at once */
    PIECES_A_LOOK = 32,       /* then the program's end is looked for again */
    EVENTS_KEPT = 300 * 1000, /* before what is over is forgotten */
    USUAL_WIDTH = 80,
};

struct Watch {
    int fd;
    TraceReader *reader;
    Model *model;
    GPtrArray *sites; /* of TraceSite, for the next model */
    GStringChunk *strings;
    gsize max_events;  /* of the model */
    gint64 size;       /* bytes of the file */
    gint64 changed_us; /* when it grew last */
    gint64 said_s;     /* seconds of silence that were said last; 0: none */
    gboolean is_terminal;
    char piece[PIECE];
};

/* ---- a model of what lives ---- */

static void
give(Model *model, guint32 kind, guint32 subject, guint32 object, const char *label)
{
    const TraceEvent event = {
        .number = model_n_events(model) + 1,
        .kind = kind,
        .subject = subject,
        .object = object,
        .value_type = label ? TRACE_VALUE_LABEL : TRACE_VALUE_NONE,
        .text = label,
        .text_size = label ? strlen(label) : 0,
    };

    model_sink()->event(model, &event);
}

static guint
number_of(const Track *task)
{
    guint number = 0;

    return sscanf(task->name, "Task-%u", &number) == 1 ? number : 0;
}

static void
give_numbers(Model *model, const GPtrArray *tasks)
{
    TraceEvent event = {.number = 1, .kind = TRACE_RUN_JOINED, .subject = TRACE_LOOP_ID};

    event.value_type = TRACE_VALUE_INT;
    for (guint i = 0; i < tasks->len; i++)
        event.value = MAX(event.value, number_of(g_ptr_array_index(tasks, i)));
    model_sink()->event(model, &event);
}

static const Span *
span_now(const Model *model, const Track *track)
{
    return track_span_at(track, model_n_events(model) - 1);
}

static void
give_task(Model *model, const Model *before, const Track *task)
{
    const Span *span = span_now(before, task);
    const Track *awaited = span ? model_track(before, span->object) : NULL;

    give(model, TRACE_TASK_FOUND, task->id, TRACE_NOBODY, task->name);
    if (!span || span->state != TRACE_STATE_WAITING)
        return;
    if (awaited && !model_track(model, awaited->id) && awaited->group == TRACE_TRACK_FUTURE)
        give(model, TRACE_FUTURE_FOUND, awaited->id, TRACE_NOBODY, awaited->name);
    give(model, TRACE_TASK_AWAIT, task->id, span->object, NULL);
}

static void
give_worker(Model *model, const Model *before, const Track *worker)
{
    const Span *span = span_now(before, worker);

    give(model, TRACE_WORKER_STARTED, worker->id, TRACE_LOOP_ID, worker->name);
    if (span && span->state == TRACE_STATE_RUNNING)
        give(model, TRACE_JOB_BEGIN, worker->id, span->object, NULL);
}

static void
give_living(Model *model, const Model *before, TraceTrack group,
            void (*give_one)(Model *, const Model *, const Track *))
{
    const GPtrArray *tracks = model_tracks(before, group);

    for (guint i = 0; i < tracks->len; i++) {
        const Track *track = g_ptr_array_index(tracks, i);
        if (track->last == MODEL_NONE)
            give_one(model, before, track);
    }
}

static void
forget_what_is_over(Watch *watch)
{
    Model *before = watch->model, *model = model_new();

    for (guint i = 0; i < watch->sites->len; i++)
        model_sink()->site(model, g_ptr_array_index(watch->sites, i));
    give_numbers(model, model_tracks(before, TRACE_TRACK_TASK));
    give_living(model, before, TRACE_TRACK_TASK, give_task);
    give_living(model, before, TRACE_TRACK_WORKER, give_worker);
    model_free(before);
    watch->model = model;
    watch->max_events = 2 * model_n_events(model) + EVENTS_KEPT;
}

/* ---- what is read ---- */

static void
take_site(void *data, const TraceSite *site)
{
    Watch *watch = data;
    TraceSite *kept = g_new(TraceSite, 1);

    *kept = *site;
    kept->file = g_string_chunk_insert_const(watch->strings, site->file);
    kept->function = g_string_chunk_insert_const(watch->strings, site->function);
    kept->name = g_string_chunk_insert_const(watch->strings, site->name);
    g_ptr_array_add(watch->sites, kept);
    model_sink()->site(watch->model, kept);
}

static void
take_event(void *data, const TraceEvent *event)
{
    Watch *watch = data;

    model_sink()->event(watch->model, event);
}

/* Whether all that there is was read. */
static gboolean
catch_up(Watch *watch)
{
    for (int i = 0; i < PIECES_A_LOOK; i++) {
        ssize_t size = read(watch->fd, watch->piece, PIECE);
        if (size <= 0)
            return TRUE;
        trace_reader_feed(watch->reader, watch->piece, (gsize) size);
        if (model_n_events(watch->model) > watch->max_events)
            forget_what_is_over(watch);
    }
    return FALSE;
}

/* ---- what is said ---- */

static void
wipe(Watch *watch)
{
    if (watch->said_s && watch->is_terminal)
        fputs("\r\033[K", stderr);
    watch->said_s = 0;
}

/* One line of the terminal, whatever its width. */
static void
show_on_terminal(const char *words)
{
    struct winsize size = {0};
    glong width =
        ioctl(STDERR_FILENO, TIOCGWINSZ, &size) || !size.ws_col ? USUAL_WIDTH : size.ws_col;
    g_autofree char *fitting = g_utf8_strlen(words, -1) < width
                                   ? g_strdup(words)
                                   : g_utf8_substring(words, 0, MAX(width - 2, 1));

    fprintf(stderr, "\r\033[K%s%s", fitting, strlen(fitting) < strlen(words) ? "…" : "");
}

static void
say(Watch *watch, gint64 silent_s)
{
    g_autofree char *words = model_silence(watch->model, silent_s);

    g_strdelimit(words, "\n\r\t\033", ' ');
    if (watch->is_terminal)
        show_on_terminal(words);
    else
        fprintf(stderr, "awaitscope: %s\n", words);
    watch->said_s = silent_s;
}

void
watch_tick(Watch *watch)
{
    struct stat about;

    if (!watch || fstat(watch->fd, &about))
        return;
    if (about.st_size != watch->size) {
        wipe(watch);
        watch->size = about.st_size;
        watch->changed_us = g_get_monotonic_time();
    }
    gint64 silent_s = (g_get_monotonic_time() - watch->changed_us) / G_USEC_PER_SEC;
    gint64 next_s = watch->is_terminal ? watch->said_s + 1 : 2 * watch->said_s;
    if (silent_s >= MAX(next_s, SILENCE_AFTER_S) && catch_up(watch))
        say(watch, silent_s);
}

/* ---- the watch ---- */

Watch *
watch_new(const char *path)
{
    static const TraceSink sink = {NULL, NULL, take_site, take_event, NULL};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    if (fd < 0)
        return NULL;
    Watch *watch = g_new0(Watch, 1);
    watch->fd = fd;
    watch->reader = trace_reader_new(&sink, watch);
    watch->model = model_new();
    watch->sites = g_ptr_array_new_with_free_func(g_free);
    watch->strings = g_string_chunk_new(4096);
    watch->max_events = EVENTS_KEPT;
    watch->changed_us = g_get_monotonic_time();
    watch->is_terminal = isatty(STDERR_FILENO);
    return watch;
}

void
watch_free(Watch *watch)
{
    if (!watch)
        return;
    wipe(watch);
    close(watch->fd);
    trace_reader_free(watch->reader);
    model_free(watch->model);
    g_ptr_array_unref(watch->sites);
    g_string_chunk_free(watch->strings);
    g_free(watch);
}
