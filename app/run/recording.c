/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.c - bytes come in, from a process or a file; reader, pace and model make a picture of
 * them. Bytes arrive in coroutines; signals are emitted from the main loop, by pump(). */
#include "app/run/recording.h"

#include "app/run/child.h"
#include "app/run/load.h"
#include "app/run/pace.h"
#include "app/run/translation.h"
#include "sched/trace/reader.h"
#include "ui/export/files.h"
#include "ui/interchange/read.h"

enum {
    HELD_MAX = 100000,    /* events of an exact run that are read ahead */
    RUN_MAX = 10000000,   /* events of a run that are kept: a gigabyte of memory */
    THEIRS_MAX = 1 << 30, /* bytes of a file of another program */
};

static gsize run_max = RUN_MAX;

struct _Recording {
    GObject parent_instance;
    const ScenarioRow *row;
    char *path, *name;

    Child *child;
    Load *load;
    Live *outside;      /* somebody's program; NULL */
    GByteArray *bytes;  /* of a run, or of what was translated */
    GByteArray *theirs; /* a file of another program, while it is read; else NULL */
    Translation *translation;
    TraceReader *reader;
    Pace *pace;
    Model *model;

    guint pump;       /* source that will look at what came */
    gint64 origin_us; /* when the run began, on the monotonic clock; 0: not yet */
    gsize n_told;     /* events the last "changed" was about */
    gint64 told_us;   /* when that was */
    double share;     /* of a file */
    gboolean live;    /* "ended" is still to come */
    gboolean at_end;  /* no more bytes will come */
    gboolean stopped; /* by the user, or since it was endless */
    gboolean endless; /* had more events than are kept */
    TraceWholeness wholeness;
    int wait_status; /* of the process; 0 for a file */
    char *message, *status;
};

