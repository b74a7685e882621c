/* SPDX-License-Identifier: GPL-3.0-or-later */
/* odf-shape.h - shapes of a scene as the shapes of OpenDocument. Private to ui/export. */
#pragma once
#include "ui/export/odf-style.h"

/** Adds all shapes of a page, each of them one that can be moved and edited, and text as text. */
void odf_shapes(Odf *odf, const Scene *scene);

/** Whether `shape` is nothing but the ground of the page. */
gboolean odf_is_ground(const Scene *scene, const Shape *shape);
