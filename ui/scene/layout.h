/* SPDX-License-Identifier: GPL-3.0-or-later */
/* layout.h - lay a model out as a scene. Pure: the same model, view and text metrics give the same
 * scene. It has at most about one shape per lane and pixel column, however long the recording. */
#pragma once
#include "ui/scene/scene.h"
#include "ui/scene/view.h"

/* How wide text is. Exports and the screen measure with pango, goldens with a table. */
typedef struct {
    double (*width)(void *data, Font font, const char *text); /* px */
    void *data;
} TextMetrics;

/** The scene that `view` shows of `model`. */
Scene *layout_scene(const Model *model, const View *view, const TextMetrics *metrics);

/** The right margin with which what `view` says at the ends of its lanes is whole, up to a third of
 * their width; at least that of its sizes. */
double layout_margin(const Model *model, const View *view, const TextMetrics *metrics);
