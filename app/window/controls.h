/* SPDX-License-Identifier: GPL-3.0-or-later */
/* controls.h - the bar below the timeline: status, steps, position of the playhead, axis and zoom.
 * Its buttons trigger actions of the window; what it shows comes from the timeline. */
#pragma once
#include "app/run/recording.h"
#include "app/window/playback.h"
#include "ui/widgets/timeline.h"

#define CONTROLS_TYPE (controls_get_type())
G_DECLARE_FINAL_TYPE(Controls, controls, AWAITSCOPE, CONTROLS, GtkWidget)

/** The bar of `timeline`, and of what steps and plays in it; both must outlive the bar. */
GtkWidget *controls_new(TimelineView *timeline, Playback *playback);

/** Show the state of `recording`, and where the playhead is in it. Cheap. */
void controls_update(Controls *self, Recording *recording);
