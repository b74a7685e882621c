/* SPDX-License-Identifier: GPL-3.0-or-later */
/* application.h - runs the program as a window. */
#pragma once
#include "app/window/window.h"

/* Called once the window is there; for tests. */
typedef void (*WindowReadyFn)(MainWindow *window, void *data);

/**
 * Open the window and stay until it is closed.
 *
 * Given a file, opens it; given the name of a scenario, runs it at once; given NULL, shows the
 * scenario that was shown last. Returns the exit status: 2 when there is no display.
 */
int window_main(const char *file_or_scenario);

/** The same with files, an array that ends in NULL, which are shown as slides at once, from the
 * time `at_ns` of the first on. */
int window_main_present(const char *const *files, gint64 at_ns);

/** The same; `ready` (or NULL) is called when the window is there. */
int window_main_with(const char *file_or_scenario, WindowReadyFn ready, void *data);

/** The same, with a run of somebody's program. */
int window_main_live(const LiveRun *run);
