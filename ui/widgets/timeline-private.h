/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timeline-private.h - what the files of the timeline share. */
#pragma once
#include "ui/widgets/scene-paint.h"
#include "ui/widgets/timeline.h"

/* What a drag moves; the place where it begins decides. */
typedef enum { DRAG_NOTHING, DRAG_PLAYHEAD, DRAG_VIEWPORT, DRAG_LANE } DragKind;

/* Whether the zoom is the user's, or follows the length of the run and the width of the widget: as
 * much as can be read, or all of it. The two differ only on axes whose units have a legible width.
 */
typedef enum { FIT_NOT, FIT_LEGIBLE, FIT_WHOLE } TimelineFit;

struct _TimelineView {
    GtkWidget parent_instance;

    const Model *model;
    Model *nothing; /* what is shown when there is no model */
    View view;
    Scene *scene; /* of `view`; NULL when it must be laid out anew */
    gboolean live, following;
    TimelineFit fit;
    guint tick; /* the callback for the frame that will show new events; 0: none is pending */
    GtkAdjustment *vadjustment;

    ScenePainter painter;

    DragKind drag;
    double drag_x, drag_y; /* where it began */
    gboolean drag_moved;
    guint32 hover;    /* the track that the pointer is on here, or TRACE_NOBODY */
    double pinch;     /* scale of the gesture so far */
    double pointer_x; /* where the pointer is: the wheel zooms around it */
};

/** Put the playhead on `event`; the view does not move, and following does not end. */
void timeline_move_playhead(TimelineView *self, gsize event);

/** The user moves the playhead: put it on the event nearest to `x` px. */
void timeline_drag_playhead(TimelineView *self, double x);
