/* SPDX-License-Identifier: GPL-3.0-or-later */
/* scene-paint.h - paint a scene on the screen, in light or dark. */
#pragma once
#include <gtk/gtk.h>

#include "ui/scene/scene.h"
#include "ui/scene/theme.h"

/* What a widget paints its scenes with. */
typedef struct {
    GtkWidget *widget; /* not owned; redrawn when the theme changes */
    const Theme *theme;
    GHashTable *layouts; /* TextKey -> PangoLayout */
} ScenePainter;

/** Get ready to paint for `widget`, and follow changes between light and dark. `painter` must not
 * move in memory. */
void scene_painter_init(ScenePainter *painter, GtkWidget *widget);

/** Free what painting has cached. */
void scene_painter_clear(ScenePainter *painter);

/** Paint all of a scene. */
void scene_painter_paint(ScenePainter *painter, const Scene *scene, GtkSnapshot *snapshot);

/** Paint one shape. */
void scene_painter_shape(ScenePainter *painter, const Shape *shape, GtkSnapshot *snapshot);
