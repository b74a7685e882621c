/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silence.h - the line below the timeline that says when nothing is happening in a live run. */
#pragma once
#include <gtk/gtk.h>

#include "app/run/recording.h"

#define SILENCE_TYPE (silence_get_type())
G_DECLARE_FINAL_TYPE(Silence, silence, AWAITSCOPE, SILENCE, GtkWidget)

/** A line without a recording; hidden. */
GtkWidget *silence_new(void);

/** Set the recording it is about. It updates itself while the recording is live. */
void silence_set_recording(Silence *self, Recording *recording);

/** Update the line, since something happened in the recording. */
void silence_update(Silence *self);

/** The text of the line; "" while it is hidden. */
const char *silence_get_text(Silence *self);
