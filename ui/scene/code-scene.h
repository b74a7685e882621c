/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-scene.h - a source as a scene: the lines where something happens, with the tags of the tasks
 * that run or stand there. Pure. */
#pragma once
#include "ui/scene/layout.h"

typedef struct {
    double width; /* px */
    guint rows;   /* at most; lines between them are folded */
} CodeSceneView;

enum { CODE_ROW = 17, CODE_MARGIN = 6 }; /* px */

/** The scene at `event`: of the file in which something runs or, without one, that of the last
 * event with a line. It is as high as all rows, whatever is shown. Where that is possible, the same
 * lines are shown at all events. Empty if there is no source. */
Scene *code_scene(const Model *model, gsize event, const CodeSceneView *view,
                  const TextMetrics *metrics);
