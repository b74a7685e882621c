/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-now.h - the loop's picture on a page of a deck: what the window's has, in boxes that can be
 * read from afar. */
#pragma once
#include "ui/scene/deck-now-places.h"
#include "ui/scene/deck.h"

/** The picture of `state`, `width` x `height` px, with the lists in their `places`. */
Scene *deck_now(const Deck *deck, State *state, const DeckNowPlaces *places, double width,
                double height);
