/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-clocks.h - the clocks of the speaker's window. */
#pragma once
#include "app/present/talk.h"

/** How long the talk has taken, with pause and restart, and the time of day. */
GtkWidget *notes_clocks_new(Talk *talk);
