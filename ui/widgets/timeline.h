/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline.h - the timeline of a model: paints the scene, and turns input into changes of the view.
 * The scene decides what is where. */
#pragma once
#include <gtk/gtk.h>

#include "ui/scene/layout.h"
#include "ui/widgets/linked.h"

#define TIMELINE_TYPE_VIEW (timeline_view_get_type())
/*
 * Signals, besides those of linked.h, without arguments:
 *   "playhead-changed"   another event is under the playhead, or there is another model
 *   "selection-changed"  another lane is selected, or none
 *   "view-changed"       zoom, position, axis or folding changed
 */
G_DECLARE_FINAL_TYPE(TimelineView, timeline_view, TIMELINE, VIEW, GtkWidget)

/** An empty timeline. */
GtkWidget *timeline_view_new(void);

/**
 * Show `model`, from its first event; NULL shows nothing. It must stay alive until another one is
 * set. A live model is followed: the playhead stays on its last event.
 */
void timeline_view_set_model(TimelineView *self, const Model *model, gboolean live);

/** Say that events were appended to the model. They appear with the next frame, however often this
 * is called. */
void timeline_view_model_changed(TimelineView *self);

/** Say that no more events will come; the playhead stays where it is. */
void timeline_view_model_ended(TimelineView *self);

/** The event under the playhead, or MODEL_NONE in an empty model. */
gsize timeline_view_get_playhead(TimelineView *self);

/** Put the playhead on `event`, bring it into view and stop following. */
void timeline_view_set_playhead(TimelineView *self, gsize event);

/** Put the playhead on the last event, and on each new one. */
void timeline_view_follow(TimelineView *self);

/** Whether the playhead follows the end of a live model. */
gboolean timeline_view_is_following(TimelineView *self);

/** The selected track, or TRACE_NOBODY. */
guint32 timeline_view_get_selected(TimelineView *self);

/** Select a track and bring its lane into view; TRACE_NOBODY unselects. */
void timeline_view_select(TimelineView *self, guint32 track);

/** Light the lane of a track that the pointer is on elsewhere; TRACE_NOBODY: none. */
void timeline_view_set_hovered(TimelineView *self, guint32 track);

/** Select the next (step > 0) or previous visible lane. */
void timeline_view_select_next(TimelineView *self, int step);

/** Fold a group of lanes, or unfold it. */
void timeline_view_toggle_group(TimelineView *self, TraceTrack group);

/** The axis. Changing it keeps the playhead where it is on the screen, as far as the run reaches,
 * and about the same events in view: all of them if that was so, or as many as can be read. */
AxisKind timeline_view_get_axis(TimelineView *self);
void timeline_view_set_axis(TimelineView *self, AxisKind axis);

/** Show the whole run, and keep doing so when the run or the widget grows. */
void timeline_view_fit(TimelineView *self);

/** Make everything `factor` times as wide around `x` px, or around the playhead if x < 0. */
void timeline_view_zoom(TimelineView *self, double factor, double x);

/** The zoom, from the whole run (0) to the closest look (1). */
double timeline_view_get_zoom(TimelineView *self);
void timeline_view_set_zoom(TimelineView *self, double zoom);

/** What is shown, for exports, scrollbars and tests. Valid until the next change. */
const View *timeline_view_get_view(TimelineView *self);
const Scene *timeline_view_get_scene(TimelineView *self);

/** How far the lanes are scrolled, px; for a scrollbar beside it. Owned by the widget. */
GtkAdjustment *timeline_view_get_vadjustment(TimelineView *self);
