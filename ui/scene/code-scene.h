/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-scene.h - a source as a scene: the lines where something happens, with the tags of the tasks
 * that run or stand there. Pure. */
#pragma once
#include "ui/scene/code-folds.h"
#include "ui/scene/layout.h"

typedef struct {
    double width;  /* px */
    guint rows;    /* for which there is room */
    CodeFold fold; /* what is shown */
} CodeSceneView;

enum { CODE_ROW = 17, CODE_MARGIN = 6 }; /* px */

/** The scene at `event`. It is as high as all rows, whatever is shown. Without a source, it says
 * whose is missing. */
Scene *code_scene(const Model *model, gsize event, const CodeSceneView *view,
                  const TextMetrics *metrics);
