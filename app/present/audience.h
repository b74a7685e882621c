/* SPDX-License-Identifier: GPL-3.0-or-later */
/* audience.h - what the audience sees: the page and nothing else, on a whole screen. */
#pragma once
#include "app/present/talk.h"

/** The window, not yet presented. */
GtkWidget *audience_window_new(Talk *talk, GtkApplication *application);

/** Show a page of `talk` in `slide`, with what is said on it for screen readers. */
void audience_show_page(SlideView *slide, Talk *talk, guint page);
