/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-view.h - which part of the run a timeline shows. Private to it. */
#pragma once
#include "ui/widgets/timeline-private.h"

/** The scene of the view as it is now. */
Scene *timeline_scene(TimelineView *self);

/** The view changed: lay out anew, redraw, tell. */
void timeline_view_touch(TimelineView *self);

/** What is shown changed, but not where: lay out anew and redraw. */
void timeline_forget_scene(TimelineView *self);

/** Move the view sideways as little as brings the playhead into it. */
void timeline_show_playhead(TimelineView *self);

/** The scrollbar was moved. */
void timeline_on_scrolled(GtkAdjustment *adjustment, TimelineView *self);
