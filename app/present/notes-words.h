/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-words.h - what the speaker may say. It follows the talk. */
#pragma once
#include "app/present/talk.h"

/** What is said on the page, and the speaker's own note, which can be edited. */
GtkWidget *notes_words_new(Talk *talk);
