/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-label.h - a text of the speaker's window. */
#pragma once
#include "app/present/talk.h"

/** A text that grows with the size of the notes; `share` times as large as others. */
GtkWidget *notes_label_new(Talk *talk, const char *text, double share, gboolean bold);
