/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-window.h - what the speaker sees: the page and the next one, what is said on it, notes, the
 * time. */
#pragma once
#include "app/present/talk.h"

/** The window, not yet presented. `swap`, called with `data`, makes it and the slides change
 * places; NULL: there is only one screen. */
GtkWidget *notes_window_new(Talk *talk, GtkApplication *application, GCallback swap, void *data);
