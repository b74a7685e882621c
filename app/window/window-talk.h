/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-talk.h - what the window shows as slides. */
#pragma once
#include "app/window/window.h"

/** End the slides that are shown, if there are any. */
void window_forget_talk(MainWindow *self);

/** Forget which files are one talk, and that they are to be shown as slides. */
void window_forget_chapters(MainWindow *self);

/** Show what has been read as slides, once all of it is, if that was asked for. */
void window_talk_begin(MainWindow *self);
