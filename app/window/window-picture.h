/* SPDX-License-Identifier: GPL-3.0-or-later */
/* window-picture.h - what is in view as a picture. Private to the window. */
#pragma once
#include "app/window/window-private.h"
#include "ui/export/export.h"

/** The stretch of time that is in view; ret_to_ns -1: up to the end. */
void picture_range(MainWindow *self, gint64 *ret_from_ns, gint64 *ret_to_ns);

/** The lanes that are in view by more than half, of guint32; NULL: all that there are. The caller
 * frees. */
GArray *picture_lanes(MainWindow *self);

/** Write what is in view to `path`; see export_model(). */
gboolean picture_write(MainWindow *self, const char *path, GError **error);

/** The same as the bytes of a file with that ending, of a format of pictures; NULL, and `error`
 * set: it cannot be. The caller frees. */
GBytes *picture_render(MainWindow *self, const char *extension, GError **error);
