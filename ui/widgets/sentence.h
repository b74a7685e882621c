/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sentence.h - what an event is and why it happened, in a sentence or two. */
#pragma once
#include <gtk/gtk.h>

#include "ui/model/state.h"

#define SENTENCE_TYPE_VIEW (sentence_view_get_type())
G_DECLARE_FINAL_TYPE(SentenceView, sentence_view, SENTENCE, VIEW, GtkWidget)

/** An empty box. */
GtkWidget *sentence_view_new(void);

/** Say what the event is that `state` of `model` is at; NULL, or at none, says nothing. */
void sentence_view_tell(SentenceView *self, const Model *model, State *state);

/** The words; owned by the widget. */
const char *sentence_view_get_text(SentenceView *self);
