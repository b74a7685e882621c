/* SPDX-License-Identifier: GPL-3.0-or-later */
/* recording.h - what the window shows: a run that goes on, one that is over, a file, or a scenario
 * that was not run yet. */
#pragma once
#include <glib-object.h>

#include "app/run/source.h"
#include "app/say/ending.h"
#include "ui/model/model.h"

#define RECORDING_TYPE (recording_get_type())
/*
 * Signals, emitted from the main loop:
 *   "changed"  the model has more events, or a file that is read has more of it in memory
 *   "ended"    no more will come; the run is over, or the file is read, or it cannot be
 */
G_DECLARE_FINAL_TYPE(Recording, recording, AWAITSCOPE, RECORDING, GObject)

/** Record what comes from `source`, which it takes over; NULL with `error` set when that cannot be
 * started. */
Recording *recording_new(Source *source, GError **error);

/** The scenario it was made of; NULL for a file. */
const ScenarioRow *recording_get_row(Recording *self);

/** What it is called when it has neither scenario nor file: a program's name; else NULL. */
const char *recording_get_name(Recording *self);

/** Path of the file it was read from, or NULL. */
const char *recording_get_path(Recording *self);

/** All that arrived so far; lives as long as the recording. */
const Model *recording_get_model(Recording *self);

/** Whether more may come. */
gboolean recording_is_live(Recording *self);

/** How much of a file is read: 0 .. 1. */
double recording_get_share(Recording *self);

/** What is wrong with it, in one line; "" if nothing. */
const char *recording_get_message(Recording *self);

/** Whether there is nothing in it that could be shown, because it is no recording. */
gboolean recording_is_foreign(Recording *self);

/** How it ended, or that it runs; "" before it does. Valid until the next
 * call. */
const char *recording_get_status(Recording *self, Tone *ret_tone);

/** What recording_stop() does, in a word: "Stop", "Detach". */
const char *recording_stop_word(Recording *self);

/** End the run, as politely as can be; a second call is less polite, a third kills it. A program
 * that was attached to runs on. */
void recording_stop(Recording *self);

/** Seconds since something happened in a live run; 0 when it is none. */
gint64 recording_silent_s(Recording *self);

/** Stop the run when it has so many events, instead of ten million. */
void recording_set_run_max(Recording *self, gsize n_events);

/** Let all that has arrived into the model, however early. */
void recording_catch_up(Recording *self);

/** Whether it holds what recording_save() writes: the bytes of a run that is over, or what was made
 * of a file of another program. */
gboolean recording_can_save(Recording *self);

/** Write the recording to `path`, whole or not at all. */
gboolean recording_save(Recording *self, const char *path, GError **error);
