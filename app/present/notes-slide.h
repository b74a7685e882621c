/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-slide.h - a page in the speaker's window. It follows the talk. */
#pragma once
#include "app/present/talk.h"

/** The page `ahead` of the one that is shown, below `title` and its number. */
GtkWidget *notes_slide_new(Talk *talk, const char *title, guint ahead);

/** What is said on the next page. */
GtkWidget *notes_slide_next_words_new(Talk *talk);
