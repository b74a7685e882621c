/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-view.h - which part of the run a timeline shows. Private to it. */
#pragma once
#include "ui/widgets/timeline-private.h"

/** The scene of the view as it is now. */
Scene *timeline_scene(TimelineView *self);

/** The view has changed: lay out anew, redraw, and emit "view-changed". */
void timeline_view_touch(TimelineView *self);

/** What is shown has changed, but not the view: lay out anew and redraw. */
void timeline_forget_scene(TimelineView *self);

/** Move the view sideways no more than needed to bring the playhead into it. */
void timeline_show_playhead(TimelineView *self);

/** The handler for a moved scrollbar. */
void timeline_on_scrolled(GtkAdjustment *adjustment, TimelineView *self);
