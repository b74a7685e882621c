/* SPDX-License-Identifier: GPL-3.0-or-later */
/* changes.h - what is different from frame to frame, in the colours of a palette. Private to
 * ui/export. */
#pragma once
#include "ui/export/palette.h"

/* The box that has changed; all of the first frame. */
typedef struct {
    guint x, y, w, h;
    const guint8 *cells; /* w * h colours, or PALETTE_SAME, row by row */
    guint frames;        /* for how many it stands */
} Change;

/* What a format does with an animation. Both append to `bytes`. */
typedef struct {
    void (*begin)(void *data, const Film *film, const Palette *palette);
    void (*add)(void *data, guint i, const Change *change);
} ChangeSink;

/** Hands over all frames, in order. FALSE, and `error` set: it was given up. */
gboolean changes_run(const ExportPages *pages, const Theme *theme, const ChangeSink *sink,
                     void *data, GError **error);
