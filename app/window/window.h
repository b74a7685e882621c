/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window.h - the main window: puts the parts together, and shows one recording in them. */
#pragma once
#include <adwaita.h>

#include "app/run/live.h"
#include "app/run/recording.h"
#include "app/window/column.h"
#include "app/window/playback.h"
#include "app/window/settings.h"
#include "app/window/sidebar.h"
#include "app/window/silence.h"
#include "app/window/slides.h"
#include "ui/widgets/timeline.h"

#define MAIN_WINDOW_TYPE (main_window_get_type())
G_DECLARE_FINAL_TYPE(MainWindow, main_window, AWAITSCOPE, MAIN_WINDOW, AdwApplicationWindow)

/** A window, not yet presented. `settings` must outlive it. */
MainWindow *main_window_new(AdwApplication *application, Settings *settings);

/** Show the scenario: its last recording, or else its source. */
void main_window_show_scenario(MainWindow *self, const ScenarioRow *row);

/** Open the recording at `path`. If it cannot be opened, says so and keeps what is shown. */
void main_window_open_file(MainWindow *self, const char *path);

/** Show a run of a user's program while it runs. See live_new(). */
void main_window_follow(MainWindow *self, const LiveRun *run);

/** Run the chosen scenario; does nothing if none is chosen or it is running. */
void main_window_run(MainWindow *self);

/** Stop the run that is shown. */
void main_window_stop(MainWindow *self);

/** Go to the last event, and follow new ones as they arrive. */
void main_window_go_to_end(MainWindow *self);

/** Show what is shown as slides on the whole screen; at their end the playhead stands where they
 * did. Says so if that cannot be done. */
void main_window_present(MainWindow *self);

/** Open the first of the recordings at `paths`, which ends in NULL, and show all as slides, each a
 * chapter, from the time `at_ns` of the first on. */
void main_window_present_files(MainWindow *self, const char *const *paths, gint64 at_ns);

/** Write the recording, or a picture of what is shown, to `path`, and say in a toast whether that
 * worked. */
void main_window_save_to(MainWindow *self, const char *path);
void main_window_export_to(MainWindow *self, const char *path);

/** The name of a file for what is shown, without an ending. The caller frees. */
char *main_window_offer_name(MainWindow *self);

/** Let the user choose what slides of what is shown are to be. Says so if there can be none. */
void main_window_open_slides(MainWindow *self);

/** The dialog for that; NULL: it was not opened for what is shown. */
SlidesDialog *main_window_get_slides(MainWindow *self);

/** Write the slides that were chosen to `path`, and say in a toast whether that worked. */
void main_window_write_slides_to(MainWindow *self, const char *path);

/** Put what is in view on the clipboard as a picture, as SVG and PNG. */
void main_window_copy(MainWindow *self);

/** Show the file at `path` as the source that the code pane misses; says there if it cannot be
 * read.
 */
void main_window_add_source(MainWindow *self, const char *path);

/** Show a few words at the lower edge of the window. */
void main_window_toast(MainWindow *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/** Show the list of scenarios, or hide it to give the timeline more room. */
void main_window_set_sidebar_visible(MainWindow *self, gboolean visible);

/** Show the column with code and output, or hide it. */
void main_window_set_column_visible(MainWindow *self, gboolean visible);

/** Set whether scenarios run on the virtual clock from now on. */
void main_window_set_exact(MainWindow *self, gboolean exact);

/** The recording that is shown; never NULL. */
Recording *main_window_get_recording(MainWindow *self);

/** The timeline; owned by the window, like the widgets below. */
TimelineView *main_window_get_timeline(MainWindow *self);

/** The column with code and output. */
Column *main_window_get_column(MainWindow *self);

/** The line below the timeline that says when nothing is happening. */
Silence *main_window_get_silence(MainWindow *self);

/** The list of scenarios and their parameters. */
Sidebar *main_window_get_sidebar(MainWindow *self);

/** What moves the playhead by steps and by itself. */
Playback *main_window_get_playback(MainWindow *self);

/** The settings; not owned by the window. */
Settings *main_window_get_settings(MainWindow *self);
