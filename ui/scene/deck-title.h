/* SPDX-License-Identifier: GPL-3.0-or-later */
/* deck-title.h - the page in front of a chapter. */
#pragma once
#include "ui/scene/deck.h"

/** The title page of chapter `k`, from 1, of `n`: its title, what it is about, how much happens,
 * and the whole timeline. */
Scene *deck_title(const Deck *deck, guint k, guint n);
