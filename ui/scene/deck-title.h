/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-title.h - the page in front of a chapter, and the one in front of all of them. */
#pragma once
#include "ui/scene/deck.h"

/** The title page of chapter `k`, from 1, of `n`: its title, what it is about, how much happens,
 * and the whole timeline. */
Scene *deck_title(const Deck *deck, guint k, guint n);

/* What the cover says of a chapter. */
typedef struct {
    const char *title;
    guint n_steps;
} DeckContent;

/** The cover: what the deck is called, and its `n` chapters, as many as there is room for. */
Scene *deck_cover(const char *title, const DeckContent *chapters, guint n,
                  const TextMetrics *metrics);
