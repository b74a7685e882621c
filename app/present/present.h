/* SPDX-License-Identifier: GPL-3.0-or-later */
/* present.h - shows a talk: the slides on a whole screen, the speaker's notes on another one or
 * beside it. */
#pragma once
#include "app/present/talk.h"

/** Open the windows of `talk`, whose "ended" closes them. The slides go to a screen that does not
 * have `window`, if there is one. Takes a reference to the talk. */
void present_talk(Talk *talk, GtkWindow *window);
