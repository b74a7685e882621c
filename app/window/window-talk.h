/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-talk.h - what the window shows as slides. */
#pragma once
#include "app/window/window.h"

/** Show what has been read as slides, if that was asked for. */
void window_talk_begin(MainWindow *self);
