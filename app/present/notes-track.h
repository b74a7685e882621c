/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notes-track.h - the pages of a talk as dots. They follow it. */
#pragma once
#include "app/present/talk.h"

/** A dot a page; larger where a task is resumed. A click goes there. */
GtkWidget *notes_track_new(Talk *talk);
