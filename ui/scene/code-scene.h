/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code-scene.h - a source as a scene: the lines where something happens, with the tags of the tasks
 * that run or stand there. Pure. */
#pragma once
#include "ui/scene/code-folds.h"
#include "ui/scene/code-size.h"

typedef struct {
    double width, height; /* px */
    const CodeSize *size;
    CodeFold fold; /* what is shown */
} CodeSceneView;

/** The scene at `event`. Without a source, it says whose is missing. */
Scene *code_scene(const Model *model, gsize event, const CodeSceneView *view,
                  const TextMetrics *metrics);
