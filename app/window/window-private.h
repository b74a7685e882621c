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

/** The title of a recording, for people. Lives as long as the recording. */
const char *window_title(Recording *recording);

/** The file it is, or would be, about. The caller frees. */
char *window_file(Recording *recording);

/** Say which events the recording lost, for want of memory; FALSE: none. */
gboolean window_tell_losses(MainWindow *self, Recording *recording);

/** Say in all places how it is with what is shown. Cheap. */
void window_update(MainWindow *self);

/** Show a recording in all parts; the window takes a reference. */
void window_show(MainWindow *self, Recording *recording);

/** The playhead is on another event: tell the other parts. */
void window_on_playhead(MainWindow *self);

/** Another lane is selected. */
void window_on_selection(MainWindow *self);

/** A file was dropped on the window. */
gboolean window_on_drop(GtkDropTarget *target, const GValue *value, double x, double y,
                        MainWindow *self);

/** The file that is read is not wanted any more. */
void window_forget_load(MainWindow *self);

/** All widgets in the window, put together; they are in `self`, too. */
GtkWidget *window_make_content(MainWindow *self);