enum { SIGNAL_CHANGED, SIGNAL_ENDED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE(Recording, recording, G_TYPE_OBJECT)

/* ---- from the pace to the main loop ---- */

static gboolean on_pump(void *data);

static void
schedule(Recording *self, guint delay_ms)
{
    g_clear_handle_id(&self->pump, g_source_remove);
    self->pump = g_timeout_add(delay_ms, on_pump, self);
}

static gint64
elapsed_ns(Recording *self)
{
    return (g_get_monotonic_time() - self->origin_us) * 1000;
}

static void
release_what_is_due(Recording *self)
{
    gint64 next_ns;

    if (!self->origin_us && pace_n_held(self->pace))
        self->origin_us = g_get_monotonic_time();
    pace_release(self->pace, elapsed_ns(self));
    next_ns = pace_next_ns(self->pace);
    if (next_ns >= 0)
        schedule(self, (guint) CLAMP((next_ns - elapsed_ns(self)) / 1000000 + 1, 1, 60000));
}

static void
tell_changes(Recording *self)
{
    gsize n = model_n_events(self->model);

    if (n == self->n_told && !self->load)
        return;
    self->n_told = n;
    self->told_us = g_get_monotonic_time();
    g_signal_emit(self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_pump(void *data)
{
    g_autoptr(Recording) self = g_object_ref(data);

    self->pump = 0;
    release_what_is_due(self);
    tell_changes(self);
    if (self->live && self->at_end && !pace_n_held(self->pace)) {
        self->live = FALSE;
        g_signal_emit(self, signals[SIGNAL_ENDED], 0);
    }
    return G_SOURCE_REMOVE;
}

/* ---- bytes ---- */

static void finish(Recording *self, const char *message);

/* Somebody's program runs on, and so does its recording. */
static void
forget_run(Recording *self)
{
    g_clear_pointer(&self->outside, live_free);
    finish(self, NULL);
}

/* What never ends would fill the memory, sooner than one finds the button. */
static void
stop_if_endless(Recording *self)
{
    if (self->endless || model_n_events(self->model) + pace_n_held(self->pace) <= run_max)
        return;
    self->endless = TRUE;
    if (self->child)
        recording_stop(self);
    else
        forget_run(self);
}

static void
take_bytes(void *data, const void *bytes, gsize size)
{
    Recording *self = data;

    g_byte_array_append(self->bytes, bytes, (guint) size);
    trace_reader_feed(self->reader, bytes, size);
    stop_if_endless(self);
    schedule(self, 0);
}

static gboolean
is_full(void *data)
{
    Recording *self = data;

    return pace_n_held(self->pace) > HELD_MAX;
}

static void
finish(Recording *self, const char *message)
{
    self->wholeness = trace_reader_finish(self->reader);
    self->at_end = TRUE;
    g_free(self->message);
    self->message = g_strdup(message ? message : trace_reader_message(self->reader));
    schedule(self, 0);
}

static void
take_exit(void *data, int status, const char *message)
{
    Recording *self = data;

    self->wait_status = status;
    finish(self, self->bytes->len ? NULL : message);
}

static void
take_piece(void *data, const void *bytes, gsize size, double share)
{
    Recording *self = data;

    if (self->share == 0 && interchange_is_theirs(bytes, size))
        self->theirs = g_byte_array_new();
    if (!self->theirs)
        trace_reader_feed(self->reader, bytes, size);
    else if (self->theirs->len < THEIRS_MAX)
        g_byte_array_append(self->theirs, bytes, (guint) size);
    self->share = self->theirs ? share / 2 : share;
    schedule(self, 0);
}

static void
take_translated(void *data, const void *bytes, gsize size, double share)
{
    Recording *self = data;

    g_byte_array_append(self->bytes, bytes, (guint) size);
    trace_reader_feed(self->reader, bytes, size);
    self->share = 0.5 + share / 2;
    schedule(self, 0);
}

static void
take_translated_end(void *data, const char *error)
{
    finish(data, error);
}

static void
take_end(void *data, const char *error)
{
    const LoadHandler handler = {take_translated, take_translated_end};
    Recording *self = data;

    if (!self->theirs || error)
        finish(self, error);
    else if (self->theirs->len >= THEIRS_MAX)
        finish(self, "larger than 1 GiB");
    else
        self->translation =
            translation_start(g_steal_pointer(&self->theirs), self->path, &handler, self);
}

static void
take_followed(void *data, const void *bytes, gsize size)
{
    Recording *self = data;

    if (!self->path)
        g_byte_array_append(self->bytes, bytes, (guint) size);
    trace_reader_feed(self->reader, bytes, size);
    stop_if_endless(self);
    schedule(self, 0);
}

static void
take_followed_end(void *data)
{
    Recording *self = data;

    self->wait_status = live_wait_status(self->outside);
    finish(self, live_trouble(self->outside));
}

/* ---- making ---- */

Recording *
recording_new(const ScenarioRow *row)
{
    Recording *self = g_object_new(RECORDING_TYPE, NULL);

    self->row = row;
    return self;
}

Recording *
recording_new_file(const char *path)
{
    const LoadHandler handler = {take_piece, take_end};
    Recording *self = recording_new(NULL);

    self->path = g_strdup(path);
    self->live = TRUE;
    self->reader = trace_reader_new(model_sink(), self->model);
    self->load = load_start(path, &handler, self);
    return self;
}

static GPtrArray *
run_arguments(const ScenarioRow *row, const char *const *settings, gboolean exact)
{
    GPtrArray *arguments = g_ptr_array_new_with_free_func(g_free);

    g_ptr_array_add(arguments, g_strdup("run"));
    g_ptr_array_add(arguments, g_strdup(row->name));
    for (; settings && *settings; settings++) {
        g_ptr_array_add(arguments, g_strdup("--set"));
        g_ptr_array_add(arguments, g_strdup(*settings));
    }
    g_ptr_array_add(arguments, g_strdup(exact ? "--clock=virtual" : "--clock=real"));
    g_ptr_array_add(arguments, NULL);
    return arguments;
}

Recording *
recording_new_run(const ScenarioRow *row, const char *const *settings, gboolean exact,
                  GError **error)
{
    const ChildHandler handler = {take_bytes, is_full, take_exit};
    g_autoptr(GPtrArray) arguments = run_arguments(row, settings, exact);
    g_autoptr(Recording) self = recording_new(row);

    self->reader = trace_reader_new(pace_sink(), self->pace);
    self->child = child_start((const char *const *) arguments->pdata, &handler, self, error);
    if (!self->child)
        return NULL;
    self->live = TRUE;
    self->told_us = g_get_monotonic_time();
    return g_steal_pointer(&self);
}

Recording *
recording_new_live(const LiveRun *run, GError **error)
{
    const FollowHandler handler = {take_followed, take_followed_end};
    g_autoptr(Recording) self = recording_new(NULL);

    self->name = g_strdup(run->name);
    self->path = g_strdup(run->path);
    self->reader = trace_reader_new(pace_sink(), self->pace);
    self->outside = live_start(run, &handler, self, error);
    if (!self->outside)
        return NULL;
    self->live = TRUE;
    self->told_us = g_get_monotonic_time();
    return g_steal_pointer(&self);
}

/* ---- what it is ---- */

const char *
recording_get_name(Recording *self)
{
    return self->name;
}

const ScenarioRow *
recording_get_row(Recording *self)
{
    return self->row;
}

const char *
recording_get_path(Recording *self)
{
    return self->path;
}

const Model *
recording_get_model(Recording *self)
{
    return self->model;
}

gboolean
recording_is_live(Recording *self)
{
    return self->live;
}

double
recording_get_share(Recording *self)
{
    return self->share;
}

const char *
recording_get_message(Recording *self)
{
    return self->message;
}

gboolean
recording_is_foreign(Recording *self)
{
    return self->at_end && self->wholeness == TRACE_FOREIGN;
}

/* ---- how it is with it ---- */

const char *
recording_get_status(Recording *self, Tone *ret_tone)
{
    g_clear_pointer(&self->status, g_free);
    *ret_tone = self->live ? TONE_LIVE : TONE_QUIET;
    if (self->live)
        return self->stopped ? "stopping" : "running";
    self->status = ending_words(self->model, self->wait_status, ret_tone);
    if (self->stopped && *ret_tone == TONE_BAD)
        *ret_tone = TONE_QUIET;
    if (self->endless)
        return "stopped: more events than can be kept";
    return self->status ? self->status : self->message;
}

gint64
recording_silent_s(Recording *self)
{
    gboolean over = !self->live || self->at_end;

    return over ? 0 : (g_get_monotonic_time() - self->told_us) / G_USEC_PER_SEC;
}

/* ---- what one can do with it ---- */

const char *
recording_stop_word(Recording *self)
{
    return self->outside ? live_stop_word(self->outside) : "Stop";
}

void
recording_stop(Recording *self)
{
    self->stopped = TRUE;
    pace_open(self->pace);
    if (self->child && !self->at_end)
        child_stop(self->child);
    if (self->outside && !self->at_end)
        live_stop(self->outside);
    schedule(self, 0);
}

void
recording_set_run_max(gsize n_events)
{
    run_max = n_events ? n_events : RUN_MAX;
}

void
recording_catch_up(Recording *self)
{
    if (!pace_n_held(self->pace))
        return;
    pace_flush(self->pace);
    self->origin_us = g_get_monotonic_time() - pace_released_ns(self->pace) / 1000;
    schedule(self, 0);
    tell_changes(self);
}

gboolean
recording_can_save(Recording *self)
{
    return !self->live && self->bytes->len;
}

gboolean
recording_save(Recording *self, const char *path, GError **error)
{
    return file_replace(path, self->bytes->data, self->bytes->len, error);
}

/* ---- the object ---- */

static void
recording_finalize(GObject *object)
{
    Recording *self = AWAITSCOPE_RECORDING(object);

    g_clear_handle_id(&self->pump, g_source_remove);
    child_free(self->child);
    live_free(self->outside);
    load_free(self->load);
    translation_free(self->translation);
    trace_reader_free(self->reader);
    pace_free(self->pace);
    model_free(self->model);
    g_byte_array_unref(self->bytes);
    g_clear_pointer(&self->theirs, g_byte_array_unref);
    g_free(self->path);
    g_free(self->name);
    g_free(self->message);
    g_free(self->status);
    G_OBJECT_CLASS(recording_parent_class)->finalize(object);
}

static void
recording_class_init(RecordingClass *klass)
{
    G_OBJECT_CLASS(klass)->finalize = recording_finalize;
    signals[SIGNAL_CHANGED] = g_signal_new("changed", RECORDING_TYPE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 0);
    signals[SIGNAL_ENDED] = g_signal_new("ended", RECORDING_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 0);
}

static void
recording_init(Recording *self)
{
    self->bytes = g_byte_array_new();
    self->model = model_new();
    self->pace = pace_new(model_sink(), self->model);
    self->message = g_strdup("");
}
