/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.h - a scene as a file or as text. It needs no display, and the same scene gives the same
 * bytes. */
#pragma once
#include "ui/scene/layout.h"
#include "ui/scene/theme.h"

/* How pages become frames that follow each other, for formats that move. */
typedef struct {
    guint width, height; /* px of a frame */
    guint fps;           /* frames a second; at least 1 */
    guint loop;          /* how often it is shown; 0: for ever */
} ExportFilm;

/* Pictures that are the pages of one file, of one size. What the functions return is the caller's
 * to free. */
typedef struct {
    guint n;
    gboolean has_cover; /* page 0 is in front of all chapters */
    /* Is called before page `i`, from 0, again while that takes long, and after the last. FALSE,
     * and `error` set: give up. */
    gboolean (*next)(void *data, guint i, GError **error);
    Scene *(*page)(void *data, guint i);
    char *(*name)(void *data, guint i);   /* what it is called in a list of pages */
    char *(*words)(void *data, guint i);  /* what is said on it */
    char *(*note)(void *data, guint i);   /* what the speaker noted for it; "": nothing */
    char *(*time)(void *data, guint i);   /* when that is: "1.5 s" */
    guint (*number)(void *data, guint i); /* in its chapter; 0: the title page, which begins it, or
                                             the cover */
    double (*seconds)(void *data, guint i); /* how long it stands where pages turn by themselves */
    ExportFilm film;
    void *data;
} ExportPages;

/* An export format: a row of the table that meson generates from the formats in meson.build. Both
 * functions return the bytes of a file, which the caller frees, or NULL and set `error`. */
typedef struct {
    const char *extension; /* "svg" */
    const char *about;     /* "vector picture for web pages and slides" */
    GByteArray *(*render)(const Scene *scene, const Theme *theme, const char *title,
                          GError **error); /* NULL: a file is many pages */
    GByteArray *(*render_pages)(const ExportPages *pages, const Theme *theme, const char *title,
                                GError **error); /* NULL: a file is one picture */
    gboolean moves; /* pages turn by themselves: what ExportFilm says matters */
} ExportFormat;

/** The format for the ending of `path`; NULL if there is none. */
const ExportFormat *export_format(const char *path);

/** All formats, `ret_n` of them. */
const ExportFormat *const *export_formats(gsize *ret_n);

/** The endings of all formats, each with `before` in front, joined by `between`, the last two by
 * `last`: ".svg, .pdf or .png". The caller frees. */
char *export_endings(const char *before, const char *between, const char *last);

/** Metrics of the fonts that exports and the screen use; pango, no display. */
const TextMetrics *export_metrics(void);

/** The family that `font` has here, of those that it may have: what texts are measured in. */
const char *export_family(Font font);

/**
 * What to export: the range [from_ns, to_ns] of the model, with the playhead on the last event at
 * or before `at_ns` (-1: no playhead).
 */
typedef struct {
    gint64 from_ns, to_ns; /* to_ns -1: the end */
    gint64 at_ns;
    guint64 at_number; /* of the event under the playhead, from 1; 0: at_ns decides */
    AxisKind axis;
    double width, height; /* px; height 0: as high as the lanes need */
    const GArray *lanes;  /* of guint32: the tracks that have lanes; NULL: those with something in
                             the range, or, if they would be too small to be read, those on which
                             most happens */
    gboolean says_more;   /* with lanes: it says how many others there are in the range */
    const Theme *theme;
} ExportOptions;

/** Whether each name is one of a track of at least one of the `n` models; else `error` is set. */
gboolean export_lanes_exist(const Model *const *models, guint n, char **names, GError **error);

/** The tracks of these names, of guint32, as far as the model has some. The caller frees. */
GArray *export_lanes(const Model *model, char **names);

/** A good width for a page, px: wide enough for what can be read of `model` on the axis of
 * `options`, within limits. */
double export_width(const Model *model, const ExportOptions *options);

/** Lay `model` out as a page, and return that as a file of the format, whose render() is not NULL;
 * NULL, and `error` set: it cannot be. The caller frees. */
GByteArray *export_render(const Model *model, const ExportOptions *options,
                          const ExportFormat *format, GError **error);

/** Lay `model` out as a page and write it to `path`, whose ending decides the format. An existing
 * file is replaced only if all goes well. */
gboolean export_model(const Model *model, const ExportOptions *options, const char *path,
                      GError **error);

/** The text timeline of a range, `columns` wide (at least 40), each line ending in a newline. Of
 * `options`, only the range and the axis count. The caller frees. */
char *export_text(const Model *model, const ExportOptions *options, guint columns);
