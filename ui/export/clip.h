/* SPDX-License-Identifier: GPL-3.0-or-later */
/* clip.h - what is left of shapes within the clips of a scene, for formats that cannot clip.
 * Private to ui/export. */
#pragma once
#include "ui/scene/scene.h"

enum { CLIP_DEPTH = 8 };

/* The clips that are open, each within the one before. */
typedef struct {
    double x[CLIP_DEPTH], y[CLIP_DEPTH], right[CLIP_DEPTH], bottom[CLIP_DEPTH];
    guint n, too_deep; /* those that found no room are as wide as the one before */
} Clips;

/** Takes in a SHAPE_CLIP or SHAPE_UNCLIP; any other shape changes nothing. */
void clips_follow(Clips *clips, const Shape *shape);

/** Cuts rectangles and upright or level lines; other shapes stay whole, or go if their middle is
 * outside. FALSE: nothing is left. */
gboolean clips_cut(const Clips *clips, Shape *shape);
