/* SPDX-License-Identifier: GPL-3.0-or-later */
/* column.h - the right column of the window: what a moment is in code, as a picture of the loop and
 * in words, and what was printed by then. Each of its panes folds; that and the height of the
 * output stay as they are until the next time. */
#pragma once
#include "app/window/settings.h"
#include "ui/widgets/code.h"
#include "ui/widgets/loop.h"
#include "ui/widgets/output.h"
#include "ui/widgets/sentence.h"

#define COLUMN_TYPE (column_get_type())
/* It has the signals of ui/widgets/linked.h. */
G_DECLARE_FINAL_TYPE(Column, column, AWAITSCOPE, COLUMN, GtkWidget)

enum { COLUMN_MIN_WIDTH_PX = 260 };

/** An empty column; `settings` must outlive it. */
GtkWidget *column_new(Settings *settings);

/** Show `model`, which must stay alive until another one is set; NULL shows nothing. */
void column_set_model(Column *self, const Model *model);

/** Show the moment of `event`. */
void column_set_event(Column *self, gsize event);

/** Say that events were appended to the model; `event` is under the playhead. */
void column_model_changed(Column *self, gsize event);

/** How many events of the model its state has been read to: all after some idle time, so that it is
 * at any of them at once. */
gsize column_n_read(Column *self);

/** Show the column, or hide it. */
void column_set_visible(Column *self, gboolean visible);

/** Set which tracks are lit. */
void column_set_lit(Column *self, Lit lit);

/** The code pane; owned by the column, like the widgets below. */
CodeView *column_get_code(Column *self);

/** The loop pane. */
LoopView *column_get_loop(Column *self);

/** The words about the event. */
SentenceView *column_get_sentence(Column *self);

/** The output pane. */
OutputView *column_get_output(Column *self);
