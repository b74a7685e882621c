/* SPDX-License-Identifier: GPL-3.0-or-later */
/* silence.h - the line below the timeline that says when nothing happens in a live run. */
#pragma once
#include <gtk/gtk.h>

#include "app/run/recording.h"

#define SILENCE_TYPE (silence_get_type())
G_DECLARE_FINAL_TYPE(Silence, silence, AWAITSCOPE, SILENCE, GtkWidget)

/** A line about nothing; not to be seen. */
GtkWidget *silence_new(void);

/** What it is about from now on. It looks again by itself while the recording is live. */
void silence_set_recording(Silence *self, Recording *recording);

/** Something happened in the recording. */
void silence_update(Silence *self);

/** What is to be read there; "" when nothing is. */
const char *silence_get_text(Silence *self);
