/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-private.h - what the files of the main window share. */
#pragma once
#include "app/present/talk.h"
#include "app/window/window.h"

enum { WINDOW_WIDTH_PX = 1400, WINDOW_HEIGHT_PX = 840, MAX_SIZE_PX = 20000 };

struct _MainWindow {
    AdwApplicationWindow parent_instance;
    Settings *settings;
    gboolean exact;
    gboolean rewinds; /* at its end, the run that is shown stands at its beginning */

    GHashTable *recordings; /* name of a scenario -> its last Recording */
    Recording *shown;
    Recording *loading;  /* a file being read, shown once it is; NULL: none */
    GPtrArray *chapters; /* files that are one talk, of Recording; NULL: there are none */
    gint64 present_ns;   /* then it is shown as slides from this time on; -1: it is not */
    Playback *playback;
    Talk *talk;   /* what is shown as slides; NULL: nothing */
    guint tick;   /* callback for the frame that will show new events; 0: none */
    guint growth; /* source that lets a live run grow; 0: none */

    GtkWidget *slides; /* the dialog for slides of what is shown; NULL: it was not opened */
    AdwToast *toast;   /* the visible one; NULL: none */
    guint toast_timer;
    GtkWidget *toasts, *title, *run, *save, *export, *progress;
    GtkWidget *sidebar, *stage, *invitation_title, *invitation, *timeline, *scrollbar, *column,
        *silence, *controls;
    guint32 hovered; /* the track that the pointer is on in any part, or TRACE_NOBODY */
};

/** Show a recording in all parts; the window takes a reference. */
void window_show(MainWindow *self, Recording *recording);

/** The playhead moved to another event: tell the other parts. */
void window_on_playhead(MainWindow *self);

/** Another lane was selected. */
void window_on_selection(MainWindow *self);
