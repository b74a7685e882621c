/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-chapters.h - the chapters of a talk. They follow it. */
#pragma once
#include "app/present/talk.h"

/** The chapters, with the one that is shown; a click goes to its beginning. */
GtkWidget *notes_chapters_new(Talk *talk);
