/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.h - a scene as a file, or as text. No display is needed. Same scene, same bytes. */
#pragma once
#include "ui/scene/layout.h"
#include "ui/scene/theme.h"

/* An export format: a row of the table that meson generates from formats in meson.build. Rendering
 * gives the bytes of a file, which the caller frees, or NULL and why. */
typedef struct {
    const char *extension; /* "svg" */
    const char *about;     /* "vector picture for web pages and slides" */
    GByteArray *(*render)(const Scene *scene, const Theme *theme, const char *title,
                          GError **error);
} ExportFormat;

/** The format for the ending of `path`; NULL if there is none. */
const ExportFormat *export_format(const char *path);

/** All formats, `ret_n` of them. */
const ExportFormat *const *export_formats(gsize *ret_n);

/** What files of all formats end in, each behind `before`, with `between` or at last `last` between
 * them: ".svg, .pdf or .png". The caller frees. */
char *export_endings(const char *before, const char *between, const char *last);

/** Metrics of the fonts that exports and the screen use; pango, no display. */
const TextMetrics *export_metrics(void);

/**
 * What to export: the range [from, to] ns of `model`, or all of it; with the playhead on the last
 * event at or before `at_ns` (-1: none).
 */
typedef struct {
    gint64 from_ns, to_ns; /* to_ns -1: the end */
    gint64 at_ns;
    guint64 at_number; /* of the event under the playhead, from 1; 0: at_ns says */
    AxisKind axis;
    double width, height; /* px; height 0: as high as the lanes are */
    const Theme *theme;
} ExportOptions;

/** Lay `model` out as a page and write it to `path`; the format is told by its ending. A file that
 * stood there is replaced only when all went well. */
gboolean export_model(const Model *model, const ExportOptions *options, const char *path,
                      GError **error);

/** The text timeline of a range, `columns` wide (at least 40), lines ending in newlines; of
 * `options` the range and the axis count. The caller frees. */
char *export_text(const Model *model, const ExportOptions *options, guint columns);
