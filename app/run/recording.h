/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.h - what the window shows: a run that is live or over, a file, or a scenario that has
 * not been run yet. */
#pragma once
#include <glib-object.h>

#include "app/run/source.h"
#include "app/say/ending.h"
#include "ui/model/model.h"

#define RECORDING_TYPE (recording_get_type())
/*
 * Signals, emitted from the main loop:
 *   "changed"  the model has more events or another note, or more of a file has been read
 *   "ended"    no more will come: the run is over, or the file is read, or cannot be
 */
G_DECLARE_FINAL_TYPE(Recording, recording, AWAITSCOPE, RECORDING, GObject)

/** Record what comes from `source`, and take it over; NULL with `error` set when it cannot be
 * started. */
Recording *recording_new(Source *source, GError **error);

/** The scenario that it is a run of; NULL for a file. */
const ScenarioRow *recording_get_row(Recording *self);

/** The name of the program, for a recording with neither scenario nor file; else NULL. */
const char *recording_get_name(Recording *self);

/** Path of the file it was read from, or NULL. */
const char *recording_get_path(Recording *self);

/** The model of all that has arrived so far; lives as long as the recording. */
const Model *recording_get_model(Recording *self);

/** Show the file at `path` as the source of `file`, which the recording has not, and look in its
 * folder for others that are missing. FALSE with `error` set if it cannot be read. */
gboolean recording_add_source(Recording *self, const char *file, const char *path, GError **error);

/** Whether more may come. */
gboolean recording_is_live(Recording *self);

/** How much of a file is read: 0 .. 1. */
double recording_get_share(Recording *self);

/** What is wrong with it, in one line; "" if nothing. */
const char *recording_get_message(Recording *self);

/** Whether it has nothing to show because the file is no recording. */
gboolean recording_is_foreign(Recording *self);

/** How the run ended, or that it is running; "" before it runs. Valid until the next call. */
const char *recording_get_status(Recording *self, Tone *ret_tone);

/** What recording_stop() does, in one word: "Stop", "Detach". */
const char *recording_stop_word(Recording *self);

/** End the run, as politely as possible; a second call is less polite, a third kills it. A program
 * that we are attached to runs on. */
void recording_stop(Recording *self);

/** Seconds since the last event of a live run; 0 if the run is not live. */
gint64 recording_silent_s(Recording *self);

/** Let a live run go on until now, though no event has come: see model_go_on(). What it was at the
 * end is as it is in a file. */
void recording_go_on(Recording *self);

/** Stop the run when it has this many events, instead of ten million. */
void recording_set_run_max(Recording *self, gsize n_events);

/** Put everything that has arrived into the model, even if it is not due yet. */
void recording_catch_up(Recording *self);
