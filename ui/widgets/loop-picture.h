/* SPDX-License-Identifier: GPL-3.0-or-later */
/* loop-picture.h - paints the loop's picture and moves its boxes from one moment's place to the
 * next one's. Private to the loop pane. */
#pragma once
#include "ui/scene/now.h"
#include "ui/widgets/linked.h"

#define LOOP_TYPE_PICTURE (loop_picture_get_type())
/* It has the signals of linked.h. */
G_DECLARE_FINAL_TYPE(LoopPicture, loop_picture, LOOP, PICTURE, GtkWidget)

/** An empty picture. */
GtkWidget *loop_picture_new(void);

/** Show `state` of `model`, both of which must stay alive until others are set; NULL: nothing. */
void loop_picture_set_state(LoopPicture *self, const Model *model, State *state);

/** Say that the state is at another event. */
void loop_picture_state_changed(LoopPicture *self);

/** Set which boxes are lit. */
void loop_picture_set_lit(LoopPicture *self, Lit lit);

/** What is shown; NULL if that is nothing. Its px are 1 / loop_picture_get_scale() of the widget's.
 * Valid until the next change. */
const Scene *loop_picture_get_scene(LoopPicture *self);

/** By how much the picture is enlarged, as the text of the desktop is. */
double loop_picture_get_scale(LoopPicture *self);

/** Whether boxes are on their way. */
gboolean loop_picture_is_moving(LoopPicture *self);
