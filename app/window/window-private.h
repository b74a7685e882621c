/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-private.h - what the files of the main window share. */
#pragma once
#include "app/window/window.h"

enum { WINDOW_WIDTH_PX = 1400, WINDOW_HEIGHT_PX = 840, MAX_SIZE_PX = 20000 };

struct _MainWindow {
    AdwApplicationWindow parent_instance;
    Settings *settings;
    gboolean exact;

    GHashTable *recordings; /* name of a scenario -> its last Recording */
    Recording *shown;
    Recording *loading; /* a file that will be shown if it can be; NULL */
    guint tick;         /* the frame that will show what was appended; 0: none is waited for */

    AdwToast *toast; /* that is to be seen; NULL */
    guint toast_timer;
    GtkWidget *toasts, *title, *run, *save, *export, *progress;
    GtkWidget *sidebar, *stage, *invitation_title, *invitation, *timeline, *scrollbar, *code,
        *output, *silence, *controls;
};

/** Show a recording in all parts; the window takes a reference. */
void window_show(MainWindow *self, Recording *recording);

/** The playhead is on another event: tell the other parts. */
void window_on_playhead(MainWindow *self);

/** Another lane is selected. */
void window_on_selection(MainWindow *self);
