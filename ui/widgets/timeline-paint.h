/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-paint.h - paint a scene on the screen. Private to the timeline. */
#pragma once
#include "ui/widgets/timeline-private.h"

/** Paint the scene. */
void timeline_paint(TimelineView *self, GtkSnapshot *snapshot);

/** Get ready to paint, and follow changes between light and dark. */
void timeline_paint_init(TimelineView *self);

/** Free what painting has cached. */
void timeline_paint_clear(TimelineView *self);
