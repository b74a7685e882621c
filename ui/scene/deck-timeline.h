/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-timeline.h - the timeline on a page of a deck. */
#pragma once
#include "ui/scene/deck.h"

/** The range of the deck on the elastic axis, with what comes after `event` as an outline or left
 * out; as high as deck_timeline_height(). */
Scene *deck_timeline(const Deck *deck, gsize event, double width);

/** The height of the deck's timeline on all of its pages, px. */
double deck_timeline_height(const Deck *deck);

/** All of it, with words at the ends of lanes and a legend, as high as it needs to be. */
Scene *deck_timeline_whole(const Deck *deck, double width);

/** The lanes that a page has unless others are chosen: of tasks and workers as many as can be read,
 * those on which most happens in that range; to_ns -1: to the end. `ret_n_more` gets how many
 * others there are. The caller frees. */
GArray *deck_lanes(const Model *model, gint64 from_ns, gint64 to_ns, guint *ret_n_more);
