/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-timeline.h - the timeline on a page of a deck. */
#pragma once
#include "ui/scene/deck.h"

/** The whole run on the elastic axis, with what comes after `event` as an outline or left out;
 * MODEL_NONE: all of it, without a playhead. */
Scene *deck_timeline(const Deck *deck, gsize event, double width, double height);

/** The lanes that a page has unless others are chosen: of tasks and workers as many as can be read,
 * those on which most happens; `ret_left_out` gets how many others there are. The caller frees. */
GArray *deck_lanes(const Model *model, guint *ret_left_out);
