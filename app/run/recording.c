/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.c - bytes from a source go through a reader and a pace into a model. Bytes arrive in
 * coroutines; the signals that tell of them are emitted from the main loop, by on_pump(). */
#include "app/run/recording-private.h"

#include "app/run/find-sources.h"
#include "sched/trace/file.h"

enum {
    HELD_MAX = 100000,  /* how many events of an exact run are read ahead */
    RUN_MAX = 10000000, /* how many events of a run are kept: a gigabyte of memory */
    GROWTH_US = 100000, /* by which a silent run grows */
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

    if (n == self->n_told && self->source->share == self->told_share)
        return;
    self->n_told = n;
    self->told_share = self->source->share;
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
        model_go_on(self->model, 0);
        find_sources(self->model, self->source->path);
        g_signal_emit(self, signals[SIGNAL_ENDED], 0);
    }
    return G_SOURCE_REMOVE;
}

/* ---- bytes ---- */

/* An endless run would fill the memory before the user finds the Stop button. */
static void
stop_if_endless(Recording *self)
{
    gsize n = model_n_events(self->model) + pace_n_held(self->pace);

    if (self->endless || !self->source->kind->is_run || n <= self->run_max)
        return;
    self->endless = TRUE;
    if (self->source->kind->end)
        self->source->kind->end(self->source);
    else
        recording_stop(self);
}

static void
take_bytes(void *data, const void *bytes, gsize size)
{
    Recording *self = data;

    if (!self->source->is_filed)
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
take_end(void *data, int wait_status, const char *message)
{
    Recording *self = data;

    self->wait_status = wait_status;
    if (self->source->path)
        trace_read_rings(self->reader, self->source->path, NULL, NULL);
    self->wholeness = trace_reader_finish(self->reader);
    self->at_end = TRUE;
    g_free(self->message);
    self->message = g_strdup(message ? message : trace_reader_message(self->reader));
    schedule(self, 0);
}

/* ---- making ---- */

static gboolean
start(Recording *self, GError **error)
{
    static const SourceOwner owner = {take_bytes, is_full, take_end};
    gboolean paced = self->source->kind->is_run;

    self->live = self->source->kind->start != NULL;
    self->told_us = g_get_monotonic_time();
    self->reader = trace_reader_new(paced ? pace_sink() : model_sink(),
                                    paced ? (void *) self->pace : (void *) self->model);
    return source_start(self->source, &owner, self, error);
}

Recording *
recording_new(Source *source, GError **error)
{
    Recording *self = g_object_new(RECORDING_TYPE, NULL);

    self->source = source;
    if (!start(self, error))
        g_clear_object(&self);
    return self;
}

/* ---- what it is ---- */

const char *
recording_get_name(Recording *self)
{
    return self->source->name;
}

const ScenarioRow *
recording_get_row(Recording *self)
{
    return self->source->row;
}

const char *
recording_get_path(Recording *self)
{
    return self->source->path;
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

gboolean
recording_add_source(Recording *self, const char *file, const char *path, GError **error)
{
    return find_sources_by(self->model, file, path, error);
}

double
recording_get_share(Recording *self)
{
    return self->source->share;
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

/* ---- its state ---- */

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

void
recording_go_on(Recording *self)
{
    const Model *model = self->model;
    gint64 silent_us = g_get_monotonic_time() - self->told_us;

    if (self->live && model_n_events(model) > 0)
        model_go_on(self->model, model_event(model, model_n_events(model) - 1)->time_ns +
                                     (silent_us - silent_us % GROWTH_US) * 1000);
}

/* ---- what one can do with it ---- */

const char *
recording_stop_word(Recording *self)
{
    return self->source->kind->stop_word;
}

void
recording_stop(Recording *self)
{
    self->stopped = TRUE;
    pace_stop(self->pace);
    if (!self->at_end)
        source_stop(self->source);
    schedule(self, 0);
}

void
recording_set_run_max(Recording *self, gsize n_events)
{
    self->run_max = n_events;
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

/* ---- the object ---- */

static void
recording_finalize(GObject *object)
{
    Recording *self = AWAITSCOPE_RECORDING(object);

    g_clear_handle_id(&self->pump, g_source_remove);
    source_free(self->source);
    trace_reader_free(self->reader);
    pace_free(self->pace);
    model_free(self->model);
    g_byte_array_unref(self->bytes);
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
    self->run_max = RUN_MAX;
}
