/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-paint.h - a scene on the screen. Private to the timeline. */
#pragma once
#include "ui/widgets/timeline-private.h"

/** Paint the scene. */
void timeline_paint(TimelineView *self, GtkSnapshot *snapshot);

/** Get ready to paint, and go along with light and dark. */
void timeline_paint_init(TimelineView *self);

/** Forget what painting had cached. */
void timeline_paint_clear(TimelineView *self);
