/* SPDX-License-Identifier: GPL-3.0-or-later */
/* playback.h - steps and plays: moves the playhead of a timeline, one step at a time or as time
 * passes. */
#pragma once
#include "ui/model/steps.h"
#include "ui/widgets/timeline.h"

#define PLAYBACK_TYPE (playback_get_type())
/*
 * Signals, without arguments:
 *   "changed"  it began or ended to play, or another mode or speed was set
 */
G_DECLARE_FINAL_TYPE(Playback, playback, AWAITSCOPE, PLAYBACK, GObject)

/** A playback in `timeline`, which must outlive it; by event, and as fast as time. */
Playback *playback_new(TimelineView *timeline);

/** Play and step in `model`, which the timeline shows; NULL: in none. Ends what is being played. */
void playback_set_model(Playback *self, const Model *model);

/** Step once in the given mode, forwards (step > 0) or backwards; ends what is being played. */
void playback_step(Playback *self, StepMode mode, int step);

/** The mode in which the step buttons step. */
StepMode playback_get_mode(Playback *self);
void playback_set_mode(Playback *self, StepMode mode);

/** How many times as fast as time it plays: 0.01 to 100. */
double playback_get_speed(Playback *self);
void playback_set_speed(Playback *self, double speed);

/** The names of all speeds, of which speed is one, from slow to fast: "0.01" ...; NULL-terminated.
 */
const char *const *playback_speeds(void);

/** The next faster speed (step > 0) or slower one; the same if there is none. */
const char *playback_other_speed(Playback *self, int step);

/** Play forwards (direction > 0) or backwards from where the playhead is; from the other end if it
 * is at the last event. Pauses if it already plays that way, or follows a live run. */
void playback_toggle(Playback *self, int direction);

/** Whether the playhead moves by itself: it plays, or follows a live run. */
gboolean playback_is_playing(Playback *self);
