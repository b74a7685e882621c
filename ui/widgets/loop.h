/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop.h - the loop at a moment of a run: what runs, what is ready, who waits for what. */
#pragma once
#include "ui/widgets/loop-picture.h"
#include "ui/widgets/pane.h"

#define LOOP_TYPE_VIEW (loop_view_get_type())
/* It has the signals of linked.h. */
G_DECLARE_FINAL_TYPE(LoopView, loop_view, LOOP, VIEW, GtkWidget)

/** An empty pane. */
GtkWidget *loop_view_new(void);

/** Show `state` of `model`, both of which must stay alive until others are set; NULL shows nothing.
 */
void loop_view_set_state(LoopView *self, const Model *model, State *state);

/** Say that the state is at another event, or that events were appended to the model. A program
 * without a loop has no pane. */
void loop_view_state_changed(LoopView *self);
void loop_view_model_changed(LoopView *self);

/** Set which boxes are lit. */
void loop_view_set_lit(LoopView *self, Lit lit);

/** The picture; owned by the widget, as is the pane that it is in. */
LoopPicture *loop_view_get_picture(LoopView *self);
PaneWidget *loop_view_get_pane(LoopView *self);
